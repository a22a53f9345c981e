"""Own lists on the desk: their forms, their cards, and the way back after something was kept or deleted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.own_days_model import OwnDaysModel
from peerdesk.desktop.models.own_days_views import OwnDaysView
from peerdesk.desktop.models.words import Words
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.one_sheet import OneSheet
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.out_of_role_sheet import OutOfRoleSheet
from peerdesk.desktop.screens.own_days_card import OwnDaysCard
from peerdesk.desktop.screens.pulse_sheet import PulseSheet
from peerdesk.desktop.screens.slot import Slot
from peerdesk.desktop.screens.training_sheet import TrainingSheet
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId, Rng
from peerdesk.vault.shelves.own_days import Listed, One
from peerdesk.vault.vault import Vault
from peerdesk.work.own_days import OwnList

Draft = TypeVar("Draft")
Said_contra = TypeVar("Said_contra", bound=Listed, contravariant=True)
OwnSheet = OutOfRoleSheet | TrainingSheet | PulseSheet
_FIRST: Final = 5
_STEP: Final = 20


class ListWords(Protocol[Said_contra]):
    """How a list reads."""

    def view(self, found: Sequence[Said_contra], gone: Sequence[Said_contra], today: date, most: int) -> OwnDaysView:
        """Return its card; `gone` was taken off it and is asked for."""

    def kept(self) -> str:
        """Return what is said once one was kept."""

    def deleted(self) -> str:
        """Return what is said once one was deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Generic[One, Draft]):
    """What there is to do with one of the lists."""

    own: OwnList[One]
    words: ListWords[One]
    sheet: Callable[[QWidget, Words, date, Draft | None], OwnSheet]
    draft: Callable[[One], Draft]
    keep: Callable[[Vault, Draft, datetime, Rng], tuple[RecordId, Changes]]
    change: Callable[[Vault, RecordId, Draft, datetime], Changes]


class OwnDaysRoutes(OneSheet[OwnSheet], Generic[One, Draft]):
    """Connects one list. `card` is where it stands, and `found` what is on it, as it was read last.

    `opened` carries a form in which one is changed, and that one.
    """

    save_asked = Signal()
    opened = Signal(object, object)

    def __init__(self, shared: SharedRoutes, bench: Workbench, book: Book[One, Draft], *, parent: QObject) -> None:
        super().__init__(shared, parent=parent)
        self._bench, self._book = bench, book
        self._most = _FIRST
        self._gone: tuple[One, ...] = ()
        self._shows_gone = False
        self.card = Slot()
        self.found: tuple[One, ...] = ()
        self.model = OwnDaysModel(bench, book.own, self)
        self.model.shown.connect(self._on_shown)
        self.model.kept.connect(self._on_kept)
        self.model.changed.connect(self._close)
        self.model.deleted.connect(self._on_deleted)
        self.model.refused.connect(self._on_refused)

    def add(self) -> None:
        """Ask for a new one."""
        bench, book = self._bench, self._book
        sheet = book.sheet(self._shared.window, bench.words, bench.today(), None)
        sheet.keep_asked.connect(
            lambda draft: self.model.add(lambda: book.keep(bench.vault, draft, bench.now(), bench.rng))
        )
        self._open(sheet)

    def change(self, key: RecordId) -> None:
        """Ask how one is to be said anew, or whether it is to go."""
        bench, book = self._bench, self._book
        one = next((one for one in self.found if one.id == key), None)
        if one is None:
            return
        sheet = book.sheet(self._shared.window, bench.words, bench.today(), book.draft(one))
        sheet.keep_asked.connect(
            lambda draft: self.model.change(lambda: book.change(bench.vault, key, draft, bench.now()))
        )
        sheet.delete_asked.connect(lambda: self.model.delete(key))
        self.opened.emit(sheet, one)
        self._open(sheet)

    def _show_more(self) -> None:
        self._most += _STEP
        self._show()

    def _turn_gone(self) -> None:
        self._shows_gone = not self._shows_gone
        self._show()

    def _on_shown(self, found: tuple[One, ...], gone: tuple[One, ...]) -> None:
        self.found, self._gone = found, gone
        self._show()

    def _show(self) -> None:
        gone = self._gone if self._shows_gone else ()
        view = self._book.words.view(self.found, gone, self._bench.today(), self._most)
        card = OwnDaysCard(replace(view, deleted=len(self._gone)))
        card.gone_asked.connect(self._turn_gone)
        card.back_asked.connect(self.model.put_back)
        card.add_asked.connect(self.add)
        card.change_asked.connect(self.change)
        card.older_asked.connect(self._show_more)
        card.save_asked.connect(self.save_asked)
        self.card.put(card)

    def _on_kept(self, undo: object) -> None:
        self._close()
        self._say_undoable(self._book.words.kept(), undo)

    def _on_deleted(self, undo: object) -> None:
        self._close()
        self._say_undoable(self._book.words.deleted(), undo)

    def _say_undoable(self, said: str, undo: object) -> None:
        if callable(undo):
            self._shared.desk.say(said, action=self.tr("Undo"), keycap="Ctrl+Z", do=undo)
