"""What the hospital's officer does: found the organisation, invite people, see who joined, confirm who they are.

All of it happens on the officer's own machine. The server never makes an invite and never sees one.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from peerdesk.crypto.identity import OfficerKey
from peerdesk.crypto.signing import Signer as SigningKey
from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.address import read_address
from peerdesk.sync.transport import Transport
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.codec import encode
from peerdesk.wire.directory_body import Confirmed
from peerdesk.wire.invite import Invite, invite_qr, invite_text
from peerdesk.wire.invite_certificate import InviteCertificate, certificate_statement
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.wire.statement import SUITE
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.founding import Founded, init_organisation
from peerdesk.work.naming import checked_name
from peerdesk.work.officer_people import KnownToOfficer, find_listed, joined_person, org_people, person_id
from peerdesk.work.organisation_folder import (
    Listed,
    OfficerSecret,
    known_directory,
    read_people,
    read_public,
    unlock_officer,
    write_people,
)

__all__ = [
    "Founded",
    "Invitation",
    "Issued",
    "KnownToOfficer",
    "confirm",
    "init_organisation",
    "make_invite",
    "org_people",
]

INVITE_LASTS: Final = timedelta(hours=72)
_ROLES: Final = {Role.PEER: WireRole.PEER, Role.SUPERVISOR: WireRole.SUPERVISOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Whom the officer wants to invite, as what, and to which server. `supervisor` is a name on the officer's list.

    `pin` is the SHA-256 of the server's certificate (DER), or empty where the computers trust it anyway.
    """

    server: str
    person: str
    role: Role
    supervisor: str = ""
    pin: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An invite that was made. `text` is the file to hand over, and `qr` what a QR code of it shows.

    Both are secrets until one of them has been used.
    """

    person: PersonId
    name: str
    role: Role
    expires: datetime
    text: str = field(repr=False)
    qr: str = field(repr=False)


def make_invite(
    folder: Path, passphrase: str, wanted: Invitation, now: datetime, *, allow_test_profile: bool = False
) -> Issued:
    """Make an invite for one person, good for 72 hours. The same name and role is the same person, invited again.

    Raises NotFoundError for a supervisor who was never invited, ServerRefusedError for an address that is none.
    """
    read_address(wanted.server)
    people = read_people(folder)
    supervisor = find_listed(people, wanted.supervisor, Role.SUPERVISOR) if wanted.supervisor else None
    secret = unlock_officer(folder, passphrase, allow_test_profile=allow_test_profile)
    one_time = secrets.token_bytes(32)
    before, listed = _listed(people, wanted, supervisor, now + INVITE_LASTS, SigningKey(one_time).public)
    invite = _invite(folder, secret, listed, wanted, one_time, supervisor.name if supervisor else "")
    # The list first: somebody whom nobody remembers could not be named as a supervisor later.
    write_people(folder, (*(one for one in people if one is not before), listed))
    sentence = f"An invite to PeerDesk for {listed.name}. It opens one desk, once, within 72 hours."
    return Issued(
        person=PersonId(bytes.fromhex(listed.person)),
        name=listed.name,
        role=wanted.role,
        expires=now + INVITE_LASTS,
        text=invite_text(invite, sentence),
        qr=invite_qr(invite),
    )


def confirm(
    folder: Path,
    passphrase: str,
    person: str,
    transport: Transport,
    now: datetime,
    *,
    role: Role | None = None,
    allow_test_profile: bool = False,
) -> None:
    """Sign into the directory that this person is who they say. Somebody who is confirmed already stays so.

    Raises NotFoundError for a name that is not on the list, AmbiguousIdError for one that is there in both roles and
    no `role`, NotJoinedError before they have joined.
    """
    listed = find_listed(read_people(folder), person, role)
    pen = officer_pen(folder, passphrase, transport, now, allow_test_profile=allow_test_profile)
    if joined_person(pen.members, listed).confirmed_n is None:
        pen.write(Confirmed(person=person_id(listed)))


def _listed(
    people: tuple[Listed, ...], wanted: Invitation, supervisor: Listed | None, expires: datetime, one_time_public: bytes
) -> tuple[Listed | None, Listed]:
    """Return the line that was there for this person, if any, and the new one."""
    name = checked_name("person", wanted.person)
    before = next((one for one in people if one.name == name and one.role == wanted.role.value), None)
    listed = Listed(
        name=name,
        person=before.person if before else secrets.token_hex(wire_ids.ID_BYTES),
        role=wanted.role.value,
        supervisor=supervisor.person if supervisor else None,
        expires=int(expires.timestamp()),
        invites=(*(before.invites if before else ()), wire_ids.invite_id(one_time_public).hex()),
    )
    return before, listed


def _invite(
    folder: Path, secret: OfficerSecret, listed: Listed, wanted: Invitation, one_time: bytes, supervisor: str
) -> Invite:
    certificate = _certificate(folder, listed, SigningKey(one_time).public, secret.key)
    return Invite(
        suite=SUITE,
        certificate=certificate,
        signature=secret.key.signer().sign(certificate_statement(certificate)),
        one_time_seed=one_time,
        name_key=secret.name_key,
        organisation=read_public(folder)[0],
        server=wanted.server.strip(),
        pin=wanted.pin,
        person_name=listed.name,
        supervisor_name=supervisor,
    )


def _certificate(folder: Path, listed: Listed, one_time_public: bytes, officer: OfficerKey) -> bytes:
    directory, _ = known_directory(folder)
    n, newest = directory.head
    return encode(
        InviteCertificate(
            suite=SUITE,
            root=read_public(folder)[1],
            person=wire_ids.PersonId(bytes.fromhex(listed.person)),
            role=_ROLES[Role(listed.role)],
            supervisor=wire_ids.PersonId(bytes.fromhex(listed.supervisor)) if listed.supervisor else None,
            expires=listed.expires,
            one_time_public=one_time_public,
            directory_n=n,
            directory_hash=newest[:16],
            officer=officer.id(),
        )
    )
