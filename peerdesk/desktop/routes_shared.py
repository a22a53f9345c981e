"""What the desks of a peer and of a supervisor have in common: frame, commands, lock, sync, crisis numbers."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QMenu, QWidget

from peerdesk.desktop.announcer import say
from peerdesk.desktop.doorway import Doorway
from peerdesk.desktop.metered import Cost, Metering
from peerdesk.desktop.models.needs_model import NeedsModel
from peerdesk.desktop.models.sync_pulse import SyncPulse
from peerdesk.desktop.models.trust_model import TrustModel
from peerdesk.desktop.models.version_views import NeedView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.routes_backups import BackupRoutes
from peerdesk.desktop.routes_computers import ComputersRoutes
from peerdesk.desktop.routes_directory import DirectoryRoutes
from peerdesk.desktop.routes_handouts import HandoutRoutes
from peerdesk.desktop.routes_help import HelpRoutes
from peerdesk.desktop.routes_new_keys import NewKeysRoutes
from peerdesk.desktop.routes_passphrase import PassphraseRoutes
from peerdesk.desktop.routes_practice import PracticeRoutes
from peerdesk.desktop.routes_readership import ReadershipRoutes
from peerdesk.desktop.routes_recovery import RecoveryRoutes
from peerdesk.desktop.routes_removed import RemovedRoutes
from peerdesk.desktop.routes_settings import SETTINGS, SettingsRoutes
from peerdesk.desktop.routes_shares import SharesRoutes
from peerdesk.desktop.routes_sheet import SheetRoutes
from peerdesk.desktop.routes_spelling import SpellingRoutes
from peerdesk.desktop.screens.commands import Commands
from peerdesk.desktop.screens.desk import Desk
from peerdesk.desktop.screens.palette_sheet import Entry
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.sync_trust import SyncTrust
from peerdesk.desktop.sentences import Sentences
from peerdesk.desktop.undone_word import UndoneWord
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.identity import Identity

TRUST = "trust"


class SharedRoutes(QObject):
    """Builds the desk's frame and connects what every role has.

    `place_asked` is answered by the routes of the role, and so is `note_asked`: a note, and whether to compare.
    `places` shows the pages that every role has.
    """

    place_asked = Signal(str)
    leaving_asked = Signal()
    note_asked = Signal(object, bool)

    def __init__(
        self, door: Doorway, bench: Workbench, identity: Identity, pulse: SyncPulse, *, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._door = door
        self.bench = bench
        self.identity = identity
        self.pulse = pulse
        self.sentences = Sentences(self)
        self.trust_model = TrustModel(bench, pulse, self)
        self.needs_model = NeedsModel(bench, pulse, self)
        self.recovery = RecoveryRoutes(bench, pulse.remotes, parent=self)
        self.computers = ComputersRoutes(bench, pulse.remotes, door.frame, parent=self)
        self.directory = DirectoryRoutes(bench, self.needs_model, door.frame, parent=self)
        self.directory.refused.connect(self.say_refused)
        self.removed = RemovedRoutes(bench, door.frame, parent=self)
        self.removed.refused.connect(self.say_refused)
        self.shares = SharesRoutes(bench, identity, door.frame, parent=self)
        self.shares.refused.connect(self.say_refused)
        keys = door.preferences.single_keys
        self.help = HelpRoutes(bench, door.frame, self._entries, single_keys=keys, parent=self)
        self.practice = PracticeRoutes(door, bench, self)
        writes, shares = identity.role is not Role.SUPERVISOR, identity.role is Role.PEER
        self.spelling = SpellingRoutes(bench, self)
        self.settings = SettingsRoutes(door, bench, self.spelling, writes_notes=writes, shares=shares, parent=self)
        self.places: dict[str, Callable[[], None]] = {TRUST: self.show_trust, SETTINGS: self.show_settings}
        self.handouts = HandoutRoutes(bench, door.frame, parent=self)
        self.handouts.refused.connect(self.say_refused)
        self._metering = Metering(self)
        pulse.hold_while(self._is_held)
        self.desk: Desk
        self._commands: Commands | None = None

    def build(
        self, places: tuple[Place, ...], acts: Mapping[str, Callable[[], None]], *, writes_notes: bool, hint: str
    ) -> Desk:
        """Build the frame with these places and commands, put it into the window, and return it."""
        trust = Place(code=TRUST, name=self.tr("Sync && trust"), icon="shield-check")
        self.desk = Desk(self.identity.display_name, (*places, trust), writes_notes=writes_notes, hint=hint)
        UndoneWord(self.bench, self.desk)
        own: dict[str, Callable[[], None]] = {
            "sync": self.pulse.sync,
            **self.help.acts,
            **self.practice.acts,
            **dict.fromkeys((TRUST, "show_trust"), partial(self.place_asked.emit, TRUST)),
            SETTINGS: partial(self.place_asked.emit, SETTINGS),
            "blank": self._door.frame.toggle_cover,
            "lock": self._door.lock,
            "switch": self._door.pass_on,
            "quit": lambda: QTimer.singleShot(0, self._door.frame.close),
            "handouts": self.handouts.show,
            "search": self.go_to_search,
            "menu": self._door.frame.toggle_menu,
            "undo": self.undo,
        }
        known = (*places, trust)
        keys = self.takes_single_keys
        self._commands = Commands(self._door.frame, {**own, **acts}, known, writes_notes=writes_notes, single_keys=keys)
        self._commands.add_look_menu(self._door.preferences.spoken(self._door.language.code), self._prefer)
        self._door.frame.show_page(self.desk)
        self._connect()
        if self.bench.vault.is_read_only:
            self.desk.show_banner(self.tr("This disk cannot be written. You can read your notes; nothing new is kept."))
        self.practice.serve(self.desk)
        return self.desk

    @cached_property
    def trust(self) -> SyncTrust:
        """The page Sync and trust, made when it is first wanted."""
        trust = SyncTrust()
        self.desk.take_in(trust)
        trust.sync_asked.connect(self.pulse.sync)
        trust.acted.connect(self.act)
        trust.sparing_changed.connect(self._on_sparing)
        trust.matched.connect(self.trust_model.match)
        self.trust_model.shown.connect(trust.show_view)
        self.needs_model.shown.connect(trust.show_needs)
        self.recovery.serve(trust.recovery)
        self.recovery.said.connect(self.desk.say)
        self.recovery.refused.connect(self.say_refused)
        self.computers.serve(trust.computers)
        trust.computers.again_asked.connect(self.pulse.sync)
        self._serve_sheet(trust)
        if self.identity.role is Role.PEER:
            self.shares.serve(trust)
            ReadershipRoutes(self.bench, trust, parent=self).refused.connect(self.say_refused)
        self.pulse.show_now()
        return trust

    def _serve_sheet(self, trust: SyncTrust) -> None:
        enrolled, window = self.identity.organisation is not None, self._door.frame
        SheetRoutes(self.bench, self.pulse.remotes, window, trust.sheet, enrolled=enrolled, parent=self)
        hospital = self.identity.organisation
        own = (self.identity.display_name, hospital.name if hospital is not None else "")
        PassphraseRoutes(self.bench, window, trust.passphrase, own_words=own, parent=self)
        NewKeysRoutes(self.bench, window, trust.new_keys, self._door.lock, parent=self)
        BackupRoutes(self.bench, window, trust.backups, parent=self).refused.connect(self.say_refused)

    def drop(self) -> None:
        """Let go of the frame's commands; the pages go with the window's next page."""
        if self._commands is not None:
            self._commands.drop()
        self.pulse.stop()
        self.spelling.model.stop()
        self.deleteLater()

    def read_trust(self) -> None:
        """Read what the page Sync and trust says."""
        self.trust_model.spares = self._door.preferences.spare_paid_links
        self.trust_model.read()
        self.computers.model.read()

    def show_trust(self) -> None:
        """Show sync and trust."""
        self.read_trust()
        self.desk.show_page(self.trust, TRUST)
        self.trust.enter()

    def show_settings(self) -> None:
        """Show the settings."""
        self.settings.model.read()
        self.spelling.settings.read()
        self.desk.show_page(self.settings.page, SETTINGS)
        self.settings.page.enter()

    def act(self, need: NeedView, code: str) -> None:
        """Do what was pressed beside something that waits."""
        if code == "again":
            self.pulse.sync()
        elif code in ("compare", "show"):
            self.note_asked.emit(need.note, code == "compare")
        elif code == "answer":
            self.place_asked.emit(TRUST)
            self.trust.recovery.enter()
        elif code == "words":
            self.place_asked.emit(TRUST)
            self.trust.show_words_of(need.person)
        elif code == "choose":
            self.shares.choose_for(need.person, need.title)
        elif code == "take_back":
            self.shares.take_back_from(need.person)
        elif code == "clear":
            self.directory.ask(need.key)
        elif code == "look":
            self.removed.look()
        elif code == "remove":
            self.computers.ask_about(need.key)
        else:
            self.needs_model.do(need.key, code)

    def show_crisis(self) -> None:
        """Show the crisis numbers over whatever is shown."""
        self.help.show_crisis()

    @property
    def takes_single_keys(self) -> bool:
        """Say whether keys of a single letter or sign are on."""
        return self._door.preferences.single_keys

    def _entries(self) -> tuple[Entry, ...]:
        return self._commands.entries() if self._commands is not None else ()

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.desk.bar.search.setFocus()
        self.desk.bar.search.selectAll()

    def undo(self) -> None:
        """Undo what the line at the bottom offers to undo."""
        self.desk.toast.act()

    def say_refused(self, problem: ExpectedError) -> None:
        """Say what went wrong, in one line."""
        self.desk.say(self.sentences.of(problem))

    def say(self, text: str) -> None:
        """Say something to those who listen to the screen."""
        say(self.desk, text)

    @property
    def window(self) -> QWidget:
        """The window, for sheets over it."""
        return self._door.frame

    def _connect(self) -> None:
        bar = self.desk.bar
        bar.lock_asked.connect(self._door.lock)
        bar.pill_pressed.connect(partial(self.place_asked.emit, TRUST))
        bar.menu_asked.connect(self._on_menu)
        bar.person_asked.connect(self._on_person)
        self.desk.rail.crisis_asked.connect(self.show_crisis)
        self.desk.rail.guide_asked.connect(self.help.show_guide)
        self.pulse.known.connect(self.computers.model.hear)
        self.computers.said.connect(self.desk.say)
        self.computers.refused.connect(self.say_refused)
        self.needs_model.done.connect(self.desk.say)
        self.handouts.said.connect(self.desk.say)
        self.settings.trust_asked.connect(partial(self.place_asked.emit, TRUST))
        self.settings.keys_asked.connect(self.help.show_keys)
        self.settings.refused.connect(self.say_refused)
        self.spelling.refused.connect(self.say_refused)
        self.help.tour_asked.connect(self.practice.take_tour)
        self.shares.said.connect(self.desk.say)
        self.needs_model.refused.connect(self.say_refused)
        self.pulse.shown.connect(bar.show_pill)
        self.pulse.said.connect(self.say)
        self.pulse.refused.connect(self.say_refused)
        self.trust_model.refused.connect(self.say_refused)
        self.pulse.show_now()

    def _is_held(self) -> bool:
        # Where the system cannot tell, nothing is known to be free: then only what is asked for.
        return self._door.preferences.spare_paid_links and self._metering.cost() is not Cost.FREE

    def _on_sparing(self, on: bool) -> None:
        self._door.remember(self._door.preferences.sparing(paid_links=on))
        self.trust_model.spares = on
        self.pulse.look_again()

    def _on_menu(self, button: QWidget) -> None:
        menu = QMenu(button)
        for action in self._door.frame.menuBar().actions():
            below = action.menu()
            if isinstance(below, QMenu):
                menu.addMenu(below)
        self._pop_up(menu, button)

    def _on_person(self, button: QWidget) -> None:
        menu = QMenu(button)
        menu.addAction(self.tr("Someone else's turn"), self._door.pass_on)
        menu.addAction(self.tr("Lock"), self._door.lock)
        self._pop_up(menu, button)

    def _pop_up(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        corner = button.mapToGlobal(QPoint(button.width(), button.height() + 4))
        menu.popup(corner - QPoint(menu.sizeHint().width(), 0))

    def _prefer(self, preferences: Preferences) -> None:
        # The menu that asks is rebuilt by the answer, so it may close first.
        QTimer.singleShot(0, lambda: self._door.prefer(preferences))
