"""What the directory's entries say, by kind. `peerdesk.wire.membership` decides which of them count."""

from enum import IntEnum
from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.ids import (
    BoxPublicField,
    Bytes32,
    Bytes64,
    Counter,
    DeviceField,
    InviteField,
    OfficerField,
    PersonField,
    Positive,
    RunField,
    SpaceField,
)
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.limits import MAX_INVITE_BYTES, MAX_SEALED_NAME_BYTES


class EntryKind(IntEnum):
    """What an entry does. A number that is not here is kept, verified and otherwise left alone."""

    ORGANISATION = 1
    POLICY = 2
    OFFICER = 3
    OFFICER_REVOKED = 4
    JOINED = 5
    DEVICE = 6
    PAPER = 7
    CONFIRMED = 8
    SUPERVISOR = 9
    REVOKED = 10
    INVITE_CANCELLED = 11
    LEFT = 12
    PEERS = 13
    RECOVERY = 14
    RECOVERED = 15
    ROLE = 16
    ERASE_AFTER = 17


class PublicKeys(Message, frozen=True):
    """What others need to know of a device or paper. Its id is the hash of both."""

    sign: Bytes32
    box: BoxPublicField


SealedName = Annotated[bytes, Meta(max_length=MAX_SEALED_NAME_BYTES)]


class Organisation(Message, frozen=True):
    """The first entry: the root's public keys, whose fingerprint every invite pins."""

    ed25519_public: Bytes32
    mldsa_public: Annotated[bytes, Meta(min_length=1952, max_length=1952)]
    created: Counter


class Policy(Message, frozen=True):
    """The organisation's choices, by name. A higher version replaces a lower one as a whole."""

    version: Positive
    rules: dict[str, bool | int | str]


class Officer(Message, frozen=True):
    """An officer's key and the time after which new entries and invites by it do not count."""

    public: Bytes32
    expires: Counter


class OfficerRevoked(Message, frozen=True):
    """What this officer signed after entry `last_good_n` never counted."""

    officer: OfficerField
    last_good_n: Counter


class Joined(Message, frozen=True):
    """A newcomer redeems an invite: a first computer, and the paper to come back with.

    The names are sealed under the organisation's name key, which the server does not have.
    """

    certificate: Annotated[bytes, Meta(max_length=MAX_INVITE_BYTES)]
    certificate_signature: Bytes64
    device: PublicKeys
    paper: PublicKeys
    sealed_name: SealedName
    sealed_label: SealedName


class Device(Message, frozen=True):
    """One more computer of the signer's person."""

    keys: PublicKeys
    sealed_label: SealedName


class Paper(Message, frozen=True):
    """One more recovery sheet of the signer's person."""

    keys: PublicKeys


class Confirmed(Message, frozen=True):
    """The officer has made sure who this is."""

    person: PersonField


class Supervisor(Message, frozen=True):
    """The terms between a peer and a supervisor; a later entry for the same two replaces them.

    `until` is in seconds since 1970; a time that has passed ends the supervision. `cover` marks a stand-in.
    """

    peer: PersonField
    supervisor: PersonField
    until: Counter | None
    cover: bool


class CutOff(Message, frozen=True):
    """The highest counter of one run, in one space, that the revoker had seen."""

    space: SpaceField
    run: RunField
    n: Counter


class Revoked(Message, frozen=True):
    """A device or paper, or all of a person's. Exactly one of the two is named."""

    device: DeviceField | None
    person: PersonField | None
    cut_offs: tuple[CutOff, ...]


class InviteCancelled(Message, frozen=True):
    """This invite may no longer be redeemed."""

    invite: InviteField


class Left(Message, frozen=True):
    """This person no longer works here."""

    person: PersonField


class Peers(Message, frozen=True):
    """The signer's person and another peer have a space of the two, to hand over follow-ups."""

    other: PersonField


class Recovery(Message, frozen=True):
    """The signer's person lets the hospital's recovery key read what they keep from now on; None ends that.

    `reader` names the key, so that it cannot be swapped for another one afterwards.
    """

    reader: DeviceField | None


class Recovered(Message, frozen=True):
    """The officer opens what a person kept while they agreed to recovery. Said before anything is read."""

    person: PersonField


class RoleChanged(Message, frozen=True):
    """This person does something else here from now on."""

    person: PersonField
    role: Role


class EraseAfter(Message, frozen=True):
    """The server may drop what this person, who has left, kept for themselves there, from `at` on (since 1970)."""

    person: PersonField
    at: Counter


Body = (
    Organisation
    | Policy
    | Officer
    | OfficerRevoked
    | Joined
    | Device
    | Paper
    | Confirmed
    | Supervisor
    | Revoked
    | InviteCancelled
    | Left
    | Peers
    | Recovery
    | Recovered
    | RoleChanged
    | EraseAfter
)

SHAPES: dict[int, type[Body]] = {
    EntryKind.ORGANISATION: Organisation,
    EntryKind.POLICY: Policy,
    EntryKind.OFFICER: Officer,
    EntryKind.OFFICER_REVOKED: OfficerRevoked,
    EntryKind.JOINED: Joined,
    EntryKind.DEVICE: Device,
    EntryKind.PAPER: Paper,
    EntryKind.CONFIRMED: Confirmed,
    EntryKind.SUPERVISOR: Supervisor,
    EntryKind.REVOKED: Revoked,
    EntryKind.INVITE_CANCELLED: InviteCancelled,
    EntryKind.LEFT: Left,
    EntryKind.PEERS: Peers,
    EntryKind.RECOVERY: Recovery,
    EntryKind.RECOVERED: Recovered,
    EntryKind.ROLE: RoleChanged,
    EntryKind.ERASE_AFTER: EraseAfter,
}

KIND_OF: dict[type[Body], EntryKind] = {shape: EntryKind(kind) for kind, shape in SHAPES.items()}
