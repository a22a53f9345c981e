"""The composition root of the door: the window, the look, the language, and the unlock page. Kept light on purpose.

Nothing but QtWidgets and our own small modules is imported before the first paint. What an open vault needs is brought
in by a thread while the person types.
"""

import gc
import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from peerdesk.desktop import clipboard
from peerdesk.desktop.background import Background
from peerdesk.desktop.doorstep import OpenVault, first_choice, open_place, raise_in_gui
from peerdesk.desktop.language import Language, system_language
from peerdesk.desktop.managed import first_preferences, managed_anew, managed_here
from peerdesk.desktop.managed_words import ManagedWords
from peerdesk.desktop.models.unlocking import Unlocking
from peerdesk.desktop.practising import Practising
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.frame import Frame
from peerdesk.desktop.screens.unlock import UnlockScreen
from peerdesk.desktop.theme import apply_theme, make_theme, new_application
from peerdesk.desktop.warming import Warming
from peerdesk.desktop.words_between import LOCK_SECONDS, SHOW, SHOW_AFTER_STOP, SHOW_CHOICE, SHOW_PRACTICE
from peerdesk.domain.errors import ExpectedError, VaultBusyError
from peerdesk.vault.places import VaultPlace, find_vaults

if TYPE_CHECKING:
    from peerdesk.desktop.compose_desk import DeskSession
    from peerdesk.desktop.lock_triggers.trigger import LockTrigger
    from peerdesk.vault.vault import Vault
    from peerdesk.work.enrolment import Remotes


def utc_now() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


class Door(QObject):
    """One window of one process: the unlock page first, the desk after it, nothing when it is locked."""

    painted = Signal()
    warmed = Signal()
    opened = Signal()
    passing = Signal()
    locking = Signal()
    locked = Signal()
    closed = Signal()

    def __init__(
        self,
        *,
        home: Path,
        name: str | None,
        app: QApplication | None = None,
        open_vault: OpenVault | None = None,
        remotes: "Remotes | None" = None,
        triggers: "Callable[[], Sequence[LockTrigger]]" = tuple,
    ) -> None:
        self._app = app or new_application()
        super().__init__()
        # From here on garbage is searched for between two events, and not before the first paint (`garbage.py`).
        gc.disable()
        self.remotes = remotes
        self.now = utc_now
        self._open_vault = open_vault or open_place
        self._home, self._name = home, name
        self._locked = False
        self._triggers = triggers
        self._session: DeskSession | None = None
        self._places: tuple[VaultPlace, ...] = ()
        self.managed = managed_here()
        self.preferences = Preferences.read(home, first_preferences(self.managed))
        self.language = Language(self._app)
        self._app.setApplicationDisplayName("PeerDesk")
        self._dress()
        self.frame = Frame()
        self.frame.resize(self.preferences.width, self.preferences.height)
        self.background = Background(raise_in_gui, self)
        self.unlocking = Unlocking(self.background, self)
        self.unlocking.opened.connect(self._on_opened)
        self.unlocking.refused.connect(self._on_refused)
        self.unlocking.waiting.connect(lambda seconds: self.unlock_page().show_wait(seconds))
        self._warming = Warming(self)
        self.practice = Practising(self, home, self._warming.then, parent=self)
        self._warming.done.connect(self.warmed)
        self.frame.painted.connect(self._on_painted)
        self.frame.closed.connect(self._on_closed)
        self.show_door()

    @property
    def session(self) -> "DeskSession | None":
        """The open vault's desk, once it is unlocked."""
        return self._session

    @property
    def is_open(self) -> bool:
        """Say whether notes are open in this window."""
        return self._session is not None

    def run(self) -> int:
        """Run the event loop until the window is closed or locked."""
        self.closed.connect(self._app.quit)
        return int(self._app.exec())

    def show(self) -> None:
        """Show the window: it is this process's turn."""
        self.frame.show()
        self.frame.raise_()
        self.frame.activateWindow()

    def hear(self, word: str) -> None:
        """Obey a word of the parent."""
        if word in (SHOW, SHOW_CHOICE, SHOW_AFTER_STOP, SHOW_PRACTICE):
            self.managed = managed_anew()
            self.preferences = Preferences.read(self._home, first_preferences(self.managed))
            self._dress()
            self.frame.resize(self.preferences.width, self.preferences.height)
            self.show_door()
            self.show()
        if word == SHOW and self._places:
            self.unlock_page().say_locked()
        if word == SHOW_CHOICE and self._places:
            self.unlock_page().ask_who()
        if word == SHOW_PRACTICE:
            self.practice.ask()
        if word == SHOW_AFTER_STOP and self._places:
            self.unlock_page().show_notice(self.tr("PeerDesk stopped by itself. What was saved is still here."))

    def show_door(self) -> None:
        """Show who works here, or the first steps where nobody does yet."""
        self._places = find_vaults(self._home)
        if self._places:
            self._show_unlock()
        else:
            self.show_first_steps()

    def unlock_page(self) -> UnlockScreen:
        """Return the unlock page that is shown now."""
        page = self.frame.centralWidget()
        if not isinstance(page, UnlockScreen):
            raise TypeError("the unlock page is not shown")
        return page

    def refuse(self, sentence: str) -> None:
        """Say on the unlock page why it did not open."""
        self.unlock_page().show_refused(sentence)

    def show_first_steps(self, forgotten: VaultPlace | None = None) -> None:
        """Show the set-up page, or that for the sheet of somebody who has `forgotten` the passphrase of their notes."""
        from peerdesk.desktop.compose_setup import begin

        begin(self, self._home, can_go_back=bool(self._places), forgotten=forgotten, parent=self)

    def enter(self, vault: "Vault", place_id: str) -> None:
        """Turn this window into the desk of an open vault."""
        from peerdesk.desktop.compose_desk import DeskSession
        from peerdesk.desktop.instance import listen_for_raise
        from peerdesk.desktop.lock_watch import LockWatch
        from peerdesk.desktop.locking import IdleWatch

        if self._locked:
            self.background.run(self, vault.close, lambda _: None, lambda _: None)
            return
        if not self.practice.is_on:
            self.remember(self.preferences.with_last(place_id))
        self._session = DeskSession(self, vault, rng=os.urandom, parent=self)
        listen_for_raise(self, place_id, self.show)
        idle = IdleWatch(self._lock_seconds, monotonic=time.monotonic, wall=time.time, parent=self)
        keys = {"blank": self.frame.toggle_cover, "lock": self.lock, "switch": self.pass_on}
        LockWatch(self._session, idle, keys=keys, lock=self.lock, triggers=self._triggers).start(self._app)
        self.opened.emit()

    def prefer(self, preferences: Preferences) -> None:
        """Take over another look, language or text size at once, and remember it."""
        self.remember(preferences)
        self._dress()
        (self.show_door if self._session is None else self._session.rebuild)()

    def remember(self, preferences: Preferences) -> None:
        """Keep a preference that changes nothing about the look."""
        self.preferences = preferences
        preferences.write(self._home, first_preferences(self.managed))

    def lock(self) -> None:
        """Lock: blank, keep what stands in the form, close the vault, end. Nothing on the screen can stop it."""
        if self._locked:
            return
        self._locked = True
        self.unlocking.cancel()
        self.frame.blank()
        self.frame.hide()
        if self._session is not None:
            self._session.keep_draft()
        self.locking.emit()
        self._remember_size()
        self._close_vault()
        self.locked.emit()

    def pass_on(self) -> None:
        """Lock, and let the next window ask who works now."""
        self.passing.emit()
        self.lock()

    def _close_vault(self) -> None:
        """Close the vault on its thread, for as long as a lock may take; the process ends either way."""
        done, session, practice = threading.Event(), self._session, self.practice

        def close() -> None:
            if session is not None:
                session.close()
            practice.end()
            done.set()

        self.background.run(self, close, lambda _: None, lambda _: None)
        # Behind it: where another program owns the clipboard, it is asked, and may be slow to answer.
        clipboard.clear()
        done.wait(LOCK_SECONDS * 0.75)

    def _show_unlock(self) -> None:
        names = [place.display_name for place in self._places]
        first = first_choice(self._places, self._name, self.preferences.last_vault)
        page = UnlockScreen(names, first, self.language.code)
        page.asked.connect(self._on_asked)
        page.forgot.connect(lambda at: self.show_first_steps(self._places[at]))
        page.someone_else.connect(self.show_first_steps)
        page.practice_asked.connect(self.practice.ask)
        page.language_chosen.connect(self._on_language)
        self.frame.show_page(page)
        page.enter()
        QTimer.singleShot(0, page, lambda: page.show_notice(ManagedWords().at_unlock(self._home, self.managed)))

    def _on_asked(self, at: int, passphrase: str) -> None:
        place = self._places[at]
        self._chosen = place
        if self.unlocking.unlock(lambda cancelled: self._open_vault(place, passphrase, cancelled)):
            self.unlock_page().show_working(working=True)

    def _on_opened(self, vault: "Vault") -> None:
        self.unlock_page().forget()
        self._warming.then(lambda: self.enter(vault, self._chosen.folder.name))

    def _on_refused(self, problem: ExpectedError) -> None:
        from peerdesk.desktop.sentences import Sentences

        if self._locked:
            return
        self.unlock_page().show_refused(Sentences().of(problem))
        if isinstance(problem, VaultBusyError):
            from peerdesk.desktop.instance import raise_other

            raise_other(self._chosen.folder.name)

    def _on_language(self, code: str) -> None:
        # The page that asks is the page that is replaced, so it is left in peace until its click is done.
        QTimer.singleShot(0, lambda: self.prefer(self.preferences.with_language(code)))

    def _on_painted(self) -> None:
        from peerdesk.desktop.garbage import garbage_rounds

        self.painted.emit()
        clipboard.take_care()
        garbage_rounds(self._app).begin(self.background)
        self._warming.start()
        self.practice.sweep()

    def _on_closed(self) -> None:
        if self._locked:
            return
        self._locked = True
        self.unlocking.cancel()
        self._remember_size()
        if self._session is not None:
            self._session.keep_draft()
        self.frame.hide()
        self._close_vault()
        self.closed.emit()

    def _lock_seconds(self) -> float:
        return self.managed.lock_seconds(self.preferences.lock_minutes)

    def _remember_size(self) -> None:
        self.remember(self.preferences.sized(self.frame.width(), self.frame.height()))

    def _dress(self) -> None:
        wanted = self.preferences
        self.language.use(wanted.language or system_language())
        system_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        dark = wanted.look == "dark" or (wanted.look == "system" and system_dark)
        theme = make_theme(dark=dark, scale=wanted.scale_percent / 100, single_keys=wanted.single_keys)
        apply_theme(self._app, theme)
