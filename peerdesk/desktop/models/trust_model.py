"""How things stand with the server, and with whom one can share: the page Sync and trust in words."""

from typing import TypedDict

from PySide6.QtCore import QLocale, QObject, Signal

from peerdesk.desktop.models.hospital_rules import HospitalRules
from peerdesk.desktop.models.sync_pulse import SyncPulse
from peerdesk.desktop.models.sync_trouble import Trouble, trouble_of
from peerdesk.desktop.models.views import TrustPersonView, TrustView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.sentences import Sentences
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role
from peerdesk.work.policy import Policy, policy_here
from peerdesk.work.sharing import Reader, readers
from peerdesk.work.syncing import Status
from peerdesk.work.trust import Known, confirm_words, find_person, people
from peerdesk.work.word_list import other_language, spoken, word_list


class _Compared(TypedDict):
    words: tuple[str, ...]
    elsewhere: tuple[str, ...]


People = tuple[tuple[Reader, ...], tuple[Known, ...], Policy]


class TrustModel(QObject):
    """`shown` carries a TrustView."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, pulse: SyncPulse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._pulse = pulse
        self._status: Status | None = None
        self._people: tuple[TrustPersonView, ...] = ()
        self._mine: TrustPersonView | None = None
        self._rules: tuple[str, ...] = ()
        self.spares = False
        pulse.known.connect(self._on_status)

    def read(self) -> None:
        """Read with whom one can share, and how things stand."""
        bench = self._bench

        def job() -> People:
            try:
                return readers(bench.vault, bench.now()), people(bench.vault, word_list()), policy_here(bench.vault)
            except NotEnrolledError:
                return (), (), Policy()

        bench.run(self, job, self._on_people, self.refused.emit)
        self._pulse.read()

    def match(self, one: TrustPersonView) -> None:
        """Note that somebody's words were compared and are the same as those shown here."""
        bench, key = self._bench, one.key
        who = key.hex() if isinstance(key, bytes) else ""

        def job() -> Changes:
            known = find_person(bench.vault, who, word_list())
            return confirm_words(bench.vault, known, " ".join(one.words), bench.now())

        def done(changes: Changes) -> None:
            bench.announcer.tell(changes)
            self.read()

        bench.run(self, job, done, self.refused.emit)

    def _on_people(self, known: People) -> None:
        can_share, everybody, policy = known
        self._rules = HospitalRules(self).lines(policy)
        words = {one.person: one.words for one in everybody}
        # A peer sees the other peers' names nowhere: only a supervisor's list names those who may share.
        mine = next((one for one in everybody if one.is_me), None)
        self._mine = None
        if mine is not None:
            self._mine = TrustPersonView(name=mine.name, about="", met=True, **self._compared(mine.words))
        leads = mine is not None and mine.role is Role.SUPERVISOR
        supervisees = [one for one in everybody if leads and one.role is Role.PEER and one.active]
        # By name, as everywhere: any other order would ask what it says of them.
        supervisees.sort(key=lambda one: folded(one.name))
        self._people = tuple(self._supervisee(one) for one in supervisees) or tuple(
            TrustPersonView(
                name=reader.name or self.tr("Your supervisor"),
                about=self._about(reader),
                met=reader.met,
                **self._compared(() if reader.awaited or reader.met else words.get(reader.person, ())),
                tone="accent" if reader.met or reader.confirmed else "wait",
                key=reader.person,
            )
            for reader in can_share
        )
        self._tell()

    def _supervisee(self, one: Known) -> TrustPersonView:
        about = self.tr("Peer, checked in person") if one.met else self.tr("Peer, not checked yet")
        if one.is_paused:
            about = self.tr("Peer, has new keys: nothing new is sent")
        tone = "accent" if one.met else "wait"
        words = self._compared(() if one.met else one.words)
        return TrustPersonView(name=one.name, about=about, met=one.met, tone=tone, key=one.person, **words)

    def _compared(self, words: tuple[str, ...]) -> _Compared:
        here = self._bench.words.language
        return {"words": spoken(words, here), "elsewhere": spoken(words, other_language(here))}

    def _about(self, reader: Reader) -> str:
        if reader.awaited:
            return self.tr("Your supervisor, has not joined yet")
        if reader.is_paused:
            return self.tr("Your supervisor, has new keys: sharing is paused")
        if reader.met:
            return self.tr("Your supervisor, checked in person")
        if reader.confirmed:
            return self.tr("Your supervisor, confirmed by your program")
        return self.tr("Your supervisor, not checked yet")

    def _on_status(self, known: Status) -> None:
        self._status = known
        self._tell()

    def _tell(self) -> None:
        known = self._status
        if known is None:
            return
        enrolled = bool(known.organisation)
        self.shown.emit(
            TrustView(
                title=self._title(known),
                line=self._line(known),
                state=self._state(known),
                enrolled=enrolled,
                busy=self._pulse.is_running,
                needs=self._needs(),
                people=self._people,
                mine=self._mine,
                rules=self._rules,
                supervises=known.role is Role.SUPERVISOR,
                computer=known.name,
                traffic=self._traffic(known),
                spares=self.spares,
            )
        )

    def _title(self, known: Status) -> str:
        if known.organisation and known.proof and not (known.waiting or known.removed):
            return self.tr("Everything is saved here and on the server")
        return self.tr("Everything is saved on this computer")

    def _line(self, known: Status) -> str:
        if not known.organisation:
            return self.tr("This desk is not joined to a hospital. Nothing leaves this computer.")
        if known.removed:
            kept = self.tr("What is here stays readable here.")
            return " ".join(filter(None, (kept, self._staying(known))))
        parts = [self._waiting(known)]
        if known.last_success is None:
            parts.append(self.tr("It has not talked with %1 yet.").replace("%1", known.organisation))
        else:
            at = self._bench.words.moment(known.last_success, now=self._bench.now())
            line = self.tr("Last talk with %1 was %2.")
            parts.append(line.replace("%1", known.organisation).replace("%2", at))
        if known.stale_days:
            parts.append(self.tr("That was %n days ago.", "", known.stale_days))
            parts.append(self.tr("What others sent is complete up to then."))
        return " ".join(filter(None, (*parts, self._calm())))

    def _traffic(self, known: Status) -> str:
        if self._pulse.is_running and known.waiting:
            done, of = self._pulse.done_of
            line = self.tr("Sending %1 of %2").replace("%1", str(min(done + 1, max(of, 1))))
            return line.replace("%2", str(max(of, 1)))
        if known.arriving is not None:
            line = self.tr("Older notes are still arriving: %1 of %2").replace("%1", str(known.arriving.done))
            return line.replace("%2", str(known.arriving.of))
        last = self._pulse.last
        if last is None:
            return ""
        line = self.tr("Last sync: %1 sent, %2 received (%3 up, %4 down)")
        line = line.replace("%1", str(last.pushed)).replace("%2", str(last.pulled))
        return line.replace("%3", self._size(last.bytes_up)).replace("%4", self._size(last.bytes_down))

    def _size(self, count: int) -> str:
        return self._bench.words.locale.formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)

    def _waiting(self, known: Status) -> str:
        if known.waiting:
            return self.tr("%n changes are waiting to send.", "", known.waiting)
        return self.tr("Nothing is waiting to send.")

    def _staying(self, known: Status) -> str:
        return self.tr("%n changes stay only here.", "", known.waiting) if known.waiting else ""

    def _state(self, known: Status) -> str:
        if self._pulse.is_running and known.waiting:
            return "sending"
        # What waits for the person has a card of its own; the sign at the top is about what is safe.
        if known.removed or self._needs():
            return "needs"
        if trouble_of(self._pulse.problem) is Trouble.AWAY:
            return "offline"
        return "done" if known.proof else "saved"

    def _needs(self) -> str:
        problem = self._pulse.problem
        if self._status is not None and self._status.removed:
            # Said in full on the list of what waits.
            return ""
        return Sentences().of(problem) if problem and trouble_of(problem) is Trouble.NEEDS else ""

    def _calm(self) -> str:
        """Return what kept the last round from going through, where that passes by itself."""
        problem = self._pulse.problem
        return Sentences().of(problem) if problem and not self._needs() else ""
