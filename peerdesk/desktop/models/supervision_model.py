"""The log of supervision: reading it, writing a session down, signing what the other one wrote."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.supervision_views import SessionForm
from peerdesk.desktop.models.supervision_words import SupervisionWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.checkins import OFF
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.work import supervision_log as log
from peerdesk.work.checkins import rhythm_here
from peerdesk.work.handing_out import put_out
from peerdesk.work.supervision_log import LoggedSession, Partner
from peerdesk.work.supervision_overview import Talked, talked_in_sessions

_AT_ONCE = 40
"""So many sessions show at first, and as many more each time: a page of them all would hold the window up."""

_KINDS = (
    *(RecordKind.SUPERVISION, RecordKind.SUPERVISION_SIGNED),
    *(RecordKind.TEAM_TEXT, RecordKind.TEXT_VERSION),
    *(RecordKind.AGENDA_ITEM, RecordKind.AGENDA_ENTRY, RecordKind.TALKED_ABOUT),
)


class _Read(NamedTuple):
    people: tuple[Partner, ...]
    shown: Partner | None
    sessions: tuple[LoggedSession, ...]
    gone: int
    to_sign: int
    talked: Mapping[RecordId, tuple[Talked, ...]] = MappingProxyType({})
    rhythm: int = OFF


class SupervisionModel(QObject):
    """Reads again after each change. `shown` carries a SupervisionView, `waiting` how many wait to be signed here.

    `said` is a line about what was just done, `kept` says that what stands in the form was taken.
    """

    shown = Signal(object)
    waiting = Signal(int)
    said = Signal(str)
    kept = Signal()
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._words = SupervisionWords(bench, self)
        self._person: PersonId | None = None
        self._most = _AT_ONCE
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the log with the one who is shown; at first with the first."""
        bench, wanted = self._bench, self._person

        def job() -> _Read:
            now = bench.now()
            people = log.partners(bench.vault, now)
            to_sign = log.how_many_to_sign(bench.vault)
            shown = next((one for one in people if one.person == wanted), people[0] if people else None)
            if shown is None:
                return _Read(people, None, (), 0, to_sign)
            sessions = log.sessions_with(bench.vault, shown.person, now)
            gone, talked = log.signed_and_gone(bench.vault, shown.person), talked_in_sessions(bench.vault)
            rhythm = rhythm_here(bench.vault, now).held
            return _Read(people, shown, sessions, gone, to_sign, talked, rhythm)

        bench.run(self, job, self._on_read, self.refused.emit)

    def choose(self, person: str) -> None:
        """Show the log with somebody, named by the code that the view gave."""
        self._person, self._most = PersonId(bytes.fromhex(person)), _AT_ONCE
        self.read()

    def show_more(self) -> None:
        """Show more of the older sessions."""
        self._most += _AT_ONCE
        self.read()

    def log(self, form: SessionForm, person: str) -> None:
        """Write a session down."""
        bench, other = self._bench, PersonId(bytes.fromhex(person))

        def job() -> Changes:
            made = log.log_session(bench.vault, _draft(form), other, bench.now(), bench.rng)
            return Changes.of(RecordKind.SUPERVISION, made.session.id)

        self._do(job, self.tr("Logged. It goes out with the next sync, to be signed."), self.kept.emit)

    def change(self, key: RecordId, form: SessionForm) -> None:
        """Say anew what a session was."""
        bench = self._bench
        said = self.tr("Changed. A signature under what it said before counts no more.")
        self._do(lambda: log.change_session(bench.vault, key, _draft(form), bench.now()), said, self.kept.emit)

    def sign(self, key: RecordId, digest: bytes) -> None:
        """Sign a session as it was shown."""
        bench = self._bench
        said = self.tr("Signed. They see it with the next sync.")
        self._do(lambda: log.sign_session(bench.vault, key, digest, bench.now(), bench.rng), said)

    def take_back(self, key: RecordId) -> None:
        """Take away a session that nobody has signed."""
        self._do(lambda: log.take_session_back(self._bench.vault, key), self.tr("Taken away."))

    def save(self, file: str, person: str) -> None:
        """Write days and minutes of what both have signed into a file that the person has chosen."""
        bench, other = self._bench, PersonId(bytes.fromhex(person))

        def job() -> str:
            text, _ = log.evidence_csv(log.sessions_with(bench.vault, other, bench.now()))
            with chosen_disk():
                put_out(Path(file), text.encode())
            return Path(file).name

        told = self.tr("Days and minutes are in %1. Nothing else is.")
        bench.background.run_file(self, job, lambda name: self.said.emit(told.replace("%1", name)), self.refused.emit)

    def _do(self, job: Callable[[], Changes], said: str, then: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            if then is not None:
                then()
            self.said.emit(said)
            self._bench.announcer.tell(changes)

        self._bench.run(self, job, done, self.refused.emit)

    def _on_read(self, read: _Read) -> None:
        self._person = read.shown.person if read.shown else None
        self.waiting.emit(read.to_sign)
        view = self._words.view(
            read.people,
            read.shown,
            read.sessions,
            most=self._most,
            gone=read.gone,
            talked=read.talked,
            rhythm=read.rhythm,
        )
        self.shown.emit(view)

    def _on_changed(self, changes: Changes) -> None:
        if changes.directory or any(changes.touches(kind) for kind in _KINDS):
            self.read()


def _draft(form: SessionForm) -> SessionDraft:
    return SessionDraft(
        minutes=form.minutes, type=form.type, topics=form.topics, next_steps=form.next_steps, on=form.on
    )
