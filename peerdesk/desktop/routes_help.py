"""What is there for somebody who is stuck, in one key each: crisis numbers, a guide, every key, every command."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.guide_model import GuideModel
from peerdesk.desktop.models.help_model import HelpModel
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.screens.crisis import CrisisSheet
from peerdesk.desktop.screens.guide_sheet import GuideSheet
from peerdesk.desktop.screens.help_sheet import HelpSheet
from peerdesk.desktop.screens.keys import KeysSheet
from peerdesk.desktop.screens.palette_sheet import Entry, PaletteSheet


class HelpRoutes(QObject):
    """Shows each on a sheet over whatever is shown. `entries` are the commands of the menus, when they are asked for.

    `single_keys`: whether keys of a single letter or sign are on. `log_guide` takes the code and the title of a guide
    that was used, `suggest` asks for a topic about the guides; only a peer's desk gives them.
    """

    tour_asked = Signal()

    def __init__(
        self,
        bench: Workbench,
        window: QWidget,
        entries: Callable[[], Sequence[Entry]],
        *,
        single_keys: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._window, self._entries = window, entries
        self._single_keys = single_keys
        self.log_guide: Callable[[str, str], None] | None = None
        self.suggest: Callable[[], None] | None = None
        self.guides, self._help = GuideModel(bench, self), HelpModel(bench.words.language)
        self.acts: dict[str, Callable[[], None]] = {
            "crisis": self.show_crisis,
            "guide": self.show_guide,
            "keys": self.show_keys,
            "palette": self.show_palette,
            "help": self.show_help,
        }

    def show_crisis(self) -> None:
        """Show the crisis numbers."""
        sheet = CrisisSheet(self._window)
        self.guides.shown.connect(sheet.show_local)
        self.guides.read()
        sheet.open()

    def show_guide(self) -> None:
        """Show what to do first, as it ships, and with the hospital's own words a moment later."""
        sheet = GuideSheet(self._window, self.guides.plain())
        if self.log_guide is not None:
            sheet.offer_log(self.log_guide)
        if self.suggest is not None:
            sheet.offer_to_suggest(self.suggest)
        self.guides.shown.connect(sheet.show_view)
        self.guides.read()
        sheet.open()

    def show_keys(self) -> None:
        """Show the keys."""
        KeysSheet(self._window, self._entries(), single_keys=self._single_keys).open()

    def show_help(self) -> None:
        """Show the topics of help."""
        sheet = HelpSheet(self._window, self._help)
        sheet.practice_asked.connect(self.tour_asked)
        sheet.open()

    def show_palette(self) -> None:
        """Show every command by its name."""
        PaletteSheet(self._window, self._entries()).open()
