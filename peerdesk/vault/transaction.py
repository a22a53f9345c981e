"""One transaction: every shelf of the vault, on one connection, until the block is left."""

from functools import cached_property

from sqlalchemy import Connection

from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.asides import Asides
from peerdesk.vault.counters import Counters
from peerdesk.vault.engine import driver_of
from peerdesk.vault.evidence import Evidence
from peerdesk.vault.guard import Guard
from peerdesk.vault.healing import Healing
from peerdesk.vault.heaps import Heaps
from peerdesk.vault.inbox import Inbox
from peerdesk.vault.once_more import OnceMore
from peerdesk.vault.outbox import Outbox
from peerdesk.vault.outgoing import Outgoing
from peerdesk.vault.own_lists import OwnLists
from peerdesk.vault.pictures import Pictures
from peerdesk.vault.refused import Refused
from peerdesk.vault.shelves.agenda import AgendaShelf
from peerdesk.vault.shelves.agenda_entries import AgendaEntries
from peerdesk.vault.shelves.change_times import ChangeTimes
from peerdesk.vault.shelves.consents import Consents
from peerdesk.vault.shelves.counted import CountedOnly
from peerdesk.vault.shelves.deleted import Deleted
from peerdesk.vault.shelves.directory import DirectoryShelf
from peerdesk.vault.shelves.disclosures import Disclosures
from peerdesk.vault.shelves.drafts import Drafts
from peerdesk.vault.shelves.encounters import Encounters
from peerdesk.vault.shelves.epochs import Epochs
from peerdesk.vault.shelves.follow_up_plans import FollowUpPlans
from peerdesk.vault.shelves.follow_ups import FollowUps
from peerdesk.vault.shelves.guide_uses import GuideUses
from peerdesk.vault.shelves.handovers import Handovers
from peerdesk.vault.shelves.histories import Histories
from peerdesk.vault.shelves.identity import IdentityShelf
from peerdesk.vault.shelves.individuals import Individuals
from peerdesk.vault.shelves.ledger import Ledger
from peerdesk.vault.shelves.notices import Notices
from peerdesk.vault.shelves.overview import Overview
from peerdesk.vault.shelves.papers import PapersShelf
from peerdesk.vault.shelves.places import Places
from peerdesk.vault.shelves.referrals import Referrals
from peerdesk.vault.shelves.review_list import ReviewList
from peerdesk.vault.shelves.sessions import Sessions
from peerdesk.vault.shelves.settings import Settings
from peerdesk.vault.shelves.shared_items import SharedItems
from peerdesk.vault.shelves.shifts import Shifts
from peerdesk.vault.shelves.space_seed import SpaceSeed
from peerdesk.vault.shelves.spaces import Spaces
from peerdesk.vault.shelves.supervision import Acknowledgements, Comments, Openings, Removals
from peerdesk.vault.shelves.tallies import Tallies
from peerdesk.vault.shelves.weekly_tallies import WeeklyTallies
from peerdesk.vault.writers import Writers


class Transaction(OwnLists):
    """The shelves. Each is made when it is first asked for; none outlives the block."""

    def __init__(self, connection: Connection, run: bytes, person: PersonId | None = None) -> None:
        super().__init__(connection, person)
        self._run = run

    @property
    def role(self) -> Role | None:
        """The role of whose vault this is. Each note that is kept asks, so nothing else of the identity is read."""
        row = driver_of(self._connection).execute("SELECT role FROM identity WHERE id = 1").fetchone()
        return Role(row[0]) if row and row[0] else None

    @property
    def known_person(self) -> PersonId | None:
        """Whose vault this is, as far as it is known without asking: nothing once the identity was at hand."""
        return None if "identity" in self.__dict__ else self.__dict__.get("person", self._person)

    @cached_property
    def encounters(self) -> Encounters:
        return Encounters(self._connection, self.person, self.own_space)

    @cached_property
    def individuals(self) -> Individuals:
        return Individuals(self._connection, self.person, self.own_space)

    @cached_property
    def overview(self) -> Overview:
        return Overview(self._connection, self.person)

    @cached_property
    def follow_ups(self) -> FollowUps:
        return FollowUps(self._connection, self.person, self.own_space)

    @cached_property
    def follow_up_plans(self) -> FollowUpPlans:
        return FollowUpPlans(self._connection, self.person, self.own_space)

    @cached_property
    def places(self) -> Places:
        return Places(self._connection, self.person, self.own_space)

    @cached_property
    def referrals(self) -> Referrals:
        return Referrals(self._connection, self.person, self.own_space)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self._connection, self.person, self.own_space)

    @cached_property
    def handovers(self) -> Handovers:
        return Handovers(self._connection, self.person, self.own_space)

    @cached_property
    def tallies(self) -> Tallies:
        return Tallies(self._connection, self.person)

    @cached_property
    def weekly(self) -> WeeklyTallies:
        return WeeklyTallies(self._connection, self.person, self.own_space)

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self._connection, self.person, self.own_space)

    @cached_property
    def shared_items(self) -> SharedItems:
        return SharedItems(self._connection, self.person)

    @cached_property
    def review_list(self) -> ReviewList:
        return ReviewList(self._connection, self.person)

    @cached_property
    def disclosures(self) -> Disclosures:
        return Disclosures(self._connection, self.person)

    @cached_property
    def comments(self) -> Comments:
        return Comments(self._connection, self.person)

    @cached_property
    def acknowledgements(self) -> Acknowledgements:
        return Acknowledgements(self._connection, self.person)

    @cached_property
    def opened(self) -> Openings:
        return Openings(self._connection, self.person)

    @cached_property
    def removed(self) -> Removals:
        return Removals(self._connection, self.person)

    @cached_property
    def agenda(self) -> AgendaShelf:
        return AgendaShelf(self._connection, self.person, self.own_space)

    @cached_property
    def agenda_entries(self) -> AgendaEntries:
        return AgendaEntries(self._connection, self.person)

    @cached_property
    def guide_uses(self) -> GuideUses:
        return GuideUses(self._connection, self.person, self.own_space)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self._connection, self.person)

    @cached_property
    def shifts(self) -> Shifts:
        return Shifts(self._connection, self.person, self.own_space)

    @cached_property
    def counted(self) -> CountedOnly:
        return CountedOnly(self._connection, self.person, self.own_space)

    @cached_property
    def papers(self) -> PapersShelf:
        return PapersShelf(self._connection, self.person, self.own_space)

    @cached_property
    def space_seed(self) -> SpaceSeed:
        return SpaceSeed(self._connection, self.person, self.own_space)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._connection)

    @cached_property
    def settings(self) -> Settings:
        return Settings(self._connection)

    @cached_property
    def notices(self) -> Notices:
        return Notices(self._connection)

    @cached_property
    def identity(self) -> IdentityShelf:
        return IdentityShelf(self._connection)

    @cached_property
    def directory(self) -> DirectoryShelf:
        return DirectoryShelf(self._connection)

    @cached_property
    def epochs(self) -> Epochs:
        return Epochs(self._connection)

    @cached_property
    def spaces(self) -> Spaces:
        return Spaces(self._connection)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._connection)

    @cached_property
    def once_more(self) -> OnceMore:
        return OnceMore(self._connection, self.person)

    @cached_property
    def healing(self) -> Healing:
        return Healing(self._connection)

    @cached_property
    def asides(self) -> Asides:
        return Asides(self._connection, self.person)

    @cached_property
    def refused(self) -> Refused:
        return Refused(self._connection, self.person)

    @cached_property
    def heaps(self) -> Heaps:
        return Heaps(self._connection, self.person)

    @cached_property
    def guard(self) -> Guard:
        return Guard(self._connection, self.person)

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self._connection)

    @cached_property
    def writers(self) -> Writers:
        return Writers(self._connection, self.person)

    @cached_property
    def outgoing(self) -> Outgoing:
        return Outgoing(self._connection)

    @cached_property
    def pictures(self) -> Pictures:
        return Pictures(self._connection)

    @cached_property
    def counters(self) -> Counters:
        return Counters(self._connection, self._run)

    @cached_property
    def histories(self) -> Histories:
        return Histories(self._connection, self.person)

    @cached_property
    def deleted(self) -> Deleted:
        return Deleted(self._connection, self.person)

    @cached_property
    def change_times(self) -> ChangeTimes:
        return ChangeTimes(self._connection)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._connection, self.person)
