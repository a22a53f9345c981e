"""The scenes of a team's texts: a supervisor's library, its forms, the check-ins, and what is new to a peer."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.checkins_card import CheckinsCard
from peerdesk.desktop.shots.scenes_library import give_places_twice
from peerdesk.desktop.widgets.buttons import LinkButton
from peerdesk.domain.ids import PersonId
from peerdesk.domain.team_guides import guide_lines
from peerdesk.domain.team_texts import TeamPart, TeamText
from peerdesk.domain.team_words import TeamWord
from peerdesk.work.team_texts import ReceivedText

Picture = Callable[[WatchedDesk, str], None]
_COURT = "Ask for Ruth Lind in the legal office."
_NUMBERS = {"team": "5555", "supervisor": "Tomas, 0142", "step_court": _COURT}


def take_team_texts(desk: WatchedDesk, picture: Picture) -> None:
    """Take the library of a supervisor, empty and filled, and its forms."""
    routes = desk.routes
    if not isinstance(routes, SupervisorRoutes):
        return
    texts = routes.texts
    desk.show("team_library")
    # Who is in the team comes with a sync, and on a busy computer that is later than the page.
    desk.wait(texts.page.fill.isVisible, "the team")
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
    give_places_twice(desk, routes)
    routes.dismiss()
    picture(desk, "97-library-filled")
    for slot, name in ((texts.page.lists, "97-all-versions-of-places"), (texts.page.guides, "97-all-versions")):
        _take_versions(desk, slot, picture, name)
    desk.show("supervision")
    page = routes.supervision.page
    page.body.ensureWidgetVisible(page.findChildren(CheckinsCard)[0])
    picture(desk, "97-check-ins")


def _take_versions(desk: WatchedDesk, slot: QWidget, picture: Picture, name: str) -> None:
    desk.wait(lambda: bool(slot.findChildren(LinkButton)), "the versions")
    slot.findChildren(LinkButton)[0].click()
    picture(desk, name)
    desk.close_sheet()


def take_team_news(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take what is new from a supervisor above the day, and old and new side by side; and leave the day as it was."""
    now, then = ({"supervisor": "Tomas, 0143", "report": _COURT}, {"supervisor": "Tomas, 0142"})
    news = routes.day.news.model.words.news(_received(now, then), (_received(then, then, name="Ruth Lind"),))
    desk.show("today")
    model = routes.day.news.model
    model.shown.emit((news,))
    picture(desk, "98-news-from-a-supervisor")
    routes.today.team_news_asked.emit(news)
    picture(desk, "98-old-and-new")
    desk.close_sheet()
    model.shown.emit(())
    desk.settle()


def _received(now: dict[str, str], then: dict[str, str], *, name: str = "Tomas Okafor") -> ReceivedText:
    text, before = (
        TeamText(part=TeamPart.GUIDES, version=version, published_on=date(2026, 11, 20), lines=guide_lines(said))
        for version, said in ((2, now), (1, then))
    )
    return ReceivedText(author=PersonId(bytes(16)), name=name, text=text, before=before, is_new=True, holds=True)
