"""What becomes of what somebody who left kept on the server: sealed copies, which it may drop after a while.

Only the server's copies of the person's own space. No computer erases anything because of it, and what was shared stays
with those it was shared with.
"""

from typing import Final

from peerdesk.wire.book import Book
from peerdesk.wire.directory import Entry
from peerdesk.wire.directory_body import EraseAfter
from peerdesk.wire.ids import PersonId
from peerdesk.wire.members import Members
from peerdesk.wire.verdict import Verdict

LEAST_DAYS: Final = 30
DAY_SECONDS: Final = 86_400


def erase_after(book: Book, _entry: Entry, body: EraseAfter) -> Verdict:
    """Note from when on the copies may go: not before somebody left, and then not for thirty days."""
    person = book.people.get(body.person)
    if person is None or person.left_n is None or body.at < earliest(person.left_at):
        return Verdict.UNENTITLED
    if book.erase_after.get(person.id) == body.at:
        return Verdict.REPEATED
    book.erase_after[person.id] = body.at
    book.ever_to_erase.add(person.id)
    return Verdict.COUNTED


def earliest(left_at: int) -> int:
    """Return the first moment at which the copies of somebody who left then may go."""
    return left_at + LEAST_DAYS * DAY_SECONDS


def due_to_go(members: Members, now: int) -> tuple[PersonId, ...]:
    """Return the people whose copies may go at `now`: those who left, and are not back."""
    due = (members.person(person) for person, at in members.erase_after.items() if at <= now)
    return tuple(known.id for known in due if known is not None and known.left_n is not None)
