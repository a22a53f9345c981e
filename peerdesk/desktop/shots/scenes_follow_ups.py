"""The scenes of follow-ups: the page, its form, and the page with nothing on it."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.follow_up_views import FollowUpForm
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.domain.ids import RecordId

Picture = Callable[[WatchedDesk, str], None]

_FORMS = (
    FollowUpForm(
        due="24h",
        handle="Blue Heron 27",
        why="ride",
        what="Call about the bus pass",
        how="call",
        ok_voicemail="yes",
        ok_text="no",
        say_only="a friend from the group",
        best_time="midday",
        phone="555 0100",
        agreed=True,
    ),
    FollowUpForm(due="3d", handle="L.", why="paperwork", how="visit"),
    FollowUpForm(due="9d", handle="Quiet River 12", why="check_in", how="letter"),
)


def take_follow_ups(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    """Take the pictures on a desk that is open; what was planned for them is taken off the lists again."""
    follow_ups, made = routes.further.follow_ups, list[object]()
    follow_ups.desk.added.connect(made.append)
    for form in _FORMS:
        follow_ups.desk.add(form)
    desk.settle()
    desk.show("follow_ups")
    follow_ups.page.choose(made[0])
    desk.settle()
    picture(desk, "11-follow-ups")
    follow_ups.page.add.click()
    picture(desk, "11-follow-up-form")
    desk.close_sheet()
    for key in made:
        if isinstance(key, bytes):
            follow_ups.desk.delete(RecordId(key))
    desk.settle()
    routes.dismiss()
