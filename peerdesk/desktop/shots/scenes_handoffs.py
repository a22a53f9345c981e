"""The scenes of handoffs: the page with somebody who waits, and the form."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.domain.referral import ReferralDraft
from peerdesk.domain.referral_vocabulary import ReferralState

Picture = Callable[[WatchedDesk, str], None]

_DRAFTS = (
    ReferralDraft(place="ed", how_to_find="Bed 12, by the window", source="ed_nurse", reason="hard_time"),
    ReferralDraft(place="obs", how_to_find="Bay 4, asks for a peer who speaks Spanish", reason="asked"),
)


def take_handoffs(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the pictures on a desk that is open; those who waited for them are closed again."""
    handoffs = routes.further.handoffs
    for draft in _DRAFTS:
        handoffs.model.add(draft)
    desk.settle()
    desk.show("handoffs")
    picture(desk, "12-handoffs")
    handoffs.page.add.click()
    desk.settle()
    picture(desk, "12-referral-form")
    desk.close_sheet()
    for one in handoffs.waiting:
        handoffs.model.answer(one, ReferralState.CLOSED)
    desk.settle()
    routes.dismiss()
