"""A shared copy in words: the same lines for the peer who looks before sharing and for the supervisor who reads."""

from PySide6.QtCore import QObject

from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.words import lowered
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.sharing import Projection
from peerdesk.domain.vocabulary import FollowUpState


class ProjectionLines(QObject):
    """Turns a projection into captions and words."""

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench

    def where(self, projection: Projection) -> str:
        """Return day, setting and way of contact in one line."""
        words = self._bench.words
        day = words.day(projection.happened_on, today=self._bench.today())
        return DOT.join((day, words.of(projection.setting), words.of(projection.mode)))

    def of(self, projection: Projection) -> tuple[tuple[str, str], ...]:
        """Return the lines. What is not there is said too, so that nobody wonders what was left out."""
        words = self._bench.words
        steps = [f"{words.of(step)}: {words.of(state)}" for step, state in projection.next.items()]
        lines = [
            (self.tr("How it went"), words.of(projection.outcome)),
            (self.tr("Support given"), words.all_of(projection.support)),
            (self.tr("Next steps"), "; ".join([*steps[:1], *(lowered(step) for step in steps[1:])])),
            (self.tr("Follow-up"), self._follow_up(projection)),
        ]
        if projection.prompt:
            lines.append((self.tr("To talk about"), projection.prompt))
        elif projection.bring_to_supervision:
            lines.append((self.tr("To talk about"), self.tr("Yes")))
        if projection.memory:
            lines.append((self.tr("Note"), projection.memory))
        return tuple((caption, text) for caption, text in lines if text)

    def stays(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return what stays with the peer, each thing once and in words."""
        known = {
            "memory": self.tr("Your note"),
            "words": self.tr("Their own words"),
            "supplies": self.tr("Supplies"),
            "mattered": self.tr("What mattered"),
            "length": self.tr("How long"),
            "language": self.tr("Language"),
            "interpreter": self.tr("Language"),
            "written_with": self.tr("Who saw the note"),
        }
        return tuple(dict.fromkeys(known[name] for name in names if name in known))

    def _follow_up(self, projection: Projection) -> str:
        words = self._bench.words
        if projection.follow_up_state is None:
            return self.tr("None planned")
        if projection.follow_up_state in (FollowUpState.PLANNED, FollowUpState.TRIED) and projection.follow_up_due:
            due = words.due(projection.follow_up_due, today=self._bench.today())
            return self.tr("One, %1").replace("%1", due)
        return words.of(projection.follow_up_state)
