"""The log of supervision: a session that one of the two writes down and the other signs.

Whoever writes it signs by writing: the record is theirs, and nobody else's device can make or change it. The other one
signs with a record of their own, which names the digest of exactly what they were shown. A change afterwards has
another digest, so it shows. Nothing here is about an individual, and nothing here touches a note.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from peerdesk.domain.encounter import checked_text, code, codes, day
from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType

MOST_MINUTES: Final = 480
NEXT_STEPS_LIMIT: Final = 280
DIGEST_BYTES: Final = 32
_LABEL: Final = b"PD1 supervision session"


class ChangedMeanwhileError(NotAllowedError):
    """The session is not any more what its reader was shown, so it is not signed."""

    code = "changed_meanwhile"


class Signed(StrEnum):
    """Whether the other one has signed what stands here now."""

    NOT_YET = "not_yet"
    BOTH = "both"
    CHANGED = "changed"
    """They signed something else: it was changed since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """What stands in the form, unchecked. `on` is a day, empty for today."""

    minutes: int
    type: str = SessionType.INDIVIDUAL.value
    topics: tuple[str, ...] = ()
    next_steps: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionSession:
    """A session as it is kept. `author` is whoever wrote it down; the other one is whoever shares that space."""

    id: RecordId
    author: PersonId
    happened_on: date
    minutes: int
    type: SessionType
    topics: tuple[SessionTopic, ...] = ()
    next_steps: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSignature:
    """The other one's word that a session was as it is written. `digest`: of what they signed. `signed_at` is UTC."""

    id: RecordId
    author: PersonId
    about: RecordId
    digest: bytes
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfSupervision:
    """The minutes of one month between two people, and how many of them both have signed. `month` is YYYY-MM."""

    month: str
    minutes: int
    signed_minutes: int


def begin_session(draft: SessionDraft, *, record: RecordId, author: PersonId, today: date) -> SupervisionSession:
    """Check a draft and return the session. Raises an InputRefusedError that names the field."""
    if not 1 <= draft.minutes <= MOST_MINUTES:
        raise BadValueError("minutes", f"a whole number from 1 to {MOST_MINUTES}")
    return SupervisionSession(
        id=record,
        author=author,
        happened_on=day("on", draft.on) if draft.on else today,
        minutes=draft.minutes,
        type=code("type", draft.type, SessionType, required=True),
        topics=codes("topics", draft.topics, SessionTopic),
        next_steps=checked_text("next_steps", draft.next_steps, NEXT_STEPS_LIMIT),
    )


def session_digest(session: SupervisionSession) -> bytes:
    """Return the 32 bytes that name exactly what a session says, and who says it.

    Every part is behind its length, so that no two sessions have the same bytes under the digest.
    """
    parts = (
        session.author,
        session.id,
        session.happened_on.isoformat().encode(),
        str(session.minutes).encode(),
        session.type.value.encode(),
        ",".join(topic.value for topic in session.topics).encode(),
        session.next_steps.encode(),
    )
    said = b"".join(len(part).to_bytes(4, "big") + part for part in (_LABEL, *parts))
    return hashlib.sha256(said).digest()


def signed_by_other(
    session: SupervisionSession, signatures: Iterable[SessionSignature]
) -> tuple[Signed, SessionSignature | None]:
    """Return whether the other one has signed what a session says, and the signature that says so.

    Where they signed something else, it is their last one. What its author says about their own session counts nothing.
    """
    digest = session_digest(session)
    theirs = [one for one in signatures if one.about == session.id and one.author != session.author]
    for one in theirs:
        if one.digest == digest:
            return Signed.BOTH, one
    return (Signed.CHANGED, theirs[-1]) if theirs else (Signed.NOT_YET, None)


def by_month(sessions: Iterable[tuple[SupervisionSession, Signed]]) -> tuple[MonthOfSupervision, ...]:
    """Return the minutes of each month that has any, the newest month first."""
    every: dict[str, int] = {}
    signed: dict[str, int] = {}
    for session, state in sessions:
        month = session.happened_on.isoformat()[:7]
        every[month] = every.get(month, 0) + session.minutes
        signed[month] = signed.get(month, 0) + (session.minutes if state is Signed.BOTH else 0)
    return tuple(
        MonthOfSupervision(month=month, minutes=every[month], signed_minutes=signed[month])
        for month in sorted(every, reverse=True)
    )
