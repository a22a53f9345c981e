"""Every command of the desk, each with a key, each in a menu. The menu bar hides until Alt, F10 or its button."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from peerdesk.desktop.preferences import SCALES, Preferences
from peerdesk.desktop.screens.frame import Frame
from peerdesk.desktop.screens.palette_sheet import Entry
from peerdesk.desktop.screens.rail import Place
from peerdesk.desktop.screens.tour_card import NEXT_KEY

EVERYWHERE = {"blank": "F12", "switch": "Ctrl+Shift+P", "lock": "Ctrl+L"}
"""The keys that hold in every window of the desk, also over a sheet or a menu."""

_UNDER_COVER = frozenset({*EVERYWHERE, "quit"})
"""What can be done while the screen is covered: nothing else can happen unseen."""

Acts = Mapping[str, Callable[[], None]]


class Commands(QObject):
    """Builds the menus of a window. `acts` maps codes to what they do; a code not there has no entry.

    Each of the `places` of the rail has Alt and its number, as it stands there.
    """

    def __init__(
        self, window: Frame, acts: Acts, places: Sequence[Place], *, writes_notes: bool, single_keys: bool = True
    ) -> None:
        super().__init__(window)
        self._window = window
        self._acts = acts
        self._made: list[QAction] = []
        window.menuBar().clear()
        window.menuBar().hide()
        self._menu(self.tr("&Note"), self._note_entries() if writes_notes else ())
        self._menu(self.tr("&Go"), self._go_entries(places))
        self._menu(self.tr("&Desk"), self._desk_entries(writes_notes=writes_notes))
        self._menu(self.tr("&Help"), self._help_entries(single_keys=single_keys))

    def add_look_menu(self, preferences: Preferences, prefer: Callable[[Preferences], None]) -> None:
        """Add the menu for language, look and text size. Changes hold at once."""
        menu = self._window.menuBar().addMenu(self.tr("&View"))
        languages = (("en", "English"), ("es", "Español"))
        self._choice(
            menu.addMenu(self.tr("Language")),
            [(name, code == preferences.language, preferences.with_language(code)) for code, name in languages],
            prefer,
        )
        looks = (("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        self._choice(
            menu.addMenu(self.tr("Look")),
            [(name, code == preferences.look, preferences.with_look(code)) for code, name in looks],
            prefer,
        )
        sizes = [
            (self.tr("%1 %").replace("%1", str(size)), size == preferences.scale_percent, preferences.with_scale(size))
            for size in SCALES
        ]
        self._choice(menu.addMenu(self.tr("Text size")), sizes, prefer)

    def entries(self) -> tuple[Entry, ...]:
        """Return every command that is in a menu, in the order of the menus."""
        return tuple(
            Entry(
                text=action.text().replace("&&", "\0").replace("&", "").replace("\0", "&"),
                # As the buttons write it: on a Spanish keyboard the key is called Ctrl as well.
                key=action.shortcut().toString(QKeySequence.SequenceFormat.PortableText),
                act=action.trigger,
            )
            for action in self._made
        )

    def drop(self) -> None:
        """Take the commands out of the window."""
        for action in self._made:
            self._window.removeAction(action)
        self._made.clear()
        self._window.menuBar().clear()
        self.deleteLater()

    def _note_entries(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("new", self.tr("New note"), "Ctrl+N"),
            ("jot", self.tr("Jot one line"), "Ctrl+J"),
            ("count", self.tr("Only count, nothing written"), "Ctrl+Shift+J"),
            ("out_of_role", self.tr("Asked to do something that is not my role"), "Ctrl+Shift+A"),
            ("training", self.tr("Add a training"), ""),
            ("shift", self.tr("Start or end your shift"), ""),
            ("chips", self.tr("Your own order of answers"), ""),
            ("edit", self.tr("Edit this note"), "Ctrl+E"),
            ("share", self.tr("Share this note"), "Ctrl+H"),
            self._undo_entry(),
        )

    def _undo_entry(self) -> tuple[str, str, str]:
        return "undo", self.tr("Undo the last action"), "Ctrl+Z"

    def _desk_entries(self, *, writes_notes: bool) -> tuple[tuple[str, str, str], ...]:
        return (
            # Without notes there is no menu of them, and still something to undo.
            *(() if writes_notes else (self._undo_entry(),)),
            ("sync", self.tr("Sync now"), "F5"),
            ("show_trust", self.tr("Show sync and trust"), "Ctrl+Shift+S"),
            ("blank", self.tr("Blank the screen"), EVERYWHERE["blank"]),
            ("switch", self.tr("Someone else's turn"), EVERYWHERE["switch"]),
            ("handouts", self.tr("Pages to hand out"), ""),
            ("pulse", self.tr("Enter what was in the box"), ""),
            ("settings", self.tr("Settings"), "Ctrl+,"),
            ("leaving", self.tr("If you leave"), ""),
            ("lock", self.tr("Lock"), EVERYWHERE["lock"]),
            ("quit", self.tr("Quit"), "Ctrl+Q"),
        )

    def _help_entries(self, *, single_keys: bool) -> tuple[tuple[str, str, str], ...]:
        return (
            ("help", self.tr("Help"), "?" if single_keys else ""),
            ("crisis", self.tr("Crisis numbers"), "F1"),
            ("guide", self.tr("Situation guide"), "F2"),
            ("palette", self.tr("Find a command"), "Ctrl+K"),
            ("keys", self.tr("Keys"), "Ctrl+/"),
            ("tour", self.tr("Take the tour again"), ""),
            ("tour_next", self.tr("Next step of the tour"), NEXT_KEY),
            ("practice", self.tr("Practice with invented people"), ""),
            ("leave_practice", self.tr("Leave practice"), ""),
        )

    def _go_entries(self, places: Sequence[Place]) -> tuple[tuple[str, str, str], ...]:
        return (
            *((place.code, place.name, f"Alt+{number}") for number, place in enumerate(places, start=1)),
            ("impact", self.tr("What I did"), ""),
            ("deleted", self.tr("Deleted notes"), ""),
            ("search", self.tr("Search"), "Ctrl+F"),
            ("pane", self.tr("Next part of the page"), "F6"),
            ("menu", self.tr("Menu"), "F10"),
        )

    def _do(self, code: str, _checked: bool = False) -> None:
        if self._window.is_covered and code not in _UNDER_COVER:
            return
        if code != "menu":
            self._window.forget_alt()
        self._acts[code]()

    def _menu(self, title: str, entries: tuple[tuple[str, str, str], ...]) -> None:
        known = [entry for entry in entries if entry[0] in self._acts]
        if not known:
            return
        menu = self._window.menuBar().addMenu(title)
        for code, text, key in known:
            action = QAction(text, self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self._do, code))
            menu.addAction(action)
            # The menu bar is hidden most of the time, and a hidden menu's keys do not work.
            self._window.addAction(action)
            self._made.append(action)

    def _choice(
        self, menu: QMenu, choices: list[tuple[str, bool, Preferences]], prefer: Callable[[Preferences], None]
    ) -> None:
        group = QActionGroup(self)
        for name, on, preferences in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(on)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, preferences=preferences: prefer(preferences))
