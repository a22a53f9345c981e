"""What a supervisor says about a shared item. These are records of the supervisor's own: they never touch the note."""

from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.encounter import checked_text
from peerdesk.domain.errors import MissingAnswerError
from peerdesk.domain.ids import PersonId, RecordId, RevisionId
from peerdesk.domain.vocabulary import AckKind

COMMENT_LIMIT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Words about one version of a shared item, by the supervisor or in answer by the peer. `written_at` is UTC."""

    id: RecordId
    author: PersonId
    about: RecordId
    revision: RevisionId | None
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """Seen, thank you, or let's talk. `given_at` is UTC."""

    id: RecordId
    author: PersonId
    about: RecordId
    revision: RevisionId | None
    kind: AckKind
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The supervisor opened a shared item: the peer can see that, and when. `opened_at` is UTC."""

    id: RecordId
    author: PersonId
    about: RecordId
    opened_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The reader's signed receipt that a withdrawn copy is gone from their computer. `removed_at` is UTC."""

    id: RecordId
    author: PersonId
    about: RecordId
    removed_at: datetime


def comment_text(raw: str) -> str:
    """Return a comment that can be sent. Raises MissingAnswerError or TextTooLongError."""
    text = checked_text("text", raw, COMMENT_LIMIT)
    if not text:
        raise MissingAnswerError("text")
    return text
