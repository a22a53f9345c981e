"""The scenes of a team's texts: a supervisor's library, its forms, the check-ins, and what is new to a peer."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.team_text_views import ChangeView, NewsView
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.checkins_card import CheckinsCard
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.domain.ids import PersonId
from peerdesk.domain.team_texts import TeamPart
from peerdesk.domain.team_words import TeamWord

Picture = Callable[[WatchedDesk, str], None]
_NUMBERS = {"team": "5555", "supervisor": "Tomas, 0142", "step_court": "Ask for Ruth Lind in the legal office."}


def take_team_texts(desk: WatchedDesk, picture: Picture) -> None:
    """Take the library of a supervisor, empty and filled, and its forms."""
    routes = desk.routes
    if not isinstance(routes, SupervisorRoutes):
        return
    texts = routes.texts
    desk.show("team_library")
    picture(desk, "96-library")
    texts.fill()
    picture(desk, "96-fill-in-the-guides")
    desk.close_sheet()
    texts.add_word()
    picture(desk, "96-a-word-for-the-team")
    desk.close_sheet()
    for number in ("Tomas, 0142", "Tomas, 0143"):
        texts.model.fill({**_NUMBERS, "supervisor": number}, "The number at night")
        desk.settle()
    texts.model.add_word(TeamWord(language="en", said="bed blocker", instead="person who waits for a place"), "")
    desk.settle()
    picture(desk, "97-library-filled")
    versions = QCoreApplication.translate("TeamLibraryScreen", "All versions")
    next(one for one in texts.page.findChildren(LinkButton) if one.text() == versions).click()
    picture(desk, "97-all-versions")
    desk.close_sheet()
    desk.show("supervision")
    page = routes.supervision.page
    page.body.ensureWidgetVisible(page.findChildren(CheckinsCard)[0])
    picture(desk, "97-check-ins")


def take_team_news(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take what is new from a supervisor above the day, and old and new side by side; and leave the day as it was."""
    change = ChangeView(caption="Whom to call, and the number", before="Tomas, 0142", after="Tomas, 0143")
    court = ChangeView(caption="The rule where you work", before="", after="Ask for Ruth Lind in the legal office.")
    news = NewsView(
        part=TeamPart.GUIDES,
        author=PersonId(bytes(16)),
        text="Tomas Okafor changed the guides for your team on Nov 20. The number at night",
        changes=(change, court),
        beside="Ruth Lind",
    )
    desk.show("today")
    model = routes.day.news.model
    model.shown.emit((news,))
    picture(desk, "98-news-from-a-supervisor")
    routes.today.team_news_asked.emit(news)
    picture(desk, "98-old-and-new")
    desk.close_sheet()
    model.shown.emit(())
    desk.settle()
