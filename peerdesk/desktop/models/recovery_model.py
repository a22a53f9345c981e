"""Whether the hospital can open this vault, in words, and what the person answers."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.recovery_views import RecoveryView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes
from peerdesk.work.ceremony import fingerprint_groups
from peerdesk.work.enrolment import Remotes
from peerdesk.work.hospital_recovery import (
    RecoveryHere,
    Term,
    allow_recovery,
    decline_recovery,
    end_recovery,
    recovery_here,
)


class RecoveryModel(QObject):
    """`shown` carries a RecoveryView, `said` what was done."""

    shown = Signal(object)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, remotes: Remotes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._remotes = remotes
        self._here = RecoveryHere()
        self._busy = False
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read how things stand from the vault."""
        bench = self._bench
        bench.run(self, lambda: recovery_here(bench.vault), self._on_read, self.refused.emit)

    def allow(self) -> None:
        """Let the hospital open what is kept from now on: the key whose mark was shown, and no other."""
        bench, shown = self._bench, self._here.fingerprint
        self._tell(
            lambda: allow_recovery(bench.vault, self._remotes, shown, bench.now()),
            self.tr("Your hospital can open what you keep from now on"),
        )

    def end(self) -> None:
        """Let it open nothing that is new."""
        bench = self._bench
        self._tell(
            lambda: end_recovery(bench.vault, self._remotes, bench.now()),
            self.tr("What you keep from now on is yours alone"),
        )

    def decline(self) -> None:
        """Say no. Nobody is told, so it needs no network."""
        bench = self._bench

        def done(changes: Changes) -> None:
            self.said.emit(self.tr("Only you can open your notes"))
            bench.announcer.tell(changes)

        bench.run(self, lambda: decline_recovery(bench.vault), done, self.refused.emit)

    def _tell(self, job: Callable[[], Changes], told: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._show()

        def done(changes: Changes) -> None:
            self._busy = False
            self.said.emit(told)
            self._bench.announcer.tell(changes)

        def failed(problem: object) -> None:
            self._busy = False
            self._show()
            self.refused.emit(problem)

        self._bench.background.run_network(self, job, done, failed)

    def _on_read(self, here: RecoveryHere) -> None:
        self._here = here
        self._show()

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory:
            self.read()

    def _show(self) -> None:
        here, terms = self._here, list(self._here.terms)
        badge = ""
        if here.is_on and terms:
            since = self._moment(terms.pop())
            badge = self.tr("Your hospital can open this vault, since %1").replace("%1", since)
        used = self.tr("Your hospital opened your notes on %1")
        self.shown.emit(
            RecoveryView(
                badge=badge,
                past=tuple(self._past(one) for one in terms),
                uses=tuple(used.replace("%1", self._used_at(at)) for at in here.uses),
                asked=here.asked,
                mark="  ".join(fingerprint_groups(here.fingerprint)) if here.asked else "",
                busy=self._busy,
            )
        )

    def _used_at(self, claimed: datetime) -> str:
        """Return the time that the officer claims, in words. It was not later than now, whatever is claimed."""
        now = self._bench.now()
        return self._bench.words.moment(min(claimed, now), now=now)

    def _past(self, term: Term) -> str:
        if term.until is None:
            said = self.tr("Your hospital can open what you kept since %1, and nothing that is new now")
            return said.replace("%1", self._moment(term))
        until = self._bench.words.moment(term.until, now=self._bench.now())
        said = self.tr("Your hospital can open what you kept from %1 to %2")
        return said.replace("%1", self._moment(term)).replace("%2", until)

    def _moment(self, term: Term) -> str:
        return self._bench.words.moment(term.since, now=self._bench.now())
