"""Who supervises whom: naming a supervisor for a peer, a change, a stand-in with an end, and the end of it.

It never shares anything. What a peer has shared stays shared until the peer takes it back, and what a new supervisor
receives is the peer's to choose.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from peerdesk.domain.errors import BadValueError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.transport import Transport
from peerdesk.wire.book import Link
from peerdesk.wire.directory_body import Confirmed, Supervisor
from peerdesk.wire.ids import PersonId
from peerdesk.wire.members import Members
from peerdesk.wire.supervision import ENDED
from peerdesk.work.directory_pen import Pen, officer_pen
from peerdesk.work.officer_people import find_listed, joined_person, links_of, person_id
from peerdesk.work.organisation_folder import Listed, read_people, write_people


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A peer, a supervisor, and the terms. `until` is aware; `cover` marks a stand-in, who replaces nobody.

    `beside` says that those who supervise the peer now go on.
    """

    peer: str
    supervisor: str
    until: datetime | None = None
    cover: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What became of it. `ended` are the names of those who supervised the peer until now.

    `awaited`: the supervisor has not joined yet. `changed` is False where the directory said all of it before.
    """

    peer: Listed
    supervisor: Listed
    until: datetime | None
    cover: bool
    ended: tuple[str, ...]
    awaited: bool
    changed: bool


def assign(
    folder: Path,
    passphrase: str,
    wanted: Assignment,
    transport: Transport,
    now: datetime,
    *,
    allow_test_profile: bool = False,
) -> Assigned:
    """Name a supervisor for a peer. Those without a stand-in's end are replaced, unless they go on beside.

    A supervisor who has joined is confirmed with it. Raises BadValueError for an end that is over or missing,
    NotFoundError and AmbiguousIdError for names, NotJoinedError for a peer who has not joined.
    """
    _check_end(wanted, now)
    people = read_people(folder)
    peer = find_listed(people, wanted.peer, Role.PEER)
    supervisor = find_listed(people, wanted.supervisor, Role.SUPERVISOR)
    pen = officer_pen(folder, passphrase, transport, now, allow_test_profile=allow_test_profile)
    joined_person(pen.members, peer)
    before = pen.directory.head
    until = None if wanted.until is None else int(wanted.until.timestamp())
    _say_terms(pen, peer, supervisor, until, cover=wanted.cover)
    known = pen.members.person(person_id(supervisor))
    if known is not None and known.confirmed_n is None:
        pen.write(Confirmed(person=known.id))
    # The new one first: cut short in between, the peer has two for a while, and never none.
    ended = () if wanted.cover or wanted.beside else _end_others(pen, people, peer, supervisor)
    if not wanted.cover:
        _note(folder, people, peer, supervisor.person)
    return Assigned(
        peer=peer,
        supervisor=supervisor,
        until=wanted.until,
        cover=wanted.cover,
        ended=ended,
        awaited=known is None,
        changed=pen.directory.head != before,
    )


def end_supervision(
    folder: Path,
    passphrase: str,
    peer: str,
    supervisor: str,
    transport: Transport,
    now: datetime,
    *,
    allow_test_profile: bool = False,
) -> Assigned:
    """End what is between a peer and a supervisor, at once. What has ended stays ended. Raises like `assign`."""
    people = read_people(folder)
    who, whom = find_listed(people, peer, Role.PEER), find_listed(people, supervisor, Role.SUPERVISOR)
    pen = officer_pen(folder, passphrase, transport, now, allow_test_profile=allow_test_profile)
    held = _link(pen.members, person_id(who), person_id(whom), pen.at)
    if held is not None:
        _end(pen, held)
    if who.supervisor == whom.person:
        _note(folder, people, who, None)
    return Assigned(
        peer=who,
        supervisor=whom,
        until=now,
        cover=held is not None and held.cover,
        ended=(whom.name,) if held is not None else (),
        awaited=pen.members.person(person_id(whom)) is None,
        changed=held is not None,
    )


def _check_end(wanted: Assignment, now: datetime) -> None:
    if wanted.cover and wanted.until is None:
        raise BadValueError("until", "the last day of the cover")
    if wanted.until is not None and wanted.until <= now:
        raise BadValueError("until", "a day that is not over")


def _say_terms(pen: Pen, peer: Listed, supervisor: Listed, until: int | None, *, cover: bool) -> None:
    held = _link(pen.members, person_id(peer), person_id(supervisor), pen.at)
    if held is None or (held.until, held.cover) != (until, cover):
        pen.write(Supervisor(peer=person_id(peer), supervisor=person_id(supervisor), until=until, cover=cover))


def _end_others(pen: Pen, people: tuple[Listed, ...], peer: Listed, kept: Listed) -> tuple[str, ...]:
    names = {person_id(one): one.name for one in people}
    others = [
        link
        for link in links_of(pen.members, person_id(peer), pen.at)
        if link.supervisor != person_id(kept) and not link.cover
    ]
    for link in others:
        _end(pen, link)
    return tuple(names.get(link.supervisor, link.supervisor.hex()) for link in others)


def _end(pen: Pen, link: Link) -> None:
    pen.write(Supervisor(peer=link.peer, supervisor=link.supervisor, until=ENDED, cover=link.cover))


def _link(members: Members, peer: PersonId, supervisor: PersonId, at: int) -> Link | None:
    return next((link for link in links_of(members, peer, at) if link.supervisor == supervisor), None)


def _note(folder: Path, people: tuple[Listed, ...], peer: Listed, supervisor: str | None) -> None:
    """Keep on the list whom the next invite of this peer names."""
    noted = msgspec.structs.replace(peer, supervisor=supervisor)
    write_people(folder, tuple(noted if one is peer else one for one in people))
