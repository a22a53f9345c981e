"""Who can read what: the same questions that decide to whom a key is given, asked for a page that a person reads.

Nothing here is a promise of its own. Whoever is named can open what is written from now on, because the key of that
space is given to exactly these computers, sheets and, where a person agreed, to the hospital's recovery key.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.errors import NotEnrolledError
from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.sync.papers_copies import given_papers
from peerdesk.sync.proof import is_proved
from peerdesk.sync.space_keys import who_is_told
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members
from peerdesk.wire.supervision import supervisors_of
from peerdesk.work.membership import known_members
from peerdesk.work.policy import policy_of
from peerdesk.work.weekly_counts import readers_of_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Openers:
    """Who is given the key of a space: one person's computers and sheets, or the hospital (`person` None)."""

    person: PersonId | None
    computers: frozenset[DeviceId]
    sheets: frozenset[DeviceId]

    @property
    def keys(self) -> frozenset[DeviceId]:
        """Every key that opens the space."""
        return self.computers | self.sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReading:
    """Who can read what this person keeps. `notes` are counted here; `proved`: all of it is seen on the server."""

    notes: int
    computers: int
    sheets: int
    hospital: bool
    hospital_offers: bool
    enrolled: bool
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReading:
    """What one colleague can read of this person's: `copies` were given, and `seen` of them are seen to be there.

    `papers`: the permission papers of so many individuals, or that they ended, are with them. `is_current`: more may be
    shared with them now. `computers` and `sheets` are theirs.
    """

    person: PersonId
    name: str
    copies: int
    seen: int
    computers: int
    sheets: int
    is_current: bool
    papers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsReading:
    """What the supervisors of the program have of weekly counts: of so many `weeks`. `is_current`: more may follow.

    `readers` are those who read them today, by name; who was one before keeps what they had.
    """

    weeks: int
    readers: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Readership:
    """The whole page. `counts` is there once weekly counts have left, or may leave."""

    own: OwnReading
    pairs: tuple[PairReading, ...]
    counts: CountsReading | None = None


_ALONE: Final = Openers(person=None, computers=frozenset(), sheets=frozenset())


def who_can_read(vault: Vault, now: datetime) -> Readership:
    """Return who can read what, as the hospital's directory stands here. The server is not asked."""
    with vault.read() as tx:
        notes = tx.disclosures.count_notes()
        try:
            members = known_members(tx)
        except NotEnrolledError:
            own = OwnReading(
                notes=notes,
                computers=1,
                sheets=1,
                hospital=False,
                hospital_offers=False,
                enrolled=False,
                proved=False,
            )
            return Readership(own=own, pairs=())
        pairs = tuple(_pairs(tx, members, now))
        return Readership(own=_own(tx, members, notes), pairs=pairs, counts=_counts(tx))


def openers(members: Members, space: SpaceId) -> tuple[Openers, ...]:
    """Return who is given a key of a space that is made now, by person. The hospital comes last, where it is one."""
    told = who_is_told(space, members)
    known = {one: members.device(wire_ids.DeviceId(one)) for one in told}
    people = dict.fromkeys(device.person for device in known.values() if device is not None)
    found = [
        Openers(
            person=PersonId(person),
            computers=frozenset(i for i, d in known.items() if d and d.person == person and not d.is_paper),
            sheets=frozenset(i for i, d in known.items() if d and d.person == person and d.is_paper),
        )
        for person in people
    ]
    hospital = frozenset(one for one, device in known.items() if device is None)
    if hospital:
        found.append(Openers(person=None, computers=hospital, sheets=frozenset()))
    return tuple(found)


def _own(tx: Transaction, members: Members, notes: int) -> OwnReading:
    given = openers(members, tx.own_space)
    mine = next((one for one in given if one.person == tx.person), _ALONE)
    return OwnReading(
        notes=notes,
        computers=len(mine.computers),
        sheets=len(mine.sheets),
        # Also once it is over: what was kept in that time stays open to it.
        hospital=any(one.person is None for one in given)
        or bool(members.recovery.agreements.get(wire_ids.PersonId(tx.person))),
        hospital_offers=policy_of(members).recovery,
        enrolled=True,
        proved=is_proved(tx),
    )


def _counts(tx: Transaction) -> CountsReading | None:
    weeks, is_current = len(tx.weekly.left()), tx.weekly.agreement() is not None
    if not (weeks or is_current):
        return None
    return CountsReading(weeks=weeks, readers=readers_of_counts(tx), is_current=is_current)


def _pairs(tx: Transaction, members: Members, now: datetime) -> Iterator[PairReading]:
    me = wire_ids.PersonId(tx.person)
    current = {link.supervisor for link in supervisors_of(members, me, int(now.timestamp()))}
    names, papers = tx.identity.names(), Counter(one.reader for one in given_papers(tx))
    for space in members.spaces_of(me):
        others = [person for person in members.people_of(space) if person != me]
        if not others:
            continue
        (other,) = others
        copies, seen = tx.disclosures.copies_in(SpaceId(space))
        theirs = next((one for one in openers(members, SpaceId(space)) if one.person == PersonId(other)), _ALONE)
        if copies or papers[PersonId(other)] or other in current:
            yield PairReading(
                person=PersonId(other),
                name=names.get(PersonId(other), ""),
                copies=copies,
                seen=seen,
                computers=len(theirs.computers),
                sheets=len(theirs.sheets),
                is_current=other in current,
                papers=papers[PersonId(other)],
            )
