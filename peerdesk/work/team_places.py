"""The team's list of places: a supervisor gives their own list to the peers they supervise, each time as a new version.

A version is the supervisor's own record and is never changed; each peer they supervise has a copy of the newest
(`team_documents`). A peer sees the lists of those who supervise them now, beside places of their own, and is told once
what is new since what they looked at last.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.ids import PersonId, RecordId, Rng, record_ids
from peerdesk.domain.place import Place
from peerdesk.domain.team_places import PlacesChanged, TeamPlaces, is_too_large, next_list, places_changed
from peerdesk.domain.text import folded
from peerdesk.vault.shelves.team_documents import rank
from peerdesk.vault.team_place_values import packed, unpacked
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import local_day
from peerdesk.work.team_documents import GivenList, GivenTo, own_peers, own_supervisors, peers_to_give, seen_version

_SEEN: Final = "team_places:"
"""The number of a list that was looked at, from before the list itself was remembered."""

_READ: Final = "team_places_read:"
_WRITTEN: Final = "team_places_record:"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamList:
    """A list that this person was given, by whom, and whether it is newer than what they have seen.

    `before` is what they looked at last, where this computer knows it.
    """

    author: PersonId
    name: str
    given: TeamPlaces
    before: TeamPlaces | None
    is_new: bool

    @property
    def news(self) -> PlacesChanged | None:
        """What is new in it; None for somebody who has looked at none of theirs."""
        return places_changed(self.before.places, self.given.places) if self.before is not None else None


def publish_places(vault: Vault, now: datetime, rng: Rng) -> tuple[GivenList, Changes]:
    """Make the list as it stands here the newest version, unless it is that, and give it to each peer who lacks it.

    Raises NotAllowedError for somebody who supervises nobody, or whose list is too large.
    """
    with vault.write() as tx:
        return _publish(tx, now, rng)


def restore_places(vault: Vault, version: TeamPlaces, now: datetime, rng: Rng) -> tuple[GivenList, Changes]:
    """Let the own list say what a version said, and give that as a new version.

    What stands in the own list and in no version is kept as one first, which is given to nobody. Raises NotFoundError
    where the version is not this person's, and what `publish_places` raises.
    """
    with vault.write() as tx:
        known, before = _versions(tx, peers_to_give(tx, now)), tx.places.all()
        if version not in known:
            raise NotFoundError("version")
        changes = Changes()
        if not any(one.says(before) for one in known):
            changes = _keep(tx, next_list(known[0], _fitting(before), local_day(now)), now, rng)
        changes |= _put_back(tx, before, version.places)
        given, more = _publish(tx, now, rng)
        return given, changes | more


def own_lists(vault: Vault, now: datetime) -> tuple[TeamPlaces, ...]:
    """Return the versions of this person's list, the newest first."""
    with vault.read() as tx:
        return _versions(tx, own_peers(tx, now))


def given_list(vault: Vault, now: datetime) -> GivenList | None:
    """Return how many peers were given the list as it stands here; None for somebody who supervises nobody."""
    with vault.read() as tx:
        peers, places = own_peers(tx, now), tx.places.all()
        had = sum(given[1].says(places) for given in filter(None, map(tx.places.team.given, peers)))
    return GivenList(peers=len(peers), up_to_date=had) if peers else None


def places_given(vault: Vault, now: datetime) -> tuple[GivenTo, ...]:
    """Return what each peer whom this person supervises was given, by name. Nobody is told when it was read."""
    with vault.read() as tx:
        peers = own_peers(tx, now)
        newest = next(iter(_versions(tx, peers)), None)
        found = (_given_to(tx, peer, newest) for peer in peers)
        return tuple(sorted(found, key=lambda one: (folded(one.name), one.person)))


def team_lists(vault: Vault, now: datetime) -> tuple[TeamList, ...]:
    """Return the lists of those who supervise this person now."""
    with vault.read() as tx:
        received = tx.places.team.received(own_supervisors(tx, now))
        return tuple(_received(tx, author, given) for author, given in received.items())


def note_seen(vault: Vault, lists: tuple[TeamList, ...]) -> None:
    """Remember on this computer that these were looked at as they are here, where it can be written.

    What came meanwhile is still new. Nobody else hears of it.
    """
    new = tuple(one for one in lists if one.is_new)
    if not new or vault.is_read_only:
        return
    with vault.write() as tx:
        for one in new:
            tx.settings.put(_READ + one.author.hex(), packed(one.given))


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


def _publish(tx: Transaction, now: datetime, rng: Rng) -> tuple[GivenList, Changes]:
    peers, places = peers_to_give(tx, now), _fitting(tx.places.all())
    known, changes = _versions(tx, peers), Changes()
    newest = next(iter(known), None)
    if newest is None or not newest.says(places):
        newest = next_list(newest, places, local_day(now))
        # Behind the last number there is none. Where another list with it ranks higher, this one may be kept already.
        changes = _keep(tx, newest, now, rng) if newest not in known else changes
    lacking = [peer for peer in peers if newest not in tx.places.team.all_of(peer, tx.person)]
    ids = record_ids(now, rng)
    given = [_record_for(tx, peer, next(ids)) for peer in lacking]
    for peer, record in zip(lacking, given, strict=True):
        tx.places.team.give(peer, newest, record)
    changes |= Changes.of(RecordKind.TEAM_PLACES, *given) if given else Changes()
    had = sum(_has(tx, peer, newest) for peer in peers)
    return GivenList(peers=len(peers), up_to_date=had, gave=len(given)), changes


def _keep(tx: Transaction, one: TeamPlaces, now: datetime, rng: Rng) -> Changes:
    kept = next(record_ids(now, rng))
    tx.places.team.keep(kept, one)
    return Changes.of(RecordKind.PLACES_VERSION, kept)


def _put_back(tx: Transaction, before: tuple[Place, ...], places: tuple[Place, ...]) -> Changes:
    """Let the own list hold these places and no others. Those that go are taken off it, as a person does."""
    known, wanted = {one.id: one for one in before}, {one.id: one for one in places}
    said = [one for one in wanted.values() if known.get(one.id) != one]
    gone = [one for one in known if one not in wanted]
    for place in said:
        tx.places.put(place)
    for record in gone:
        tx.places.hide(record, hidden=True)
    return Changes.of(RecordKind.PLACE, *(one.id for one in said), *gone) if said or gone else Changes()


def _versions(tx: Transaction, peers: tuple[PersonId, ...]) -> tuple[TeamPlaces, ...]:
    # What peers were given counts too: own versions may be younger than a backup that was put back, and lists that were
    # given before there were versions lie nowhere else.
    given = (one for peer in peers for one in tx.places.team.all_of(peer, tx.person))
    known = {*tx.places.team.versions(), *given}
    return tuple(sorted(known, key=rank, reverse=True))


def _fitting(places: tuple[Place, ...]) -> tuple[Place, ...]:
    if is_too_large(places):
        raise NotAllowedError("places_too_large")
    return places


def _record_for(tx: Transaction, peer: PersonId, fresh: RecordId) -> RecordId:
    """Return the record in which this computer gives a peer its lists.

    Each has one of its own, and says it anew: so there are as many as there are computers, however often a list is
    given, and what two of them say at once is never mixed.
    """
    name = _WRITTEN + peer.hex()
    kept = tx.settings.get(name)
    if kept is None:
        tx.settings.put(name, fresh)
        return fresh
    return RecordId(kept)


def _has(tx: Transaction, peer: PersonId, one: TeamPlaces) -> bool:
    given = tx.places.team.given(peer)
    return given is not None and given[1] == one


def _given_to(tx: Transaction, peer: PersonId, newest: TeamPlaces | None) -> GivenTo:
    given, name = tx.places.team.given(peer), tx.identity.name_of(peer)
    if given is None:
        return GivenTo(person=peer, name=name, version=0, is_sent=False, is_newest=newest is None)
    is_sent = tx.places.team.is_sent(peer, given[0])
    return GivenTo(person=peer, name=name, version=given[1].version, is_sent=is_sent, is_newest=given[1] == newest)


def _received(tx: Transaction, author: PersonId, given: TeamPlaces) -> TeamList:
    kept = tx.settings.get(_READ + author.hex())
    before = unpacked(kept) if kept is not None else None
    is_new = not before.says(given.places) if before is not None else given.version > seen_version(tx, _SEEN, author)
    return TeamList(author=author, name=tx.identity.name_of(author), given=given, before=before, is_new=is_new)
