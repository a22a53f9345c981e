"""The scenes of the agenda and of the log of guides: a list, a topic, what is read of it, and that a guide was used."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.screens.guide_sheet import GuideSheet
from peerdesk.desktop.screens.guide_use_sheet import GuideUseSheet
from peerdesk.domain.agenda import AgendaDraft
from peerdesk.domain.ids import RecordId

Picture = Callable[[WatchedDesk, str], None]
_TOPICS = (
    AgendaDraft(topic="boundaries", line="Asked to sit with somebody for the rest of the day"),
    AgendaDraft(topic="celebration", line="Somebody came back to say thank you"),
)


def take_agenda(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the list with two topics, their sheets and the log of a guide, and take the topics off the list again."""
    desk.show("supervision")
    desk.settle()
    agenda = routes.further.supervision.agenda
    for draft in _TOPICS:
        agenda.model.add(draft)
        desk.settle()
    picture(desk, "90-agenda")
    if agenda.card is None:
        return
    agenda.card.add_asked.emit()
    picture(desk, "91-a-topic")
    desk.close_sheet()
    ours = [one for one in agenda.card.items if one.line in {draft.line for draft in _TOPICS}]
    agenda.card.acted.emit(ours[0], "add")
    desk.settle()
    picture(desk, "92-add-to-agenda")
    desk.close_sheet()
    _take_guide(desk, routes, picture)
    for key in (one.key for one in ours):
        if isinstance(key, bytes):
            agenda.model.remove(RecordId(key))
            desk.settle()
    routes.dismiss()


def _take_guide(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    desk.press("F2")
    desk.settle()
    for guide in desk.door.frame.findChildren(GuideSheet):
        guide.used.click()
    desk.settle()
    sheet = routes.further.guide_log.sheet
    if isinstance(sheet, GuideUseSheet):
        sheet.spoke.setChecked(True)
        sheet.bring.setChecked(True)
        picture(desk, "93-i-used-this-guide")
    desk.close_sheet()
