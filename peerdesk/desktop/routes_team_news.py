"""What is new from a supervisor, above a peer's day: read once, and it goes. Nothing waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from peerdesk.desktop.models.team_news_model import TeamNewsModel
from peerdesk.desktop.models.team_text_views import NewsView
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.team_news import TeamNewsSheet
from peerdesk.desktop.screens.today import TodayScreen


class TeamNewsRoutes(QObject):
    """Shows the lines and the sheet. `suggest` opens a topic for supervision, about what the team agreed on."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, screen: TodayScreen, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.suggest: Callable[[], None] | None = None
        self.sheet: TeamNewsSheet | None = None
        self.model = TeamNewsModel(bench, self)
        self.model.shown.connect(screen.show_team_news)
        self.model.refused.connect(shared.say_refused)
        screen.team_news_asked.connect(self._show)

    def _show(self, news: NewsView) -> None:
        sheet = TeamNewsSheet(self._shared.window, news)
        sheet.seen.connect(lambda: self.model.see(news))
        if self.suggest is not None:
            sheet.suggest_asked.connect(self.suggest)
        self.sheet = sheet
        sheet.open()
