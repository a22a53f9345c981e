"""The log of supervision on several computers of one person, on an older PeerDesk, and by clocks that are off."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.supervision_log import SessionDraft, Signed
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.sync.shapes import HANDOVERS
from peerdesk.work.attention import needs
from peerdesk.work.supervision_log import (
    change_session,
    find_partner,
    log_session,
    logged_session,
    sessions_with,
    sign_session,
)
from tests.support.hospital import Hospital, clock
from tests.support.two_computers import TwoComputers
from tests.vectors.payload.make import about_supervision
from tests.work.test_paused_shares import come_back, compare_words
from tests.work.test_supervision_log import log, sign, with_other
from tests.work.ward import Pair


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """The two, who know of each other."""
    pair.meet()
    return pair


def test_two_computers_of_one_person_come_to_one_session_once_they_say_which(hospital: Hospital) -> None:
    both = TwoComputers(hospital)
    session = log(both.ward)
    both.meet()
    hospital.sync(both.tomas)
    sign(both.tomas, session)
    hospital.sync(both.tomas)
    both.meet()
    change_session(both.ward, session, SessionDraft(minutes=30), clock())
    change_session(both.laptop, session, SessionDraft(minutes=60), clock())
    both.meet()
    hospital.sync(both.tomas)
    digests = {logged_session(vault, session, clock()).digest for vault in (both.ward, both.laptop, both.tomas)}
    assert len(digests) == 1
    assert all(with_other(vault)[0].is_unclear for vault in (both.ward, both.laptop, both.tomas))
    with pytest.raises(NotAllowedError):
        sign(both.tomas, session)
    change_session(both.laptop, session, SessionDraft(minutes=60), clock())
    both.meet()
    hospital.sync(both.tomas)
    for vault in (both.ward, both.laptop, both.tomas):
        (shown,) = with_other(vault)
        assert (shown.session.minutes, shown.is_unclear, shown.signed) == (60, False, Signed.CHANGED)
    sign(both.tomas, session)
    hospital.sync(both.tomas)
    both.meet()
    assert [with_other(vault)[0].signed for vault in (both.ward, both.laptop)] == [Signed.BOTH] * 2


def test_the_day_is_that_of_whoever_writes(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        late = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
        made = log_session(pair.devon, SessionDraft(minutes=45), pair.reader, late, os.urandom)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert made.session.happened_on == date(2026, 12, 1)


def test_what_says_two_things_is_signed_by_nobody_also_where_one_of_them_was_signed(hospital: Hospital) -> None:
    """Of two sessions, the version of each computer is signed once: whichever of the two shows, it does not count."""
    both = TwoComputers(hospital)
    sessions = [log(both.ward), log(both.ward)]
    both.meet()
    for session, signed, late in zip(sessions, (both.ward, both.laptop), (both.laptop, both.ward), strict=True):
        change_session(signed, session, SessionDraft(minutes=30), clock())
        change_session(late, session, SessionDraft(minutes=60), clock())
        hospital.sync(signed)
        hospital.sync(both.tomas)
        sign(both.tomas, session)
        hospital.sync(both.tomas)
        both.meet()
        hospital.sync(both.tomas)
    for vault in (both.ward, both.laptop, both.tomas):
        assert [(one.is_unclear, one.signed) for one in with_other(vault)] == [(True, Signed.CHANGED)] * 2


def test_a_session_stays_here_while_the_other_one_has_keys_that_nobody_has_compared(pair: Pair) -> None:
    again = come_back(pair)
    pair.hospital.sync(pair.devon)
    session = log_session(pair.devon, SessionDraft(minutes=45), pair.reader, clock(), os.urandom).session.id
    assert pair.hospital.sync(pair.devon).waiting == 1
    pair.hospital.sync(again.tomas)
    devon = find_partner(again.tomas, "", clock())
    assert sessions_with(again.tomas, devon, clock()) == ()
    compare_words(again)
    assert pair.hospital.sync(pair.devon).proof
    pair.hospital.sync(again.tomas)
    assert [one.session.id for one in sessions_with(again.tomas, devon, clock())] == [session]


def test_no_word_of_it_lies_in_clear_at_the_server_or_here(pair: Pair) -> None:
    sign(pair.devon, session_of_both(pair))
    pair.meet()
    files = [path.read_bytes() for path in pair.hospital.folder.rglob("*") if path.is_file()]
    assert len(files) > 5
    for word in (b"zebra", b"hard_encounter", b"supervision_signed"):
        assert not any(word in raw for raw in files)


def session_of_both(pair: Pair) -> RecordId:
    session = log(pair.tomas)
    pair.meet()
    return session


@contextmanager
def older() -> Iterator[None]:
    """Let PeerDesk be one from before there was a log."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", HANDOVERS)
        yield


@pytest.mark.parametrize("kind", sorted(about_supervision()))
def test_an_older_peerdesk_keeps_the_log_unread(kind: str) -> None:
    stamp = payload.Stamp(b"n" * 16, b"t" * 8, 1)
    with older(), pytest.raises(SetAsideError) as caught:
        payload.from_plain(about_supervision()[kind], revision=b"v" * 32, parents=(), stamp=stamp)
    assert caught.value.reason is Reason.NEWER


def test_whoever_has_an_older_one_sees_the_session_after_the_update(pair: Pair) -> None:
    log(pair.tomas)
    pair.hospital.sync(pair.tomas)
    with older():
        pair.hospital.sync(pair.devon)
        assert [one.reason for one in needs(pair.devon)] == [Reason.NEWER.value]
    pair.hospital.sync(pair.devon)
    assert [one.session.minutes for one in with_other(pair.devon)] == [45]
    assert needs(pair.devon) == ()


def test_no_clock_decides_what_is_signed(pair: Pair) -> None:
    early = clock() - timedelta(days=4000)
    partner = find_partner(pair.devon, "", clock())
    session = log(pair.tomas)
    pair.meet()
    seen = logged_session(pair.devon, session, clock()).digest
    sign_session(pair.devon, session, seen, early, os.urandom)
    pair.meet()
    assert [one.signed for one in sessions_with(pair.devon, partner, clock())] == [Signed.BOTH]
    assert [one.signed for one in with_other(pair.tomas)] == [Signed.BOTH]
