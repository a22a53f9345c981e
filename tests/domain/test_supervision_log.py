"""A session of supervision: what may be written down, what a signature stands under, and the hours."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import BadDateError, BadValueError, TextTooLongError, UnknownCodeError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.supervision_log import (
    MOST_MINUTES,
    SessionDraft,
    SessionSignature,
    Signed,
    SupervisionSession,
    begin_session,
    by_month,
    session_digest,
    signed_by_other,
)
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType

DEVON, TOMAS = PersonId(b"d" * 16), PersonId(b"t" * 16)
TODAY = date(2026, 11, 21)
SESSION = SupervisionSession(
    id=RecordId(b"s" * 16),
    author=TOMAS,
    happened_on=TODAY,
    minutes=45,
    type=SessionType.INDIVIDUAL,
    topics=(SessionTopic.ENCOUNTER, SessionTopic.CELEBRATION),
    next_steps="Talk with the unit about quiet rooms",
)
SESSIONS = st.builds(
    SupervisionSession,
    id=st.sampled_from([RecordId(b"s" * 16), RecordId(b"u" * 16)]),
    author=st.sampled_from([DEVON, TOMAS]),
    happened_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    minutes=st.integers(1, MOST_MINUTES),
    type=st.sampled_from(SessionType),
    topics=st.lists(st.sampled_from(SessionTopic), unique=True, max_size=3).map(tuple),
    next_steps=st.text(alphabet="ab,1", max_size=4),
)


def signature(by: PersonId, session: SupervisionSession = SESSION) -> SessionSignature:
    return SessionSignature(
        id=RecordId(b"x" * 16),
        author=by,
        about=session.id,
        digest=session_digest(session),
        signed_at=datetime(2026, 11, 22, tzinfo=UTC),
    )


def test_how_long_it_was_is_all_that_has_to_be_said() -> None:
    made = begin_session(SessionDraft(minutes=45), record=SESSION.id, author=TOMAS, today=TODAY)
    assert made == replace(SESSION, topics=(), next_steps="")


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (SessionDraft(minutes=0), BadValueError),
        (SessionDraft(minutes=MOST_MINUTES + 1), BadValueError),
        (SessionDraft(minutes=45, type="appraisal"), UnknownCodeError),
        (SessionDraft(minutes=45, topics=("performance",)), UnknownCodeError),
        (SessionDraft(minutes=45, next_steps="x" * 281), TextTooLongError),
        (SessionDraft(minutes=45, on="yesterday"), BadDateError),
    ],
)
def test_what_cannot_be_kept_is_said_by_its_field(draft: SessionDraft, error: type[Exception]) -> None:
    with pytest.raises(error):
        begin_session(draft, record=SESSION.id, author=TOMAS, today=TODAY)


def test_the_digest_of_a_session_is_what_it_always_was() -> None:
    """Signatures that were given name it, so it is the same for ever."""
    assert session_digest(SESSION).hex() == "bd1ef5d3ce0965f2ac96b83c72453401b1cbf542e5a5b5bb9fd35b6ed9207f8c"


@given(one=SESSIONS, other=SESSIONS)
def test_two_sessions_have_one_digest_only_if_they_say_the_same(
    one: SupervisionSession, other: SupervisionSession
) -> None:
    assert (session_digest(one) == session_digest(other)) is (one == other)


def test_only_the_other_one_signs_and_only_what_it_says_now() -> None:
    assert signed_by_other(SESSION, [])[0] is Signed.NOT_YET
    assert signed_by_other(SESSION, [signature(TOMAS)])[0] is Signed.NOT_YET
    assert signed_by_other(SESSION, [signature(DEVON)])[0] is Signed.BOTH
    changed = replace(SESSION, minutes=90)
    state, last = signed_by_other(changed, [signature(DEVON)])
    assert state is Signed.CHANGED
    assert last == signature(DEVON)
    assert signed_by_other(changed, [signature(DEVON), signature(DEVON, changed)])[0] is Signed.BOTH
    another = replace(SESSION, id=RecordId(b"u" * 16))
    assert signed_by_other(another, [signature(DEVON)])[0] is Signed.NOT_YET


def test_the_hours_of_a_month_are_its_minutes_and_those_that_both_signed() -> None:
    before = replace(SESSION, happened_on=date(2026, 10, 3), minutes=30)
    months = by_month(
        [(SESSION, Signed.BOTH), (replace(SESSION, minutes=15), Signed.CHANGED), (before, Signed.NOT_YET)]
    )
    assert [(one.month, one.minutes, one.signed_minutes) for one in months] == [("2026-11", 60, 45), ("2026-10", 30, 0)]
