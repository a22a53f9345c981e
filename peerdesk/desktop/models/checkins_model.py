"""Check-ins on the desk: how often it reminds, and for a supervisor when the last session with each peer was."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.team_text_words import TeamTextWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.checkins import RHYTHMS, rhythm_lines
from peerdesk.domain.team_texts import TeamPart
from peerdesk.work.checkins import Checkin, Rhythm, checkins, rhythm_here, want_rhythm
from peerdesk.work.team_texts import publish_text

_KINDS = (RecordKind.SUPERVISION, RecordKind.TEAM_TEXT, RecordKind.TEXT_VERSION)
AS_TEAM = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinsView:
    """`choices` are codes of rhythms with their words, `chosen` one of them, `held` what holds here in words.

    `peers` are names with how long ago the last session was, in the order of their names.
    """

    choices: tuple[tuple[str, str], ...]
    chosen: str
    held: str
    peers: tuple[tuple[str, str], ...] = ()


class CheckinsModel(QObject):
    """Reads again after each change. `shown` carries a CheckinsView. `leads`: it is a supervisor's desk."""

    shown = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, *, leads: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench, self._leads = bench, leads
        self._words = TeamTextWords(bench, self)
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the rhythm, and the days."""
        bench = self._bench

        def job() -> tuple[Rhythm, tuple[Checkin, ...]]:
            now = bench.now()
            return rhythm_here(bench.vault, now), checkins(bench.vault, now)

        bench.run(self, job, lambda found: self._on_read(*found), self.refused.emit)

    def choose(self, code: str) -> None:
        """Choose a rhythm: a supervisor for the team, a peer for themselves."""
        bench = self._bench

        def for_team() -> Changes:
            lines = rhythm_lines(int(code))
            return publish_text(bench.vault, TeamPart.CHECKINS, lines, "", bench.now(), bench.rng)[1]

        def for_oneself() -> Changes:
            want_rhythm(bench.vault, None if code == AS_TEAM else int(code))
            # Nothing of it is a record. Whatever shows a rhythm reads again.
            return Changes(kinds=frozenset(_KINDS))

        self._do(for_team if self._leads else for_oneself)

    def _do(self, act: Callable[[], Changes]) -> None:
        def done(changes: Changes) -> None:
            self._bench.announcer.tell(changes)
            self.read()

        def failed(problem: object) -> None:
            self.refused.emit(problem)
            # What was picked does not hold: the card shows again what does.
            self.read()

        self._bench.run(self, act, done, failed)

    def _on_read(self, rhythm: Rhythm, peers: tuple[Checkin, ...]) -> None:
        choices = [(str(days), self._words.rhythm(days)) for days in RHYTHMS]
        if not self._leads:
            choices.insert(0, (AS_TEAM, self.tr("As my team does")))
        own = rhythm.team if self._leads else rhythm.own
        self.shown.emit(
            CheckinsView(
                choices=tuple(choices),
                chosen=AS_TEAM if own is None else str(own),
                held=self.tr("What holds here: %1").replace("%1", self._words.rhythm(rhythm.held)),
                peers=tuple((one.name, self._since(one)) for one in peers),
            )
        )

    def _since(self, one: Checkin) -> str:
        if one.days is None:
            return self.tr("no session is logged")
        return self.tr("last session: %n days ago", "", one.days) if one.days else self.tr("last session: today")

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS) or changes.directory:
            self.read()
