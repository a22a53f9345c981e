"""The log of supervision: one of the two writes, the other signs, both see the same, and nobody else anything."""

import os

import pytest

from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.supervision_log import ChangedMeanwhileError, SessionDraft, Signed
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Left, Supervisor
from peerdesk.wire.supervision import ENDED
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.supervision_log import (
    LoggedSession,
    change_session,
    evidence_csv,
    find_partner,
    find_session,
    hours,
    how_many_to_sign,
    log_session,
    logged_session,
    partners,
    same_day,
    sessions_with,
    sign_session,
    signed_and_gone,
    take_session_back,
)
from tests.support.hospital import clock
from tests.work.test_taking_back import everything_in
from tests.work.ward import Pair, officer_says

DRAFT = SessionDraft(minutes=45, topics=("boundaries", "hard_encounter"), next_steps="Talk with the zebra unit")


def with_other(vault: Vault) -> tuple[LoggedSession, ...]:
    return sessions_with(vault, find_partner(vault, "", clock()), clock())


def log(vault: Vault, draft: SessionDraft = DRAFT) -> RecordId:
    return log_session(vault, draft, find_partner(vault, "", clock()), clock(), os.urandom).session.id


def sign(vault: Vault, session: RecordId) -> None:
    sign_session(vault, session, logged_session(vault, session, clock()).digest, clock(), os.urandom)


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """The two, who know of each other."""
    pair.meet()
    return pair


@pytest.fixture(params=["devon", "tomas"])
def written(request: pytest.FixtureRequest, pair: Pair) -> tuple[Vault, Vault, RecordId]:
    """A session that has reached the other one: whose vault wrote it, whose will sign."""
    author, other = (pair.devon, pair.tomas) if request.param == "devon" else (pair.tomas, pair.devon)
    session = log(author)
    pair.meet()
    return author, other, session


def test_either_writes_and_the_other_one_signs_and_both_see_the_same(
    pair: Pair, written: tuple[Vault, Vault, RecordId]
) -> None:
    author, other, session = written
    for vault in (author, other):
        (shown,) = with_other(vault)
        assert shown.session.next_steps == DRAFT.next_steps
        assert shown.is_mine is (vault is author)
        assert shown.signed is Signed.NOT_YET
    sign(other, session)
    sign(other, session)
    pair.meet()
    for vault in (author, other):
        (shown,) = with_other(vault)
        assert shown.signed is Signed.BOTH
        assert [(one.minutes, one.signed_minutes) for one in hours(with_other(vault))] == [(45, 45)]
        with vault.read() as tx:
            (signature,) = tx.sessions.signatures(tx.sessions.get(session).space)
            assert signature.author != shown.session.author


def test_a_change_afterwards_shows_until_it_is_signed_anew(pair: Pair, written: tuple[Vault, Vault, RecordId]) -> None:
    author, other, session = written
    sign(other, session)
    pair.meet()
    change_session(author, session, SessionDraft(minutes=90), clock())
    assert [one.signed for one in with_other(author)] == [Signed.CHANGED]
    pair.meet()
    (shown,) = with_other(other)
    assert (shown.session.minutes, shown.session.topics, shown.signed) == (90, (), Signed.CHANGED)
    assert [(one.minutes, one.signed_minutes) for one in hours(with_other(other))] == [(90, 0)]
    assert evidence_csv(with_other(other)) == ("date,minutes\n", 0)
    sign(other, session)
    pair.meet()
    assert [one.signed for one in with_other(author)] == [Signed.BOTH]


def test_nobody_signs_their_own_or_what_they_have_not_seen_or_changes_the_other_ones(
    pair: Pair, written: tuple[Vault, Vault, RecordId]
) -> None:
    author, other, session = written
    seen = logged_session(other, session, clock()).digest
    with pytest.raises(NotAllowedError):
        sign_session(author, session, seen, clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        change_session(other, session, DRAFT, clock())
    with pytest.raises(NotAllowedError):
        take_session_back(other, session)
    change_session(author, session, SessionDraft(minutes=50), clock())
    pair.meet()
    with pytest.raises(ChangedMeanwhileError):
        sign_session(other, session, seen, clock(), os.urandom)
    assert [one.signed for one in with_other(other)] == [Signed.NOT_YET]


def test_what_was_logged_by_mistake_is_taken_away_until_it_was_signed(pair: Pair) -> None:
    mistaken, signed = log(pair.tomas), log(pair.tomas)
    pair.meet()
    sign(pair.devon, signed)
    pair.meet()
    take_session_back(pair.tomas, mistaken)
    with pytest.raises(NotAllowedError):
        take_session_back(pair.tomas, signed)
    pair.meet()
    for vault in (pair.devon, pair.tomas):
        assert [one.session.id for one in with_other(vault)] == [signed]
    never_sent = log(pair.devon)
    take_session_back(pair.devon, never_sent)
    with pytest.raises(NotFoundError):
        find_session(pair.devon, never_sent.hex())


def test_what_was_signed_and_taken_away_all_the_same_is_told(pair: Pair) -> None:
    """Tomas has not heard of the signature when he takes it away: then it is not there, and Devon knows it was."""
    session, other = log(pair.tomas), log(pair.tomas)
    pair.meet()
    for one in (session, other):
        sign(pair.devon, one)
    take_session_back(pair.tomas, session)
    pair.meet()
    pair.meet()
    assert [one.session.id for one in with_other(pair.devon)] == [other]
    assert signed_and_gone(pair.devon, pair.reader) == 1
    assert signed_and_gone(pair.tomas, find_partner(pair.tomas, "", clock())) == 0


def test_what_waits_to_be_signed_is_counted_for_whoever_signs(
    pair: Pair, written: tuple[Vault, Vault, RecordId]
) -> None:
    author, other, session = written
    assert (how_many_to_sign(author), how_many_to_sign(other)) == (0, 1)
    sign(other, session)
    assert how_many_to_sign(other) == 0
    change_session(author, session, SessionDraft(minutes=50), clock())
    pair.meet()
    assert (how_many_to_sign(author), how_many_to_sign(other)) == (0, 1)


def test_a_session_that_both_wrote_down_is_noticed(pair: Pair) -> None:
    first = log(pair.tomas, SessionDraft(minutes=45, on="2026-11-20"))
    pair.meet()
    made = log_session(pair.devon, SessionDraft(minutes=40, on="2026-11-20"), pair.reader, clock(), os.urandom)
    log(pair.devon, SessionDraft(minutes=40, on="2026-11-21"))
    assert [one.session.id for one in same_day(with_other(pair.devon), made.session)] == [first]


def test_the_file_has_days_and_minutes_and_nothing_else(pair: Pair) -> None:
    for draft in (SessionDraft(minutes=30, on="2026-11-14"), SessionDraft(minutes=45, on="2026-11-07"), DRAFT):
        session = log(pair.tomas, draft)
        if draft is not DRAFT:
            pair.meet()
            sign(pair.devon, session)
    text, lines = evidence_csv(with_other(pair.devon))
    assert text == "date,minutes\n2026-11-07,45\n2026-11-14,30\n"
    assert lines == 2


def test_only_those_who_have_supervision_with_each_other_log_it(pair: Pair) -> None:
    ruth = pair.hospital.join("Ruth Lind", Role.PEER, "Tomas Okafor")
    log(ruth)
    for vault in (ruth, pair.devon, pair.tomas):
        pair.hospital.sync(vault)
    assert [one.name for one in partners(pair.devon, clock())] == ["Tomas Okafor"]
    assert [one.name for one in partners(pair.tomas, clock())] == ["Devon Achebe", "Ruth Lind"]
    with pytest.raises(AmbiguousIdError):
        find_partner(pair.tomas, "", clock())
    assert with_other(pair.devon) == ()
    assert sessions_with(pair.tomas, find_partner(pair.tomas, "devon achebe", clock()), clock()) == ()
    assert DRAFT.next_steps not in everything_in(pair.devon)
    with pair.devon.read() as tx:
        devon = tx.person
    with pytest.raises(NotAllowedError):
        log_session(ruth, DRAFT, devon, clock(), os.urandom)


def test_what_was_logged_stays_for_both_when_that_supervision_is_over(pair: Pair) -> None:
    session = log(pair.tomas)
    pair.meet()
    with pair.devon.read() as tx:
        devon, tomas = wire_ids.PersonId(tx.person), wire_ids.PersonId(pair.reader)
    officer_says(pair.hospital, Supervisor(peer=devon, supervisor=tomas, until=ENDED, cover=False))
    pair.meet()
    assert [one.is_current for one in partners(pair.devon, clock())] == [False]
    with pytest.raises(NotAllowedError):
        log(pair.devon)
    sign(pair.devon, session)
    pair.meet()
    assert [one.signed for one in with_other(pair.tomas)] == [Signed.BOTH]


def test_nothing_here_touches_a_note(pair: Pair) -> None:
    note, _ = pair.shared()
    before = encounter_detail(pair.devon, note)
    session = log(pair.tomas)
    pair.meet()
    sign(pair.devon, session)
    pair.meet()
    after = encounter_detail(pair.devon, note)
    assert (after.heads, after.encounter, after.comments) == (before.heads, before.encounter, before.comments)


def test_nothing_is_logged_with_a_peer_who_has_left(pair: Pair) -> None:
    session = log(pair.tomas)
    pair.meet()
    with pair.devon.read() as tx:
        devon = wire_ids.PersonId(tx.person)
    officer_says(pair.hospital, Left(person=devon))
    pair.hospital.sync(pair.tomas)
    assert [(one.name, one.is_current) for one in partners(pair.tomas, clock())] == [("Devon Achebe", False)]
    with pytest.raises(NotAllowedError):
        log(pair.tomas)
    assert [one.session.id for one in with_other(pair.tomas)] == [session]
