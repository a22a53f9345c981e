"""Letting the server drop what somebody who left kept there: its sealed copies, some time after, and no more."""

from dataclasses import dataclass

from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.wire.directory_body import EraseAfter
from peerdesk.wire.leaving import DAY_SECONDS, LEAST_DAYS
from peerdesk.work.directory_pen import officer_pen
from peerdesk.work.officer_people import find_listed, joined_person
from peerdesk.work.organisation_folder import Listed, read_people
from peerdesk.work.revoking import OfficerAsk


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedAfter:
    """From when on, in seconds since 1970. `changed` is False where the directory said so before."""

    person: Listed
    at: int
    changed: bool


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
