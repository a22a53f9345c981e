"""Saying that somebody does something else here: a role that was wrong in the invite, or that changed."""

from dataclasses import dataclass

import msgspec

from peerdesk.domain.errors import AmbiguousIdError
from peerdesk.domain.vocabulary import Role
from peerdesk.wire.directory_body import RoleChanged
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.officer_people import find_listed, joined_person
from peerdesk.work.organisation_folder import Listed, read_people, write_people
from peerdesk.work.revoking import OfficerAsk

_ROLES = {Role.PEER: WireRole.PEER, Role.SUPERVISOR: WireRole.SUPERVISOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSaid:
    """Who it is, as they stand on the list now. `changed` is False where the directory said so before."""

    person: Listed
    changed: bool


def change_role(ask: OfficerAsk, role: Role) -> RoleSaid:
    """Write what somebody does from now on. Nothing is shared by it: who supervises whom is said by itself.

    Raises AmbiguousIdError where the list has somebody of that name in that role too, and what other verbs raise.
    """
    people = read_people(ask.folder)
    listed = find_listed(people, ask.person, ask.role)
    if any(one != listed and (one.name, one.role) == (listed.name, role.value) for one in people):
        raise AmbiguousIdError("person")
    pen = officer_pen(ask.folder, ask.passphrase, ask.transport, ask.now, allow_test_profile=ask.allow_test_profile)
    known = joined_person(pen.members, listed)
    changed = known.role is not _ROLES[role]
    if changed:
        pen.write(RoleChanged(person=known.id, role=_ROLES[role]))
    now = msgspec.structs.replace(listed, role=role.value)
    write_people(ask.folder, tuple(now if one == listed else one for one in people))
    return RoleSaid(person=now, changed=changed)
