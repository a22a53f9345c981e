"""The places of a peer's rail beside Today and Notes, each with routes of its own."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_follow_ups import FOLLOW_UPS, FollowUpRoutes
from peerdesk.desktop.routes_guide_log import GuideLogRoutes
from peerdesk.desktop.routes_handoffs import HANDOFFS, HandoffRoutes
from peerdesk.desktop.routes_impact import IMPACT, UNITS, ImpactRoutes
from peerdesk.desktop.routes_library import LIBRARY, LibraryRoutes
from peerdesk.desktop.routes_own_work import OwnWorkRoutes
from peerdesk.desktop.routes_person import PERSON, PersonRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.routes_supervision import SUPERVISION, SupervisionRoutes
from peerdesk.desktop.routes_today import TodayRoutes
from peerdesk.desktop.routes_units import UnitsRoutes
from peerdesk.desktop.routes_wellbeing import WELLBEING, WellbeingRoutes
from peerdesk.desktop.screens.rail import Place
from peerdesk.domain.encounter import EncounterDraft


class FurtherPlaces(QObject):
    """Builds their routes. A page itself is made when somebody first goes there.

    `writing_asked` carries a note to begin.
    """

    writing_asked = Signal(object)

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared = shared
        self.follow_ups = FollowUpRoutes(shared, bench, parent=self)
        self.handoffs = HandoffRoutes(shared, bench, parent=self)
        self.supervision = SupervisionRoutes(shared, bench, parent=self)
        self.wellbeing = WellbeingRoutes(shared, bench, parent=self)
        self.guide_log = GuideLogRoutes(shared, bench, parent=self)
        shared.help.log_guide = self.guide_log.log
        self.guide_log.wellbeing_asked.connect(partial(shared.place_asked.emit, WELLBEING))
        self.wellbeing.talk_asked.connect(self.supervision.agenda.ask_to_talk)
        self.own_work = OwnWorkRoutes(shared, bench, parent=self)
        self.impact = ImpactRoutes(shared, bench, parent=self)
        self.units = UnitsRoutes(shared, bench, parent=self)
        self.person = PersonRoutes(shared, bench, parent=self)
        self.library = LibraryRoutes(shared, bench, introduces=True, parent=self)
        self._entered = {
            FOLLOW_UPS: self.follow_ups.enter,
            HANDOFFS: self.handoffs.enter,
            SUPERVISION: self.supervision.enter,
            WELLBEING: self.wellbeing.enter,
            LIBRARY: self.library.enter,
            PERSON: self.person.enter,
            IMPACT: self.impact.enter,
            UNITS: self.units.enter,
        }

    @property
    def acts(self) -> dict[str, Callable[[], None]]:
        """What the commands of the desk do here."""
        return {**self.own_work.acts, **self.impact.acts}

    @property
    def places(self) -> tuple[Place, ...]:
        """The places, as they stand in the rail."""
        return (
            self.follow_ups.place,
            self.handoffs.place,
            *self.supervision.places,
            self.wellbeing.place,
            self.library.place,
        )

    def __contains__(self, place: str) -> bool:
        """Say whether a place is one of these."""
        return place in self._entered

    def begin(self, day: TodayRoutes) -> None:
        """Read what a rail shows of them, once the desk is there. `day` knows what is between peers, and where."""
        if self.supervision.places:
            self._shared.help.suggest = day.news.suggest = self.supervision.agenda.suggest
        for routes in (self.follow_ups, self.handoffs):
            routes.writing_asked.connect(self.writing_asked)
        self.handoffs.serve(day.handovers, lambda: day.shift.model.beginning()[0].setting)
        self.handoffs.begin()
        self.library.begin()
        self.library.introduce_asked.connect(self.handoffs.introduce)
        self.follow_ups.begin()
        self.supervision.made.connect(lambda page: page.put_below(*self.own_work.cards()))
        self.supervision.begin()

    def keep_draft(self) -> None:
        """Keep what stands in a form, without asking."""
        self.handoffs.keep_draft()
        self.follow_ups.keep_draft()

    def enter(self, place: str) -> None:
        """Show the page of a place."""
        self._entered[place]()


def filled_up(begun: EncounterDraft | None, first: EncounterDraft) -> EncounterDraft:
    """Return a note as it begins: what is known of it already, and what every note begins with here."""
    if begun is None:
        return first
    return replace(
        begun, setting=begun.setting or first.setting, mode=begun.mode or first.mode, language=first.language
    )
