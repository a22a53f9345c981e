"""The scenes of the program report: as a chart and as a table."""

from collections.abc import Callable
from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.shots.on_paper import put_on_paper

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


def take_paper(desk: WatchedDesk, path: Path) -> None:
    """Keep the first page of the report as it would be printed."""
    routes = desk.routes
    page = routes.report.model.page() if isinstance(routes, SupervisorRoutes) else None
    if page is not None:
        put_on_paper(page, path)
