"""The scenes of consent: what somebody allows, a summary before it leaves, and that they changed their mind."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_consent import ConsentRoutes
from peerdesk.desktop.routes_peer import PeerRoutes
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.consent_sheet import ConsentSheet
from peerdesk.desktop.screens.summary_sheet import SummarySheet
from peerdesk.domain.ids import RecordId

Picture = Callable[[WatchedDesk, str], None]


def take_consent(desk: WatchedDesk, note: RecordId, picture: Picture) -> None:
    """Take the pictures on a desk that is open; nothing that stands in its vault is changed."""
    desk.show("notes", note)
    routes = desk.routes
    consent = routes.sharing.consent if isinstance(routes, PeerRoutes) else None
    if consent is None:
        return
    consent.add()
    if isinstance(consent.sheet, ConsentSheet):
        consent.sheet.choose_written()
        picture(desk, "32-written-release")
    desk.close_sheet()
    consent.summarise()
    if isinstance(consent.sheet, SummarySheet):
        consent.sheet.agreed.set_text("A visit on Friday morning.")
        consent.sheet.preview_asked.emit()
        desk.settle()
        consent.sheet.show_the_end()
        picture(desk, "33-summary")
        _take_fhir(desk, consent, consent.sheet, picture)
    desk.close_sheet()
    if consent.model.individual is not None and consent.view.readers:
        consent.papers.offer(consent.model.individual, consent.view.readers[0])
        desk.settle()
        picture(desk, "54-permissions-before-they-are-shown")
        desk.close_sheet()
    consent.withdraw()
    picture(desk, "34-they-changed-their-mind")
    desk.close_sheet()


def _take_fhir(desk: WatchedDesk, consent: ConsentRoutes, sheet: SummarySheet, picture: Picture) -> None:
    sheet.fhir_asked.emit()
    desk.wait(lambda: consent.fhir.part is not None and consent.fhir.part.view is not None, "the file in words")
    sheet.show_the_end()
    picture(desk, "94-fhir-file")
    part = consent.fhir.part
    if part is not None:
        part.show_file.click()
        desk.settle()
        picture(desk, "95-fhir-file-itself")


def take_received(desk: WatchedDesk, picture: Picture) -> None:
    """Take what a supervisor was shown of somebody's permissions."""
    routes = desk.routes
    if not isinstance(routes, SupervisorRoutes):
        return
    routes.review.leave_item()
    desk.press("End", "Return")
    picture(desk, "55-permissions-on-the-review-page")
    routes.review.enter()
