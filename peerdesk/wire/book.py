"""What the directory has come to say: people, devices, officers, supervision. Values, and the book of them.

The values are frozen; the book is written only by `peerdesk.wire.entitlement`, one entry after another,
and read through `peerdesk.wire.members`.
"""

from copy import copy
from dataclasses import dataclass, field, fields

from peerdesk.wire.ids import DeviceId, InviteId, OfficerId, PersonId, RunId, SpaceId, drop_space, own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.limits import MAX_EPOCH_BOXES, MAX_KEYS_PER_PERSON
from peerdesk.wire.recovery import RecoveryBook


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDevice:
    """A computer, or a paper: a device that lives on a printed sheet.

    `vouched` is False for the keys of a second invite to somebody who already had devices, until one of
    those devices signs for them or all of those are revoked. `cut_offs` is what the revoker had seen of each
    (space, run).
    """

    id: DeviceId
    person: PersonId
    sign_public: bytes
    box_public: bytes
    is_paper: bool
    vouched: bool
    added_n: int
    sealed_label: bytes = b""
    revoked_n: int | None = None
    cut_offs: dict[tuple[SpaceId, RunId], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody who redeemed an invite. The numbers are those of the entries that say so.

    `rejoined_n` marks a second invite that was used. `rekeyed_n` marks where keys of such an invite came to count
    without the word of any older ones of the person: the chain alone cannot say then that it is the same person.
    `first_name` is the sealed name of the first invite, empty where there was no other. `copies_gone_n` marks where
    they came back after a day had been said from which on the server drops what they kept there: it may lack all that.
    """

    id: PersonId
    role: Role
    sealed_name: bytes
    invite: InviteId
    joined_n: int
    first_name: bytes = b""
    rejoined_n: int | None = None
    rekeyed_n: int | None = None
    copies_gone_n: int | None = None
    confirmed_n: int | None = None
    revoked_n: int | None = None
    left_n: int | None = None
    left_at: int = 0

    @property
    def is_active(self) -> bool:
        return self.revoked_n is None and self.left_n is None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOfficer:
    """An officer; entries and invites count while their own time is before `expires` (seconds since 1970)."""

    id: OfficerId
    public: bytes
    expires: int
    added_n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The terms between a peer and a supervisor. `until` is in seconds since 1970, or None for open end."""

    peer: PersonId
    supervisor: PersonId
    until: int | None
    cover: bool
    since_n: int

    def holds_at(self, now: int) -> bool:
        return self.until is None or now < self.until


@dataclass(slots=True, kw_only=True)
class Book:
    """All of it, as it stands after some entry. `disowned` holds each revoked officer's last good entry."""

    disowned: dict[OfficerId, int] = field(default_factory=dict)
    policy_version: int = 0
    policy: dict[str, bool | int | str] = field(default_factory=dict)
    officers: dict[OfficerId, KnownOfficer] = field(default_factory=dict)
    people: dict[PersonId, KnownPerson] = field(default_factory=dict)
    devices: dict[DeviceId, KnownDevice] = field(default_factory=dict)
    devices_by_person: dict[PersonId, tuple[DeviceId, ...]] = field(default_factory=dict)
    links: dict[tuple[PersonId, PersonId], Link] = field(default_factory=dict)
    spaces: dict[SpaceId, tuple[PersonId, ...]] = field(default_factory=dict)
    beside: dict[PersonId, tuple[PersonId, ...]] = field(default_factory=dict)
    """Of each peer, the peers with whom they have a space, in the order in which that was said."""
    drops: dict[SpaceId, PersonId] = field(default_factory=dict)
    """Whose weekly counts each drop space takes."""
    supervisors: dict[PersonId, None] = field(default_factory=dict)
    """Those who are here, in the order in which they came to be supervisors."""
    erase_after: dict[PersonId, int] = field(default_factory=dict)
    """From when on the server may drop what somebody who left kept there, in seconds since 1970. Over when they return.
    """
    ever_to_erase: set[PersonId] = field(default_factory=set)
    """Of whom such a day was ever said: what went then stays gone, whoever came back since."""
    redeemed: dict[InviteId, int] = field(default_factory=dict)
    cancelled: set[InviteId] = field(default_factory=set)
    recovery: RecoveryBook = field(default_factory=RecoveryBook)

    def copied(self) -> "Book":
        """Return a book that can be written without changing this one; the values in it are frozen."""
        pages = {page.name: copy(getattr(self, page.name)) for page in fields(self)}
        return Book(**pages | {"recovery": self.recovery.copied()})

    def put_person(self, person: KnownPerson) -> None:
        self.people[person.id] = person
        self.spaces[own_space(person.id)] = (person.id,)
        self.drops[drop_space(person.id)] = person.id
        if person.role is Role.SUPERVISOR and person.is_active:
            self.supervisors.setdefault(person.id)
        else:
            self.supervisors.pop(person.id, None)

    def put_device(self, device: KnownDevice) -> None:
        if device.id not in self.devices:
            self.devices_by_person[device.person] = (
                *self.devices_by_person.get(device.person, ()),
                device.id,
            )
        self.devices[device.id] = device

    def put_link(self, link: Link) -> None:
        self.links[link.peer, link.supervisor] = link
        self.spaces[pair_space(link.peer, link.supervisor)] = tuple(sorted((link.peer, link.supervisor)))

    def put_peers(self, one: PersonId, other: PersonId) -> None:
        for mine, theirs in ((one, other), (other, one)):
            self.beside[mine] = (*self.beside.get(mine, ()), theirs)
        self.spaces[pair_space(one, other)] = tuple(sorted((one, other)))

    def is_live(self, device: KnownDevice) -> bool:
        """Tell whether the device may speak for its person now."""
        person = self.people.get(device.person)
        if device.revoked_n is not None or person is None or not person.is_active:
            return False
        return device.vouched

    def has_vouched_device(self, person: PersonId) -> bool:
        return any(d.vouched and d.revoked_n is None for d in self.devices_of(person))

    def devices_of(self, person: PersonId) -> tuple[KnownDevice, ...]:
        return tuple(self.devices[d] for d in self.devices_by_person.get(person, ()))

    def drop_readers(self) -> tuple[PersonId, ...]:
        """Return who reads weekly counts: the supervisors who are here, in the order in which they came to be that.

        As many as fit beside any peer into one key. Who came last is left out first, and is the same for everybody.
        """
        found: list[PersonId] = []
        room = MAX_EPOCH_BOXES - MAX_KEYS_PER_PERSON
        for person in self.supervisors:
            room -= sum(self.is_live(device) for device in self.devices_of(person))
            if room < 0:
                break
            found.append(person)
        return tuple(found)

    def officer_speaks(self, officer: OfficerId, n: int, at: int) -> bool:
        """Tell whether an officer's word at entry `n`, at its claimed time `at`, counts."""
        known = self.officers.get(officer)
        return known is not None and at <= known.expires and n <= self.disowned.get(officer, n)
