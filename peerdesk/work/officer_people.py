"""The officer's list of people, beside what the directory says of each of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from peerdesk.domain.errors import AmbiguousIdError, NotFoundError, NotJoinedError
from peerdesk.domain.ids import DeviceId, PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.book import KnownPerson, Link
from peerdesk.wire.directory import SignerRole
from peerdesk.wire.directory_body import (
    Body,
    Confirmed,
    EntryKind,
    Joined,
    Left,
    Recovered,
    Revoked,
    RoleChanged,
    Supervisor,
)
from peerdesk.wire.invite_certificate import parse_certificate
from peerdesk.wire.members import InviteFate, Members
from peerdesk.wire.membership import Directory, Effect
from peerdesk.wire.verdict import Verdict
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.moments import moment_of
from peerdesk.work.organisation_folder import Listed, known_directory, read_people


class Flag(StrEnum):
    """What the officer should look into about somebody."""

    INVITE_USED_TWICE = "invite_used_twice"
    """Somebody else came with an invite that had been used."""
    JOINED_AGAIN = "joined_again"
    """They used a second invite, with other keys than before."""
    INVITE_NOT_GOOD = "invite_not_good"
    """They have not joined: the invite that was used was by an officer who was replaced, or may not invite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervising:
    """One supervisor of a peer. `until` is aware UTC, None for an open end; `cover` marks a stand-in."""

    supervisor: PersonId
    until: datetime | None
    cover: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDevice:
    """A computer or a recovery sheet of somebody. `live`: it may speak and read now."""

    id: DeviceId
    is_paper: bool
    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownToOfficer:
    """Somebody on the officer's list, as far as the directory is known here. `expires` is of the newest invite.

    `recovery`: they let the hospital's recovery key read what they keep now. `supervisor` is the one without a
    stand-in's end; before somebody has joined, the one that their invite names.
    """

    person: PersonId
    name: str
    role: Role
    supervisor: PersonId | None
    expires: datetime
    joined: bool
    confirmed: bool
    left: bool = False
    revoked: bool = False
    invite_open: bool = False
    recovery: bool = False
    supervisors: tuple[Supervising, ...] = ()
    devices: tuple[ListedDevice, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidEntry:
    """One entry of the directory. Every verdict but `counted` means that its signer had no right to say it.

    `said_at` is the time that it claims, aware UTC; `by` the role of its signer. `person` is whom it is about, where
    that is one person. `is_settled`: by an officer who was replaced, so that it was decided already that it does not
    count. `hash` names the entry and all before it.
    """

    n: int
    said_at: datetime
    kind: str
    by: str
    verdict: Verdict
    person: PersonId | None
    is_settled: bool = False
    hash: bytes = b""


def org_people(
    folder: Path,
    now: datetime,
    passphrase: str = "",
    transport: Transport | None = None,
    *,
    allow_test_profile: bool = False,
) -> tuple[KnownToOfficer, ...]:
    """Return everybody on the list; with a transport the directory is brought up to date first."""
    if transport is not None:
        officer_pen(folder, passphrase, transport, now, allow_test_profile=allow_test_profile)
    directory, _ = known_directory(folder)
    at = int(now.timestamp())
    return tuple(_known(one, directory, at) for one in read_people(folder))


def said_entries(folder: Path) -> tuple[SaidEntry, ...]:
    """Return the directory entry by entry, as far as it is known here, oldest first."""
    directory, _ = known_directory(folder)
    said = (_said(effect, directory.members) for effect in directory.effects)
    return tuple(replace(one, hash=directory.hash_at(one.n) or b"") for one in said)


def ignored_entries(folder: Path) -> tuple[SaidEntry, ...]:
    """Return those of them that count for nothing."""
    return tuple(one for one in said_entries(folder) if one.verdict is not Verdict.COUNTED)


def find_listed(people: Iterable[Listed], name: str, role: Role | None = None) -> Listed:
    """Return the one person of that name on the list. Raises NotFoundError.

    Raises AmbiguousIdError for somebody who is on it both as a peer and as a supervisor, where no role is named.
    """
    wanted = " ".join(name.split()).casefold()
    found = [one for one in people if one.name.casefold() == wanted and (role is None or one.role == role.value)]
    if not found:
        raise NotFoundError("person")
    if len(found) > 1:
        raise AmbiguousIdError("person")
    return found[0]


def person_id(listed: Listed) -> wire_ids.PersonId:
    """Return the id that the directory knows somebody by."""
    return wire_ids.PersonId(bytes.fromhex(listed.person))


def joined_person(members: Members, listed: Listed) -> KnownPerson:
    """Return somebody on the list as the directory knows them. Raises NotJoinedError before they have joined."""
    known = members.person(person_id(listed))
    if known is None:
        raise NotJoinedError("person")
    return known


def links_of(members: Members, peer: wire_ids.PersonId, at: int) -> tuple[Link, ...]:
    """Return the supervision of a peer that holds at `at`, in seconds since 1970, with whoever has not joined yet."""
    return tuple(link for link in members.links if link.peer == peer and link.holds_at(at))


def _known(listed: Listed, directory: Directory, at: int) -> KnownToOfficer:
    members, person = directory.members, person_id(listed)
    known = members.person(person)
    links = tuple(link for link in links_of(members, person, at) if _is_here(members, link))
    named = PersonId(bytes.fromhex(listed.supervisor)) if listed.supervisor else None
    regular = next((PersonId(link.supervisor) for link in links if not link.cover), None)
    return KnownToOfficer(
        person=PersonId(person),
        name=listed.name,
        role=Role(listed.role),
        supervisor=named if known is None else regular,
        expires=moment_of(listed.expires),
        joined=known is not None,
        confirmed=known is not None and known.confirmed_n is not None,
        left=known is not None and known.left_n is not None,
        revoked=known is not None and known.revoked_n is not None,
        invite_open=at <= listed.expires and bool(open_invites(members, listed)),
        recovery=members.recovery.in_force(person) is not None,
        supervisors=tuple(_supervising(link) for link in links),
        devices=tuple(
            ListedDevice(id=DeviceId(one.id), is_paper=one.is_paper, live=members.is_live(one.id))
            for one in members.devices_of(person)
        ),
        flags=tuple(_flags(known, directory, person)),
    )


def open_invites(members: Members, listed: Listed) -> tuple[wire_ids.InviteId, ...]:
    """Return the invites of somebody that were neither used nor cancelled, whatever their date."""
    ids = (wire_ids.InviteId(bytes.fromhex(one)) for one in listed.invites)
    return tuple(one for one in ids if members.invite_is(one) is InviteFate.OPEN)


def _is_here(members: Members, link: Link) -> bool:
    supervisor = members.person(link.supervisor)
    return supervisor is None or supervisor.is_active


def _supervising(link: Link) -> Supervising:
    until = None if link.until is None else moment_of(link.until)
    return Supervising(supervisor=PersonId(link.supervisor), until=until, cover=link.cover)


def _flags(known: KnownPerson | None, directory: Directory, person: wire_ids.PersonId) -> Iterable[Flag]:
    tried = {e.verdict for e in directory.ignored if isinstance(e.body, Joined) and _about(e.body) == person}
    if Verdict.SECOND_REDEMPTION in tried:
        yield Flag.INVITE_USED_TWICE
    if Verdict.UNENTITLED in tried and known is None:
        yield Flag.INVITE_NOT_GOOD
    if known is not None and known.rejoined_n is not None:
        yield Flag.JOINED_AGAIN


def _said(effect: Effect, members: Members) -> SaidEntry:
    about, kind, signer = _about(effect.body), effect.entry.kind, effect.entry.signer
    by_officer = signer.role is SignerRole.OFFICER
    return SaidEntry(
        n=effect.n,
        said_at=moment_of(effect.entry.at),
        kind=EntryKind(kind).name.lower() if kind in set(EntryKind) else "unknown",
        by=signer.role.name.lower(),
        verdict=effect.verdict,
        person=PersonId(about) if about is not None else None,
        is_settled=by_officer and wire_ids.OfficerId(signer.id) in members.replaced,
    )


def _about(body: Body | None) -> wire_ids.PersonId | None:
    match body:
        case Joined():
            return parse_certificate(body.certificate).person
        case Confirmed() | Left() | Revoked() | Recovered() | RoleChanged():
            return body.person
        case Supervisor():
            return body.peer
        case _:
            return None
