"""What waits for the person, in words, with what can be done about each."""

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.sync_pulse import SyncPulse
from peerdesk.desktop.models.version_views import ActView, NeedView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.needs import Needs
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.work.attention import Act, Need, do

Found = tuple[tuple[Need, str], ...]


class NeedsModel(QObject):
    """`shown` carries NeedViews, `done` says what was done."""

    shown = Signal(object)
    done = Signal(str)
    refused = Signal(object)

    def __init__(self, bench: Workbench, pulse: SyncPulse, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._words = Needs(self)
        pulse.waits.connect(self._on_waits)

    def do(self, key: str, code: str) -> None:
        """Keep, drop, or note as read."""
        bench, act = self._bench, Act(code)

        def told(changes: Changes) -> None:
            said = {Act.KEEP: self.tr("Kept as a new note"), Act.SAME: self.tr("Sharing goes on")}
            self.done.emit(said.get(act, self.tr("Done")))
            bench.announcer.tell(changes)

        bench.run(self, lambda: do(bench.vault, key, act, bench.now(), bench.rng), told, self.refused.emit)

    def _on_waits(self, waits: tuple[Need, ...]) -> None:
        bench = self._bench

        def job() -> Found:
            with bench.vault.read() as tx:
                return tuple((one, tx.encounters.row(one.note).handle if one.note else "") for one in waits)

        bench.run(self, job, self._on_read, self._on_refused)

    def _on_read(self, found: Found) -> None:
        self.shown.emit(tuple(self._view(need, handle) for need, handle in found))

    def _on_refused(self, problem: object) -> None:
        # A note that went meanwhile: the next look does not list it any more.
        if not isinstance(problem, NotFoundError):
            self.refused.emit(problem)

    def _view(self, need: Need, handle: str) -> NeedView:
        labels = self._labels()
        if need.reason == OF_REMOVED:
            labels[Act.ACCEPT] = self.tr("All of it is mine")
        return NeedView(
            key=need.key,
            title=handle or need.name or (self.tr("A note") if need.note is not None else ""),
            text=self._words.told(need.reason, need.number),
            note=RecordId(need.note) if need.note is not None else None,
            person=about.person if (about := need.keys or need.news) else None,
            acts=tuple(ActView(code=act.value, label=labels[act]) for act in need.acts),
            calm=need.is_calm,
        )

    def _labels(self) -> dict[Act, str]:
        return {
            Act.COMPARE: self.tr("Compare"),
            Act.SHOW: self.tr("Show me"),
            Act.AGAIN: self.tr("Try again"),
            Act.KEEP: self.tr("Keep as a new note"),
            Act.DROP: self.tr("Let it go"),
            Act.RESEND: self.tr("Send it again"),
            Act.KEEP_ALL: self.tr("Keep everything"),
            Act.ACCEPT: self.tr("Delete them here too"),
            Act.SEEN: self.tr("Got it"),
            Act.REMOVE: self.tr("Remove it"),
            Act.ANSWER: self.tr("Show me"),
            Act.CLEAR: self.tr("It was looked into"),
            Act.LOOK: self.tr("Look at each"),
            Act.WORDS: self.tr("Compare words"),
            Act.SAME: self.tr("It is them"),
            Act.CHOOSE: self.tr("Choose"),
            Act.TAKE_BACK: self.tr("Take all back"),
        }
