"""Composes what is done with a recovery sheet at the door: a second computer, or a passphrase that was forgotten."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from peerdesk.crypto.recovery import code_text
from peerdesk.desktop.chosen_file import read_chosen
from peerdesk.desktop.compose_form import serve_form
from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.managed import check_home, held_to
from peerdesk.desktop.screens.paper_page import PaperPage, Typed
from peerdesk.desktop.sheet_sentences import SheetSentences
from peerdesk.domain.errors import ExpectedError, WeakPassphraseError
from peerdesk.domain.sheet_errors import SheetMistypedError
from peerdesk.sync.remote import connect
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.vault import Vault
from peerdesk.work.passphrase_change import replace_forgotten
from peerdesk.work.recovery_sheet import TypedSheet, read_sheet
from peerdesk.work.second_computer import JoinAsk, join_by_sheet
from peerdesk.work.unlock import unlock

_LARGEST_SHEET_BYTES = 1024 * 1024


class PaperSteps(QObject):
    """Shows the page for the sheet and gives the vault that it opens to the door. `place` None: a new computer."""

    def __init__(self, door: Doorway, home: Path, place: VaultPlace | None, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._home = home
        self._place = place
        self._whole: TypedSheet | None = None
        self._page = PaperPage(door.language.code, whose=place.display_name if place is not None else "")
        serve_form(self._page.form, door, self._own_words)
        self._page.asked.connect(self._on_asked)
        self._page.read.connect(self._on_read)
        self._page.file_asked.connect(self._on_file)
        self._page.offer_server(door.managed.server)
        door.frame.show_page(self._page)
        self._page.enter()

    def _own_words(self) -> tuple[str, ...]:
        if self._place is not None:
            return (self._place.display_name,)
        sheet = self._whole
        return (self._page.name(), sheet.name, sheet.organisation) if sheet is not None else (self._page.name(),)

    def _on_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("Open the saved sheet"))
        if not chosen:
            return
        self._page.form.hold(is_held=True)
        self._door.background.run_file(
            self._page,
            lambda: read_sheet(read_chosen(Path(chosen), _LARGEST_SHEET_BYTES)),
            self._on_file_read,
            self._on_no_sheet,
        )

    def _on_file_read(self, sheet: TypedSheet) -> None:
        self._page.form.hold(is_held=False)
        self._take(sheet)

    def _on_no_sheet(self, _problem: ExpectedError) -> None:
        self._page.form.hold(is_held=False)
        self._page.show_slip(self.tr("This file is not a recovery sheet."))

    def _on_read(self, text: str) -> None:
        """Look at what was typed as soon as the field is left: a slip is told with its groups, before anything else."""
        if not text.strip() or (self._whole is not None and text == code_text(self._whole.code)):
            return
        try:
            sheet = read_sheet(text)
        except SheetMistypedError as slip:
            self._page.show_slip(SheetSentences().of(slip))
            return
        if sheet.server:
            self._take(sheet)
        else:
            self._whole = None
            self._page.show_typed()

    def _take(self, sheet: TypedSheet) -> None:
        self._whole = sheet
        line = self.tr("Sheet of %1").replace("%1", sheet.name) if sheet.name else self.tr("The sheet was read.")
        self._page.show_whole(line, code_text(sheet.code))

    def _on_asked(self, typed: Typed) -> None:
        whole = self._whole if self._whole is not None and typed.code == code_text(self._whole.code) else None
        try:
            sheet = whole or read_sheet(typed.code)
        except SheetMistypedError as slip:
            self._page.show_slip(SheetSentences().of(slip))
            return
        self._page.form.show_working(working=True)
        job = self._opening(sheet, typed) if self._place is not None else self._joining(sheet, typed)
        self._door.background.run(self, job, self._enter, self._on_refused)

    def _opening(self, sheet: TypedSheet, typed: Typed) -> Callable[[], Vault]:
        place = self._place

        def job() -> Vault:
            if place is None:
                raise LookupError("nobody was chosen")
            replace_forgotten(place, sheet, typed.passphrase)
            return unlock(place, typed.passphrase)

        return job

    def _joining(self, sheet: TypedSheet, typed: Typed) -> Callable[[], Vault]:
        managed = self._door.managed
        ask = JoinAsk(
            home=self._home,
            sheet=sheet,
            passphrase=typed.passphrase,
            now=self._door.now(),
            remotes=held_to(managed, self._door.remotes or connect),
            server=typed.server,
            name=typed.name,
        )

        def job() -> Vault:
            check_home(ask.home, managed)
            return join_by_sheet(ask).vault

        return job

    def _on_refused(self, problem: ExpectedError) -> None:
        sentence = SheetSentences().of(problem)
        self._page.form.show_problem(sentence, passphrase=isinstance(problem, WeakPassphraseError))

    def _enter(self, vault: Vault) -> None:
        self._door.enter(vault, vault.folder.name)
        self.deleteLater()
