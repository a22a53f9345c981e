"""A session of supervision and its signature as plain fields, and back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.supervision_log import DIGEST_BYTES, MOST_MINUTES, SessionSignature, SupervisionSession
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_session(session: SupervisionSession) -> Values:
    """Return a session's fields."""
    return {
        "happened_on": session.happened_on.isoformat(),
        "minutes": session.minutes,
        "type": session.type.value,
        "topics": [topic.value for topic in session.topics],
        "next_steps": session.next_steps,
    }


def session_of(record: RecordId, author: PersonId, fields: Fields) -> SupervisionSession:
    """Return a session."""
    if not 1 <= fields["minutes"] <= MOST_MINUTES:
        raise UnreadableFieldError("minutes")
    return SupervisionSession(
        id=record,
        author=author,
        happened_on=reading.day(fields, "happened_on"),
        minutes=fields["minutes"],
        type=reading.code(fields, "type", SessionType),
        topics=reading.codes(fields, "topics", SessionTopic),
        next_steps=fields["next_steps"],
    )


def plain_signature(signature: SessionSignature) -> Values:
    """Return a signature's fields."""
    return {"about": signature.about, "digest": signature.digest, "signed_at": signature.signed_at.isoformat()}


def signature_of(record: RecordId, author: PersonId, fields: Fields) -> SessionSignature:
    """Return a signature. Its time is UTC."""
    return SessionSignature(
        id=record,
        author=author,
        about=RecordId(reading.sized(fields, "about", ID_BYTES)),
        digest=reading.sized(fields, "digest", DIGEST_BYTES),
        signed_at=reading.time(fields, "signed_at"),
    )
