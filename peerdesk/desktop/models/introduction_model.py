"""Introductions on the desk: reading them, keeping one, and saying what came of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.introduction_views import IntroductionView
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.words import lowered
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.introduction_vocabulary import ConfirmedBy, IntroductionResult
from peerdesk.work import introductions as acts
from peerdesk.work.introductions import ListedIntroduction
from peerdesk.work.places import place_list
from peerdesk.work.team_places import beside, team_lists

_MOST: Final = 20
_KINDS: Final = (RecordKind.INTRODUCTION, RecordKind.INDIVIDUAL, RecordKind.ONE_PERSON)
_SIGNS: Final = {
    IntroductionResult.WAITING: ("clock", "wait"),
    IntroductionResult.NOT_YET: ("clock", "wait"),
    IntroductionResult.CONNECTED: ("check", "ok"),
    IntroductionResult.CHANGED_MIND: ("info", "muted"),
}
_OPEN: Final = frozenset({IntroductionResult.WAITING, IntroductionResult.NOT_YET})


class IntroductionModel(QObject):
    """Reads again after each change. `shown` carries IntroductionViews; `kept` says that a form was taken.

    `deleted` carries how to undo it. `places` are the names in the directory.
    """

    shown = Signal(object)
    places_known = Signal(object)
    kept = Signal()
    deleted = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.places: tuple[str, ...] = ()
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read them."""
        vault = self._bench.vault
        self._bench.run(self, lambda: acts.introduction_list(vault, _MOST), self._on_read, self.refused.emit)
        self._read_places()

    def _read_places(self) -> None:
        bench = self._bench

        def known(names: tuple[str, ...]) -> None:
            self.places = names
            self.places_known.emit(names)

        def names() -> tuple[str, ...]:
            return tuple(one.name for one, _ in beside(place_list(bench.vault), team_lists(bench.vault, bench.now())))

        bench.run(self, names, known, self.refused.emit)

    def add(self, draft: IntroductionDraft) -> None:
        """Keep one."""
        bench = self._bench
        self._do(lambda: acts.add_introduction(bench.vault, draft, bench.now(), bench.rng)[1], self.kept.emit)

    def change(self, key: RecordId, draft: IntroductionDraft) -> None:
        """Say anew what it was and what came of it."""
        bench = self._bench
        self._do(lambda: acts.edit_introduction(bench.vault, key, draft, bench.now(), bench.rng), self.kept.emit)

    def answer(self, one: IntroductionView, result: IntroductionResult) -> None:
        """Say what came of it, as the individual told it."""
        if isinstance(one.key, bytes):
            by = ConfirmedBy.PERSON if result is IntroductionResult.CONNECTED else ""
            self.change(RecordId(one.key), replace(one.draft, result=result, confirmed_by=one.draft.confirmed_by or by))

    def delete(self, key: RecordId) -> None:
        """Take it off the list."""
        vault = self._bench.vault

        def undo() -> None:
            self._do(lambda: acts.undelete_introduction(vault, key))

        self._do(lambda: acts.delete_introduction(vault, key), lambda: self.deleted.emit(undo))

    def _do(self, job: Callable[[], Changes], then: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            if then is not None:
                then()
            self._bench.announcer.tell(changes)

        self._bench.run(self, job, done, self.refused.emit)

    def _on_read(self, found: tuple[ListedIntroduction, ...]) -> None:
        self.shown.emit(tuple(map(self._view, found)))

    def _view(self, one: ListedIntroduction) -> IntroductionView:
        kept, words = one.introduction, self._bench.words
        icon, tone = _SIGNS[kept.result]
        how = lowered(words.of(kept.how)) if kept.how else ""
        day = words.short_day(kept.happened_on, today=self._bench.today())
        by = words.of(kept.confirmed_by) if kept.confirmed_by else ""
        state = words.of(kept.result)
        return IntroductionView(
            key=kept.id,
            title=kept.to,
            facts=DOT.join(part for part in (one.handle, how, day) if part),
            state=f"{state}{DOT}{lowered(by)}" if by else state,
            draft=acts.introduction_draft(one),
            icon=icon,
            tone=tone,
            is_open=kept.result in _OPEN,
        )

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in _KINDS):
            self.read()
        elif changes.touches(RecordKind.PLACE) or changes.touches(RecordKind.TEAM_PLACES):
            self._read_places()
