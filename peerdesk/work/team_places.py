"""The team's list of places: a supervisor gives their own list to the peers they supervise, as one document each.

`team_documents` says who gets it. A peer sees the lists of those who supervise them now, beside places of their own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import PersonId, RecordId, Rng, record_ids
from peerdesk.domain.place import Place
from peerdesk.domain.team_places import TeamPlaces, is_too_large, next_list
from peerdesk.domain.text import folded
from peerdesk.vault.vault import Vault
from peerdesk.work.team_documents import (
    GivenList,
    own_peers,
    own_supervisors,
    peers_to_give,
    put_seen,
    seen_version,
)

_SEEN: Final = "team_places:"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesGiven:
    """Whether a peer was given the list as it stands now; None where they were given none."""

    person: PersonId
    name: str
    as_it_stands: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamList:
    """A list that this person was given, by whom, and whether it is newer than what they have seen."""

    author: PersonId
    name: str
    given: TeamPlaces
    is_new: bool


def publish_places(vault: Vault, now: datetime, rng: Rng) -> tuple[GivenList, Changes]:
    """Give every peer whom this person supervises the list as it stands here.

    Who has it already is sent nothing. Raises NotAllowedError for somebody who supervises nobody, or whose list is too
    large.
    """
    with vault.write() as tx:
        peers, places = peers_to_give(tx, now), tx.places.all()
        if is_too_large(places):
            raise NotAllowedError("places_too_large")
        ids, touched = record_ids(now, rng), list[RecordId]()
        for peer in peers:
            before = tx.places.team.given(peer)
            if before is None or not before.says(places):
                fresh = next_list(before, places, now.astimezone().date())
                touched.append(tx.places.team.give(peer, fresh, next(ids)))
    changes = Changes.of(RecordKind.TEAM_PLACES, *touched) if touched else Changes()
    return GivenList(peers=len(peers), up_to_date=len(peers), gave=len(touched)), changes


def given_list(vault: Vault, now: datetime) -> GivenList | None:
    """Return how this person's list stands with their peers; None for somebody who supervises nobody."""
    found = places_given(vault, now)
    return GivenList(peers=len(found), up_to_date=sum(bool(one.as_it_stands) for one in found)) if found else None


def places_given(vault: Vault, now: datetime) -> tuple[PlacesGiven, ...]:
    """Return for each peer whom this person supervises, by name, if they were given the list as it stands."""
    with vault.read() as tx:
        places = tx.places.all()
        had = {peer: tx.places.team.given(peer) for peer in own_peers(tx, now)}
        found = (
            PlacesGiven(
                person=peer,
                name=tx.identity.name_of(peer),
                as_it_stands=given.says(places) if given is not None else None,
            )
            for peer, given in had.items()
        )
        return tuple(sorted(found, key=lambda one: (folded(one.name), one.person)))


def team_lists(vault: Vault, now: datetime) -> tuple[TeamList, ...]:
    """Return the lists of those who supervise this person now."""
    with vault.read() as tx:
        return tuple(
            TeamList(
                author=author,
                name=tx.identity.name_of(author),
                given=given,
                is_new=given.version > seen_version(tx, _SEEN, author),
            )
            for author, given in tx.places.team.received(own_supervisors(tx, now)).items()
        )


def note_seen(vault: Vault, lists: tuple[TeamList, ...]) -> None:
    """Remember on this computer that these were looked at, where it can be written."""
    new = tuple(one for one in lists if one.is_new)
    if not new or vault.is_read_only:
        return
    with vault.write() as tx:
        for one in new:
            put_seen(tx, _SEEN, one.author, one.given.version)


def beside(own: tuple[Place, ...], lists: tuple[TeamList, ...]) -> tuple[tuple[Place, str], ...]:
    """Return own places and those of the team with the name of whose list it is; what says the same stands once."""
    said = {_words(one) for one in own}
    found = [(one, "") for one in own]
    for given in lists:
        for place in given.given.places:
            if _words(place) not in said:
                said.add(_words(place))
                found.append((place, given.name))
    return tuple(sorted(found, key=lambda one: (one[0].same_as, one[1])))


def _words(one: Place) -> tuple[object, ...]:
    return (*one.same_as, one.phone, one.hours, one.languages, one.cost, one.distance, one.flags, one.checked_on)
