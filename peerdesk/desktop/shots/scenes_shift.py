"""The scenes of a shift: where notes begin, its end, a jot, nothing written, showing a note, and one's own order."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.shift import ShiftDraft

Picture = Callable[[WatchedDesk, str], None]
_NOTE = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("time", "listened"),
    handle="Blue Heron 27",
    mattered=("transport",),
    words="I am still here",
    memory="Bus pass came through. Wants to try the Tuesday group.",
)


def take_shift(desk: WatchedDesk, picture: Picture) -> None:
    """Take a peer at work. The shift that is begun for the pictures is over behind them."""
    routes = desk.routes
    if not isinstance(routes, PeerRoutes):
        return
    desk.show("today")
    routes.day.shift.open_sheet()
    picture(desk, "60-start-shift")
    desk.close_sheet()
    routes.day.shift.model.start(ShiftDraft(setting="ed", unit="Bay side", language="en"))
    desk.settle()
    routes.dismiss()
    picture(desk, "61-on-shift")
    routes.day.shift.model.look_at_end()
    picture(desk, "62-end-of-shift")
    desk.close_sheet()
    desk.press("Ctrl+J")
    picture(desk, "63-jot")
    desk.close_sheet()
    routes.day.chips.open()
    picture(desk, "64-own-order")
    desk.close_sheet()
    _take_a_note(desk, routes, picture)
    routes.day.shift.model.end()
    desk.settle()
    routes.dismiss()


def _take_a_note(desk: WatchedDesk, routes: PeerRoutes, picture: Picture) -> None:
    routes.writing.begin(_NOTE, place="")
    desk.settle()
    form = routes.writing.form
    if form is not None:
        form.nothing.click()
        picture(desk, "65-nothing-written")
        desk.close_sheet()
        form.parts.shared_view.show_them.click()
        picture(desk, "66-show-them")
        desk.close_sheet()
    routes.writing.take()
    desk.show("today")
