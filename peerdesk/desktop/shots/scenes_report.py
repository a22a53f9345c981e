"""The scenes of the program report: as a chart and as a table."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes

Picture = Callable[[WatchedDesk, str], None]


def take_report(desk: WatchedDesk, picture: Picture) -> None:
    """Take the pictures on a supervisor's desk that is open."""
    routes = desk.routes
    if not isinstance(routes, SupervisorRoutes):
        return
    desk.show("report")
    page = routes.report.page
    picture(desk, "12-report")
    page.looks.set_code("table")
    page.looks.chosen.emit("table")
    picture(desk, "12-report-table")
