"""Questions and answers between a client and the hospital server about spaces: push, pull, heads, have, wake.

Every request body and every reply body is one of these messages; `peerdesk.wire.endpoints` has the paths.
A reply with a status of 400 or above carries a `Problem`.
"""

import hashlib
from enum import IntEnum, StrEnum
from typing import Annotated

from msgspec import Meta

from peerdesk.wire.codec import Message
from peerdesk.wire.ids import Bytes32, Counter, Positive, RevisionField, RevisionId, SpaceField
from peerdesk.wire.limits import (
    MAX_ERROR_TEXT_BYTES,
    MAX_FRAME_BYTES,
    MAX_HAVE_IDS,
    MAX_PAGE_REVISIONS,
    MAX_PUSH_REVISIONS,
    MAX_WAKE_SPACES,
)

CHAIN_START = bytes(32)

Frame = Annotated[bytes, Meta(max_length=MAX_FRAME_BYTES)]


def chain_next(chain: bytes, revision: RevisionId) -> bytes:
    """Return the chain value after `revision`. The value before the first is 32 zero bytes."""
    return hashlib.sha256(chain + revision).digest()


class Witness(Message, frozen=True):
    """A point of a space's log that a device was shown: the log's length and the chain over it."""

    seq: Counter
    chain: Bytes32


NOTHING_SEEN = Witness(seq=0, chain=CHAIN_START)


class Outcome(IntEnum):
    """What became of one pushed revision."""

    STORED = 1
    DUPLICATE = 2
    REFUSED = 3


class Refusal(StrEnum):
    """The only reasons to refuse a revision for good. Any other trouble is worth another try."""

    NONE = ""
    TOO_LARGE = "too_large"
    BAD_SIGNATURE = "bad_signature"
    NOT_WRITER = "not_writer"
    NOT_OWNER = "not_owner"


class ProblemCode(StrEnum):
    """Why a whole request was not carried out. The client's words for people are keyed by these."""

    MALFORMED = "malformed"
    TOO_LARGE = "too_large"
    UNKNOWN_SUITE = "unknown_suite"
    UNKNOWN_VERSION = "unknown_version"
    NOT_LOGGED_IN = "not_logged_in"
    LOGIN_FAILED = "login_failed"
    DEVICE_REVOKED = "device_revoked"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    HEAD_MOVED = "head_moved"
    HISTORY_DIVERGED = "history_diverged"
    BAD_SIGNATURE = "bad_signature"
    CHAIN_BROKEN = "chain_broken"
    INVITE_USED = "invite_used"
    INVITE_EXPIRED = "invite_expired"
    INVITE_CANCELLED = "invite_cancelled"
    SIGN_IN_NEEDED = "sign_in_needed"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_AWAY = "sign_in_away"
    SLOW_DOWN = "slow_down"
    FULL = "full"
    INTERNAL = "internal"


class Problem(Message, frozen=True):
    """The body of every reply with a status of 400 or above. `message` is for a log, never for a screen."""

    code: Annotated[str, Meta(max_length=64)]
    message: Annotated[str, Meta(max_length=MAX_ERROR_TEXT_BYTES)] = ""


class PushRequest(Message, frozen=True):
    """`revisions` are whole encoded revisions, verbatim; `witness` is the highest point ever shown here."""

    space: SpaceField
    witness: Witness
    revisions: Annotated[tuple[Frame, ...], Meta(min_length=1, max_length=MAX_PUSH_REVISIONS)]


class Receipt(Message, frozen=True):
    """One per pushed revision, in the order of the request. `seq` is 0 exactly when it was refused."""

    revision: RevisionField
    outcome: Outcome
    seq: Counter
    refusal: Refusal = Refusal.NONE


class PushReply(Message, frozen=True):
    """The receipts, and the head of the space after them, already durable."""

    receipts: Annotated[tuple[Receipt, ...], Meta(max_length=MAX_PUSH_REVISIONS)]
    head: Witness


class PullRequest(Message, frozen=True):
    """Everything of the space after `after`, oldest first, a page at a time."""

    space: SpaceField
    witness: Witness
    after: Counter
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE_REVISIONS)] = MAX_PAGE_REVISIONS


class PullReply(Message, frozen=True):
    """`revisions` have the dense numbers `after` + 1, + 2 ...; `page_end` is the point reached by the last.

    More is waiting exactly when `page_end.seq` is below `head.seq`.
    """

    after: Counter
    revisions: Annotated[tuple[Frame, ...], Meta(max_length=MAX_PAGE_REVISIONS)]
    page_end: Witness
    head: Witness


class HeadsPart(IntEnum):
    """What to hand out first: nothing opens before its key is there, so ask for all keys, and then for the records."""

    KEYS = 1  # every revision of kind `epoch`
    RECORDS = 2  # what is current of everything else


class HeadsRequest(Message, frozen=True):
    """What is current in a space, newest first, a page at a time: so that a new computer can begin at once.

    `at` and `before` are 0 on the first page. From then on `at` is the number that the first reply froze, in both
    parts, and `before` is `next` of the page that was last kept; so a computer that was cut off goes on where it was.
    """

    space: SpaceField
    witness: Witness
    part: HeadsPart
    at: Counter = 0
    before: Counter = 0
    limit: Annotated[int, Meta(ge=1, le=MAX_PAGE_REVISIONS)] = MAX_PAGE_REVISIONS


class Placed(Message, frozen=True):
    """A whole encoded revision, verbatim, and its number in the log."""

    seq: Positive
    revision: Frame


class HeadsReply(Message, frozen=True):
    """`revisions` fall in number and end before `before`; `next` is 0 once the part is through.

    `at` is the frozen point. Whoever has all of it pulls the log from 0 behind the list, and has the whole truth only
    when the chain over it gives `at.chain`. How far this part is: `next` falls from `at.seq` to 0.

    Current is what nothing in the log up to there replaces: no `data` or `erase` of the same record names it as a
    parent, and its record is not erased. An `erase` always is; a `void` replaces nothing. The server knows headers
    only, so this is a good first picture: it may lack what a revision replaced that the reader then does not believe.
    """

    at: Witness
    revisions: Annotated[tuple[Placed, ...], Meta(max_length=MAX_PAGE_REVISIONS)]
    next: Counter


class HaveRequest(Message, frozen=True):
    """Which of these does the server lack? `at` is 0 on the first page, then what the first reply froze."""

    space: SpaceField
    at: Counter
    revisions: Annotated[tuple[RevisionField, ...], Meta(max_length=MAX_HAVE_IDS)]


class HaveReply(Message, frozen=True):
    """`missing` are ids of the request; `at` is the point of the log at which the question was answered."""

    at: Witness
    missing: Annotated[tuple[RevisionField, ...], Meta(max_length=MAX_HAVE_IDS)]


class SpacePoint(Message, frozen=True):
    """How far a device has come in one space."""

    space: SpaceField
    seq: Counter


class WakeRequest(Message, frozen=True):
    """Answered as soon as a space or the directory is past these points, or after `wait_seconds`."""

    spaces: Annotated[tuple[SpacePoint, ...], Meta(max_length=MAX_WAKE_SPACES)]
    directory_n: Counter
    wait_seconds: Annotated[int, Meta(ge=0, le=60)]


class WakeReply(Message, frozen=True):
    """The spaces that are past the asked points, and how long the directory now is."""

    spaces: Annotated[tuple[SpacePoint, ...], Meta(max_length=MAX_WAKE_SPACES)]
    directory_n: Counter


class DirectoryRequest(Message, frozen=True):
    """The directory's entries after number `after`."""

    after: Counter


class DirectoryReply(Message, frozen=True):
    """Entries verbatim, in order, and the head of the whole chain. A page ends at a count or at a size."""

    entries: tuple[bytes, ...]
    head_n: Counter
    head_hash: Bytes32


class AppendRequest(Message, frozen=True):
    """One signed entry, made for the head its `prev` names; `head_moved` when another came first."""

    entry: bytes


class AppendReply(Message, frozen=True):
    """The entry's place in the chain, already durable."""

    n: Positive
    entry_hash: Bytes32
