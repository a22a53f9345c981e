"""Composes the first steps: the set-up page, the invite, the recovery sheet, and the way into the new desk."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop.browser import open_in_browser
from peerdesk.desktop.chosen_file import read_chosen
from peerdesk.desktop.clipboard import copy
from peerdesk.desktop.compose_form import serve_form
from peerdesk.desktop.compose_paper import PaperSteps
from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.managed import check_home, held_to
from peerdesk.desktop.managed_words import ManagedWords
from peerdesk.desktop.paper import chosen_printer
from peerdesk.desktop.private_file import keep_sheet
from peerdesk.desktop.screens.first_run import FirstRun, SheetPage
from peerdesk.desktop.screens.sign_in_page import SignInPage
from peerdesk.desktop.sentences import Sentences
from peerdesk.desktop.sheet_handover import SetUpLeftError, SheetHandover
from peerdesk.desktop.sign_in_handover import SignInHandover
from peerdesk.domain.errors import ExpectedError, WeakPassphraseError
from peerdesk.sync.remote import connect
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.vault import Vault
from peerdesk.wire.invite import Invite
from peerdesk.work.enrolment import Asks, Started, join_hospital, read_invite, start_alone
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.sheet_page import sheet_page

if TYPE_CHECKING:
    from peerdesk.work.signing_in import Waiting

_LARGEST_INVITE_BYTES = 64 * 1024


def begin(door: Doorway, home: Path, *, can_go_back: bool, forgotten: VaultPlace | None, parent: QObject) -> QObject:
    """Show the first steps, or the page for the recovery sheet of somebody whose passphrase is forgotten."""
    if forgotten is not None:
        return PaperSteps(door, home, forgotten, parent)
    return FirstSteps(door, home, can_go_back=can_go_back, parent=parent)


class FirstSteps(QObject):
    """Shows the pages of the set-up one after the other and gives the new vault to the door."""

    def __init__(self, door: Doorway, home: Path, *, can_go_back: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._door = door
        self._home = home
        self._door_object = parent
        self._background = door.background
        self._invite: Invite | None = None
        self._can_go_back = can_go_back
        self._shown_code = ""
        self._is_signing_in = False
        self._page = self._first_page()
        QTimer.singleShot(0, self._page, self._warn)

    def _warn(self) -> None:
        said = ManagedWords().at_first_steps(self._home, self._door.managed)
        if said:
            self._page.form.show_problem(said)

    def _first_page(self) -> FirstRun:
        door = self._door
        page = FirstRun(door.language.code, can_go_back=self._can_go_back)
        serve_form(page.form, door, lambda: self._own_words(page))
        page.asked.connect(self._on_asked)
        page.invite_asked.connect(self._on_invite)
        page.practice_asked.connect(door.practice.ask)
        page.sheet_asked.connect(lambda: QTimer.singleShot(0, self._use_sheet))
        door.frame.show_page(page)
        page.enter()
        return page

    def _own_words(self, page: FirstRun) -> tuple[str, ...]:
        return (page.name(), self._invite.organisation) if self._invite is not None else (page.name(),)

    def _use_sheet(self) -> None:
        PaperSteps(self._door, self._home, None, self._door_object)
        self.deleteLater()

    def _on_invite(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("Choose an invite file"))
        if not chosen:
            return
        # Whoever goes on before it is read would begin without it.
        self._page.form.hold(is_held=True)
        self._background.run_file(
            self._page,
            lambda: read_invite(read_chosen(Path(chosen), _LARGEST_INVITE_BYTES)),
            self._on_invite_read,
            self._on_no_invite,
        )

    def _on_invite_read(self, invite: Invite) -> None:
        self._invite = invite
        self._page.form.hold(is_held=False)
        self._show_invite(invite)

    def _on_no_invite(self, _problem: ExpectedError) -> None:
        self._invite = None
        self._page.form.hold(is_held=False)
        self._page.show_invite(self.tr("This file is not an invite. Ask for a new one."))

    def _show_invite(self, invite: Invite) -> None:
        line = self.tr("Invite from %1 for %2").replace("%1", invite.organisation)
        self._page.show_invite(line.replace("%2", invite.person_name), invite.person_name)

    def _on_asked(self, name: str, passphrase: str) -> None:
        invite, home = self._invite, self._home
        managed, now = self._door.managed, self._door.now()
        remotes = held_to(managed, self._door.remotes or connect)
        self._handover = SheetHandover(self._door.frame, self._background, self)
        self._handover.shown.connect(self._on_sheet)
        keep = self._handover.asking()
        self._sign_in = SignInHandover(self._door.frame, self._background, self)
        self._sign_in.shown.connect(self._on_sign_in)
        asks = Asks(keep_sheet=keep, sign_in=self._sign_in.steps(managed, self._door.language.code))

        def job() -> Started:
            check_home(home, managed)
            if invite is None:
                return start_alone(home, name, passphrase)
            return join_hospital(home, invite, passphrase, now, remotes=remotes, asks=asks)

        self._page.form.show_working(working=True)
        self._background.run(self, job, self._on_started, self._on_refused)

    def _on_refused(self, problem: ExpectedError) -> None:
        if isinstance(problem, SetUpLeftError):
            return
        if self._shown_code or self._is_signing_in:
            self._is_signing_in = False
            # The same invite and passphrase finish it, and the sheet that was just kept stays the right one.
            self._page = self._first_page()
            if self._invite is not None:
                self._show_invite(self._invite)
        self._page.form.show_problem(Sentences().of(problem), passphrase=isinstance(problem, WeakPassphraseError))

    def _on_sign_in(self, waiting: "Waiting") -> None:
        """Say where the person will sign in, while the set-up waits; only a press opens a browser."""
        self._is_signing_in = True
        page = SignInPage(waiting.host)
        page.open_asked.connect(lambda: page.show_opened(opened=open_in_browser(waiting.address)))
        page.copy_asked.connect(lambda: self._on_copy(page, waiting))
        page.left.connect(self._sign_in.leave)
        self._sign_in.came.connect(page.show_working)
        self._door.frame.show_page(page)

    def _on_copy(self, page: SignInPage, waiting: "Waiting") -> None:
        copy(waiting.address)
        page.show_copied()

    def _on_sheet(self, sheet: RecoverySheet) -> None:
        """Show the sheet while the set-up waits: the hospital hears of this computer only once the person has it."""
        page = self._show_sheet(sheet)
        page.done.connect(page.show_joining)
        page.done.connect(self._handover.kept)

    def _on_started(self, started: Started) -> None:
        # What is finished on a later try has no code: its sheet was kept on the first one.
        if started.sheet.code in {"", self._shown_code}:
            self._enter(started.vault)
            return
        page = self._show_sheet(started.sheet)
        page.done.connect(lambda: QTimer.singleShot(0, lambda: self._enter(started.vault)))

    def _show_sheet(self, sheet: RecoverySheet) -> SheetPage:
        self._shown_code = sheet.code
        page = SheetPage(sheet.name, sheet.code, sheet.words().partition(sheet.code)[2].strip())
        page.save_asked.connect(lambda: self._on_save(page, sheet))
        page.print_asked.connect(lambda: self._on_print(page, sheet))
        self._door.frame.show_page(page)
        return page

    def _on_print(self, page: SheetPage, sheet: RecoverySheet) -> None:
        printer = chosen_printer(page, on_one_page=True)
        if printer is not None:
            printer(sheet_page(sheet))
            page.show_saved(self.tr("Sent to the printer. Look that it came out whole, and take it home."))

    def _on_save(self, page: SheetPage, sheet: RecoverySheet) -> None:
        suggested = str(Path.home() / "peerdesk-recovery.pdf")
        chosen, _ = QFileDialog.getSaveFileName(page, self.tr("Save the sheet"), suggested)
        if not chosen:
            return
        page.show_saving()
        saved = self.tr("Saved. Print it, or move it to a place that only you open.")
        not_saved = self.tr("It could not be saved there. Choose another place.")
        self._background.run_file(
            page,
            lambda: keep_sheet(sheet, Path(chosen)),
            lambda _none: page.show_saved(saved),
            lambda _problem: page.show_saved(not_saved),
        )

    def _enter(self, vault: Vault) -> None:
        self._door.enter(vault, vault.folder.name)
        self.deleteLater()
