"""Taking somebody's computers off the list: one that was lost, or all of a person's. And invites that must not be used.

A revocation names, for each space and run, the highest counter that its signer has seen. The officer reads no space and
has seen none, so the officer's names none: what a computer has taken in before stays there, and what arrives afterwards
from a revoked one counts for nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.ids import SHORTEST_PREFIX, DeviceId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.directory_body import InviteCancelled, Left, Revoked
from peerdesk.wire.members import Members
from peerdesk.work.directory_pen import Pen, officer_pen
from peerdesk.work.officer_people import find_listed, joined_person, open_invites, person_id
from peerdesk.work.organisation_folder import Listed, read_people


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerAsk:
    """What every verb about one person needs. `role` tells apart somebody who is both peer and supervisor."""

    folder: Path
    passphrase: str
    transport: Transport
    now: datetime
    person: str
    role: Role | None = None
    allow_test_profile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shut:
    """Who was shut out of what: the devices that count no more, and how many invites were cancelled.

    `changed` is False where the directory said all of it before.
    """

    person: Listed
    devices: tuple[DeviceId, ...]
    cancelled: int
    changed: bool


def revoke_device(ask: OfficerAsk, prefix: str) -> Shut:
    """Take one computer or recovery sheet off the list, by the beginning of its id. One that is off stays off.

    Raises NotFoundError, AmbiguousIdError, NotJoinedError, OfficerKeyError, OfflineError or a ServerError.
    """
    listed, pen = _begin(ask)
    device = _device(pen.members, listed, prefix)
    is_new = device.revoked_n is None
    if is_new:
        pen.write(Revoked(device=device.id, person=None, cut_offs=()))
    return Shut(person=listed, devices=(DeviceId(device.id),), cancelled=0, changed=is_new)


def revoke_person(ask: OfficerAsk) -> Shut:
    """Take all of somebody's computers and sheets off the list, and cancel their open invites. Raises like above."""
    listed, pen = _begin(ask)
    known = joined_person(pen.members, listed)
    devices = _live(pen.members, listed)
    is_new = known.revoked_n is None or bool(devices)
    if known.revoked_n is None:
        pen.write(Revoked(device=None, person=known.id, cut_offs=()))
    for device in _live(pen.members, listed):
        # Keys that came after the person was revoked: an invite that was still open.
        pen.write(Revoked(device=device.id, person=None, cut_offs=()))
    return _shut(pen, listed, devices, changed=is_new)


def let_go(ask: OfficerAsk) -> Shut:
    """Note that somebody has left: nothing new reaches them or comes from them, and their open invites are cancelled.

    Their notes stay on their own computer, and open there without a network. Raises like above.
    """
    listed, pen = _begin(ask)
    known = joined_person(pen.members, listed)
    devices = _live(pen.members, listed)
    is_new = known.left_n is None
    if is_new:
        pen.write(Left(person=known.id))
    return _shut(pen, listed, devices, changed=is_new)


def cancel_invites(ask: OfficerAsk) -> Shut:
    """Cancel every open invite of somebody. One that was used or cancelled before is left as it is.

    Raises NotFoundError for a name that is not on the list, or on it without the id of an invite.
    """
    listed, pen = _begin(ask)
    if not listed.invites:
        raise NotFoundError("invite")
    return _shut(pen, listed, (), changed=False)


def _begin(ask: OfficerAsk) -> tuple[Listed, Pen]:
    listed = find_listed(read_people(ask.folder), ask.person, ask.role)
    pen = officer_pen(ask.folder, ask.passphrase, ask.transport, ask.now, allow_test_profile=ask.allow_test_profile)
    return listed, pen


def _shut(pen: Pen, listed: Listed, devices: tuple[KnownDevice, ...], *, changed: bool) -> Shut:
    invites = open_invites(pen.members, listed)
    for invite in invites:
        pen.write(InviteCancelled(invite=invite))
    return Shut(
        person=listed,
        devices=tuple(DeviceId(one.id) for one in devices),
        cancelled=len(invites),
        changed=changed or bool(invites),
    )


def _live(members: Members, listed: Listed) -> tuple[KnownDevice, ...]:
    return tuple(one for one in members.devices_of(person_id(listed)) if one.revoked_n is None)


def _device(members: Members, listed: Listed, prefix: str) -> KnownDevice:
    joined_person(members, listed)
    wanted = prefix.strip().casefold()
    found = [one for one in members.devices_of(person_id(listed)) if one.id.hex().startswith(wanted)]
    if not found:
        raise NotFoundError("device")
    if len(found) > 1 or len(wanted) < SHORTEST_PREFIX:
        raise AmbiguousIdError("device")
    return found[0]
