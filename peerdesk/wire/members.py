"""Questions to the directory: who may read and write where, with which keys.

The client and the server ask the same object, so they cannot disagree about the same chain.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from peerdesk.wire.book import Book, KnownDevice, KnownOfficer, KnownPerson, Link
from peerdesk.wire.ids import DeviceId, InviteId, OfficerId, PersonId, RunId, SpaceId, own_space, pair_space
from peerdesk.wire.recovery import RecoveryBook

_LATEST = 2**63 - 1


class InviteFate(StrEnum):
    """What the chain says about an invite."""

    OPEN = "open"
    REDEEMED = "redeemed"
    CANCELLED = "cancelled"


class Members:
    """The directory after one certain entry. Unknown ids give None or nothing, never an exception."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def people(self) -> tuple[KnownPerson, ...]:
        """Everybody who ever joined, in the order of joining."""
        return tuple(self._book.people.values())

    @property
    def links(self) -> Iterable[Link]:
        """All supervision, also what has ended; `peerdesk.wire.supervision` picks from it."""
        return self._book.links.values()

    @property
    def erase_after(self) -> Mapping[PersonId, int]:
        """From when on the server may drop what somebody who left kept there; nothing of somebody who came back."""
        return self._book.erase_after

    @property
    def ever_to_erase(self) -> AbstractSet[PersonId]:
        """Of whom a day for that was ever said, also of somebody who came back since: what went then stays gone."""
        return self._book.ever_to_erase

    @property
    def beside(self) -> Mapping[PersonId, tuple[PersonId, ...]]:
        """Of each peer, the peers with whom they have a space, also those who have left."""
        return self._book.beside

    @property
    def drops(self) -> Mapping[SpaceId, PersonId]:
        """Whose each drop space is; `peerdesk.wire.drops` asks further."""
        return self._book.drops

    @property
    def drop_readers(self) -> tuple[PersonId, ...]:
        """Who reads them: the supervisors of the program as they are now."""
        return self._book.drop_readers()

    @property
    def policy_version(self) -> int:
        """The version of the policy, 0 where the root has not made one."""
        return self._book.policy_version

    @property
    def policy(self) -> Mapping[str, bool | int | str]:
        return self._book.policy

    @property
    def recovery(self) -> RecoveryBook:
        """Whose own notes the hospital's recovery key is given, and when it was used. To be read only."""
        return self._book.recovery

    def person(self, person: PersonId) -> KnownPerson | None:
        return self._book.people.get(person)

    @property
    def officers(self) -> tuple[KnownOfficer, ...]:
        """Every officer there ever was, oldest first; ask `officer_speaks` who still is one."""
        return tuple(self._book.officers.values())

    def officer(self, officer: OfficerId) -> KnownOfficer | None:
        return self._book.officers.get(officer)

    @property
    def replaced(self) -> Mapping[OfficerId, int]:
        """The last entry that counts of each officer who was replaced."""
        return self._book.disowned

    def officer_speaks(self, officer: OfficerId, at: int) -> bool:
        """Tell whether an officer may say something new at `at`, in seconds since 1970."""
        return self._book.officer_speaks(officer, _LATEST, at)

    def invite_is(self, invite: InviteId) -> InviteFate:
        """Return what became of an invite, as far as the chain tells; its own expiry stands in the invite."""
        if invite in self._book.redeemed:
            return InviteFate.REDEEMED
        return InviteFate.CANCELLED if invite in self._book.cancelled else InviteFate.OPEN

    def device(self, device: DeviceId) -> KnownDevice | None:
        """Return the device or paper, also a revoked one; ask `is_live` before trusting it."""
        return self._book.devices.get(device)

    def is_live(self, device: DeviceId) -> bool:
        """Tell whether this device or paper may log in, sign and read for its person."""
        known = self._book.devices.get(device)
        return known is not None and self._book.is_live(known)

    def devices_of(self, person: PersonId) -> tuple[KnownDevice, ...]:
        """Return all devices and papers of a person, oldest first, also revoked ones."""
        return self._book.devices_of(person)

    def people_of(self, space: SpaceId) -> tuple[PersonId, ...]:
        """Return the one person of an own space or the two of a pair, ascending; also those yet to join.

        Of a drop space its peer, and then the supervisors of the program as they are now.
        """
        peer = self._book.drops.get(space)
        if peer is None:
            return self._book.spaces.get(space, ())
        return (peer, *(person for person in self.drop_readers if person != peer))

    def spaces_of(self, person: PersonId) -> tuple[SpaceId, ...]:
        """Return the person's own space and every pair, ascending.

        A pair stays for good once it was made, also after supervision ended: what is withdrawn must still
        reach the former supervisor. Whoever shares anew asks `supervisors_of` first, whoever hands over `peers_of`.
        """
        if person not in self._book.people:
            return ()
        pairs = [pair_space(p, s) for p, s in self._book.links if person in {p, s}]
        pairs += [pair_space(person, other) for other in self._book.beside.get(person, ())]
        return tuple(sorted({own_space(person), *pairs}))

    def readers_of(self, space: SpaceId) -> tuple[KnownDevice, ...]:
        """Return the live devices and papers to which a key of this space is boxed, ascending by id."""
        found = (d for person in self.people_of(space) for d in self.devices_of(person))
        return tuple(sorted((d for d in found if self._book.is_live(d)), key=lambda d: d.id))

    def may_use(self, device: DeviceId, space: SpaceId) -> bool:
        """Tell whether the device may read the space; whose words are taken there, `drops.writers_of` says.

        For own and pair spaces these are one. Whoever reads may hand back what a server has lost.
        """
        known = self._book.devices.get(device)
        return known is not None and known.person in self.people_of(space) and self._book.is_live(known)

    def counts(self, device: DeviceId, space: SpaceId, run: RunId, n: int) -> bool:
        """Tell whether a revision with this counter counts: its device is not revoked, or within the cut-off."""
        known = self._book.devices.get(device)
        if known is None or known.person not in self.people_of(space):
            return False
        return known.revoked_n is None or n <= known.cut_offs.get((space, run), 0)
