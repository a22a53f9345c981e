"""Letting the server drop what somebody who left kept there: its sealed copies, some time after, and no more."""

from dataclasses import dataclass
from pathlib import Path

from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.wire.directory_body import EraseAfter
from peerdesk.wire.leaving import DAY_SECONDS, LEAST_DAYS
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.officer_people import find_listed, joined_person, person_id
from peerdesk.work.organisation_folder import Listed, known_directory, read_people
from peerdesk.work.policy_making import known_policy
from peerdesk.work.revoking import OfficerAsk


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedAfter:
    """From when on, in seconds since 1970. `changed` is False where the directory said so before."""

    person: Listed
    at: int
    changed: bool


def days_of_policy(folder: Path) -> int:
    """Return after how many days the hospital's policy wants the copies dropped; thirty where it says nothing."""
    return max(LEAST_DAYS, known_policy(folder).retention_days or LEAST_DAYS)


def left_without_a_day(folder: Path) -> tuple[Listed, ...]:
    """Return who has left and is kept without an end, where the policy has one. The officer decides, and no clock."""
    if known_policy(folder).retention_days is None:
        return ()
    members = known_directory(folder)[0].members
    known = ((one, members.person(person_id(one))) for one in read_people(folder))
    return tuple(
        one
        for one, person in known
        if person is not None and person.left_n is not None and person.id not in members.erase_after
    )


def erase_after(ask: OfficerAsk, days: int) -> ErasedAfter:
    """Let the server drop what somebody kept there, so many days after they left.

    Raises BadValueError for fewer than thirty days, NotAllowedError for somebody who has not left, and what the other
    verbs of an officer raise.
    """
    if days < LEAST_DAYS:
        raise BadValueError("days", f"{LEAST_DAYS} days or more")
    listed = find_listed(read_people(ask.folder), ask.person, ask.role)
    pen = officer_pen(ask.folder, ask.passphrase, ask.transport, ask.now, allow_test_profile=ask.allow_test_profile)
    known = joined_person(pen.members, listed)
    if known.left_n is None:
        raise NotAllowedError("not_left")
    at = known.left_at + days * DAY_SECONDS
    changed = pen.members.erase_after.get(known.id) != at
    if changed:
        pen.write(EraseAfter(person=known.id, at=at))
    return ErasedAfter(person=listed, at=at, changed=changed)
