"""The scenes of the program report, as a chart and as a table, and of what was in the box of the peers."""

from collections.abc import Callable
from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_pulse import PulseRoutes
from peerdesk.desktop.routes_report import ReportRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.pulse_sheet import PulseSheet
from peerdesk.desktop.shots.on_paper import put_on_paper
from peerdesk.desktop.shots.team_months import BOX
from peerdesk.desktop.widgets.labels import Label
from peerdesk.desktop.widgets.scroll import show_from, show_whole
from peerdesk.domain.peer_pulse import Statement
from peerdesk.work.labels import LANGUAGES
from peerdesk.work.report_page import report_words

Picture = Callable[[WatchedDesk, str], None]
_TITLES = frozenset(report_words(language).pulse.title for language in LANGUAGES)


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
    _take_pulse(desk, routes.report, picture)
    _take_box(desk, routes.report.pulses, picture)


def _take_pulse(desk: WatchedDesk, report: ReportRoutes, picture: Picture) -> None:
    """Take how the program is for its peers in the report of a quarter, and the card below it."""
    page = report.page
    codes = [str(page.periods.itemData(at)) for at in range(page.periods.count())]
    report.model.choose(next(code for code in codes if "Q" in code))
    desk.settle()
    picture(desk, "97-pulse-table")
    page.looks.set_code("chart")
    page.looks.chosen.emit("chart")
    desk.settle()
    show_from(next(one for one in page.findChildren(Label) if one.text() in _TITLES))
    picture(desk, "97-pulse")
    show_whole(report.pulses.card)
    picture(desk, "97-pulse-card")
    report.model.choose(codes[0])
    desk.settle()


def _take_box(desk: WatchedDesk, pulses: PulseRoutes, picture: Picture) -> None:
    """Take the form for the box: empty, filled, with a fault in a line, with too few slips, and opened once more."""
    pulses.add()
    desk.settle()
    picture(desk, "98-box-empty")
    sheet = pulses.sheet
    if isinstance(sheet, PulseSheet):
        sheet.slips.set_text("9")
        sheet.grid.fill(BOX)
        picture(desk, "98-box-filled")
        sheet.grid.fill({Statement.SAY_NO: ("5", "4", "2", "1", "1")})
        desk.press("Ctrl+Return")
        picture(desk, "98-box-fault")
        sheet.slips.set_text("4")
        desk.press("Ctrl+Return")
        picture(desk, "98-box-too-few")
    desk.close_sheet()
    pulses.change(pulses.found[0].id)
    picture(desk, "98-box-again")
    desk.close_sheet()


def take_paper(desk: WatchedDesk, path: Path) -> None:
    """Keep the first page of the report as it would be printed."""
    routes = desk.routes
    page = routes.report.model.page() if isinstance(routes, SupervisorRoutes) else None
    if page is not None:
        put_on_paper(page, path)
