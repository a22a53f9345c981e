"""Pushing, pulling and asking what is there, through the whole application."""

import secrets

import pytest

from peerdesk.server.spaces import KnownHeads
from peerdesk.wire import endpoints
from peerdesk.wire.directory_body import CutOff, Revoked
from peerdesk.wire.exchange import (
    CHAIN_START,
    NOTHING_SEEN,
    HaveReply,
    HaveRequest,
    Outcome,
    Refusal,
    Witness,
    chain_next,
)
from peerdesk.wire.ids import RevisionId, SpaceId, own_space
from peerdesk.wire.limits import MAX_PUSH_BYTES
from peerdesk.wire.login import LoginKind
from peerdesk.wire.revision import Kind, encode, parse_revision, revision_id
from tests.server.conftest import Knock, Team
from tests.server.hospital import Hospital, RefusedError, Writer, ids


def chain_over(*revisions: RevisionId) -> bytes:
    chain = CHAIN_START
    for revision in revisions:
        chain = chain_next(chain, revision)
    return chain


def test_what_was_pushed_is_numbered_chained_and_handed_out_byte_for_byte(team: Team) -> None:
    writer = Writer.of(team.peer)
    frames = [writer.frame() for _ in range(5)]
    reply = team.devon.push(team.own, *frames)
    assert [receipt.outcome for receipt in reply.receipts] == [Outcome.STORED] * 5
    assert [receipt.seq for receipt in reply.receipts] == [1, 2, 3, 4, 5]
    assert reply.head == Witness(seq=5, chain=chain_over(*ids(reply)))
    page = team.devon.pull(team.own)
    assert page.revisions == tuple(frames)
    assert page.page_end == page.head == reply.head


def test_pushing_the_same_twice_gives_the_same_places_and_stores_nothing(team: Team) -> None:
    writer = Writer.of(team.peer)
    frames = [writer.frame() for _ in range(3)]
    first = team.devon.push(team.own, *frames)
    again = team.devon.push(team.own, *frames, writer.frame())
    assert [(r.outcome, r.seq) for r in again.receipts] == [
        (Outcome.DUPLICATE, 1),
        (Outcome.DUPLICATE, 2),
        (Outcome.DUPLICATE, 3),
        (Outcome.STORED, 4),
    ]
    assert again.head.seq == first.head.seq + 1
    twice = writer.frame()
    reply = team.devon.push(team.own, twice, twice)
    assert [(r.outcome, r.seq) for r in reply.receipts] == [(Outcome.STORED, 5), (Outcome.DUPLICATE, 5)]


def test_pages_end_where_the_next_begins(team: Team) -> None:
    writer = Writer.of(team.peer)
    frames = [writer.frame() for _ in range(7)]
    head = team.devon.push(team.own, *frames).head
    seen, after, chain = [], 0, CHAIN_START
    while after < head.seq:
        page = team.devon.pull(team.own, after, limit=3)
        seen += page.revisions
        for raw in page.revisions:
            chain = chain_next(chain, revision_id(parse_revision(raw)))
        assert page.page_end == Witness(seq=after + len(page.revisions), chain=chain)
        assert page.head == head
        after = page.page_end.seq
    assert seen == frames
    idle = team.devon.pull(team.own, after, witness=head)
    assert (idle.revisions, idle.page_end, idle.head) == ((), head, head)


def test_a_page_ends_at_a_size_but_always_holds_one(team: Team) -> None:
    writer = Writer.of(team.peer)
    for _ in range(6):
        team.devon.push(team.own, writer.frame(bucket=14))
    page = team.devon.pull(team.own)
    sizes = [len(raw) for raw in page.revisions]
    assert 0 < sum(sizes) <= 1024 * 1024
    assert page.page_end.seq == len(sizes) < page.head.seq == 6


def test_an_empty_space_has_an_empty_page(team: Team) -> None:
    page = team.tomas.pull(team.pair)
    assert (page.revisions, page.page_end, page.head) == ((), NOTHING_SEEN, NOTHING_SEEN)


@pytest.mark.parametrize(
    "witness",
    [
        Witness(seq=9, chain=bytes(32)),
        Witness(seq=1, chain=bytes(32)),
        Witness(seq=2, chain=secrets.token_bytes(32)),
        Witness(seq=0, chain=b"x" * 32),
    ],
)
def test_whoever_was_shown_another_history_is_told_so_and_nothing_changes(team: Team, witness: Witness) -> None:
    writer = Writer.of(team.peer)
    head = team.devon.push(team.own, writer.frame(), writer.frame()).head
    with pytest.raises(RefusedError) as push:
        team.devon.push(team.own, writer.frame(), witness=witness)
    with pytest.raises(RefusedError) as pull:
        team.devon.pull(team.own, witness=witness)
    assert (push.value.status, push.value.code) == (pull.value.status, pull.value.code) == (409, "history_diverged")
    assert team.devon.pull(team.own, witness=head).head == head


def test_a_cursor_past_the_end_is_another_history(team: Team) -> None:
    with pytest.raises(RefusedError, match="history_diverged"):
        team.devon.pull(team.own, after=1)


def test_nobody_reads_or_writes_in_a_space_of_others(team: Team) -> None:
    for outsider, space in ((team.tomas, team.own), (team.devon, own_space(team.supervisor.person))):
        with pytest.raises(RefusedError, match="not_allowed"):
            outsider.pull(space)
        with pytest.raises(RefusedError, match="not_allowed"):
            outsider.push(space, b"x")


def test_a_space_that_nobody_has_looks_like_one_of_others(team: Team) -> None:
    with pytest.raises(RefusedError) as unknown:
        team.devon.pull(own_space(type(team.peer.person)(bytes(16))))
    with pytest.raises(RefusedError) as others:
        team.devon.pull(own_space(team.supervisor.person))
    assert unknown.value.args == others.value.args


def test_only_the_owner_s_devices_write_a_record(team: Team) -> None:
    peer, supervisor = Writer.of(team.peer, team.pair), Writer.of(team.supervisor, team.pair)
    forged = supervisor.frame(Kind.ERASE, owner=team.peer.person)
    reply = team.tomas.push(team.pair, forged, supervisor.frame())
    assert [r.refusal for r in reply.receipts] == [Refusal.NOT_OWNER, Refusal.NONE]
    assert reply.receipts[0].seq == 0
    assert reply.head.seq == 1
    assert team.devon.push(team.pair, peer.frame(), witness=reply.head).head.seq == 2


def test_one_refused_revision_does_not_delay_the_others(team: Team) -> None:
    writer, stranger = Writer.of(team.peer), Writer.of(team.supervisor, team.own)
    reply = team.devon.push(team.own, writer.frame(), stranger.frame(), writer.frame())
    assert [(r.outcome, r.refusal) for r in reply.receipts] == [
        (Outcome.STORED, Refusal.NONE),
        (Outcome.REFUSED, Refusal.NOT_WRITER),
        (Outcome.STORED, Refusal.NONE),
    ]


def test_a_revision_of_somebody_else_may_be_brought_back_if_it_is_genuine(team: Team) -> None:
    supervisor = Writer.of(team.supervisor, team.pair)
    genuine, changed = supervisor.revision(), supervisor.revision()
    spoilt = parse_revision(encode(changed).replace(changed.nonce, bytes(12)))
    reply = team.devon.push(team.pair, encode(genuine), encode(spoilt))
    assert [r.refusal for r in reply.receipts] == [Refusal.NONE, Refusal.BAD_SIGNATURE]


@pytest.mark.invariant(32)
def test_of_a_revoked_device_only_what_the_revoker_had_seen_may_be_brought_back(
    team: Team, hospital: Hospital, knock: Knock
) -> None:
    writer, line = Writer.of(team.peer, team.pair), knock()
    frames = [writer.frame() for _ in range(3)]
    line.login(LoginKind.DEVICE, team.peer.paper.id(), team.peer.paper.signer(), team.peer.person)
    cut = CutOff(space=team.pair, run=writer.run, n=2)
    hospital.catch_up(line)
    line.append(hospital.write_device(Revoked(device=team.peer.device, person=None, cut_offs=(cut,)), team.peer.paper))
    reply = team.tomas.push(team.pair, *frames)
    assert [r.refusal for r in reply.receipts] == [Refusal.NONE, Refusal.NONE, Refusal.NOT_WRITER]


def test_a_batch_above_the_cap_is_turned_down_whole(team: Team) -> None:
    writer = Writer.of(team.peer)
    frames = [writer.frame(bucket=8) for _ in range(16)]
    assert 0 < sum(map(len, frames)) - MAX_PUSH_BYTES < 8192
    with pytest.raises(RefusedError) as refused:
        team.devon.push(team.own, *frames)
    assert (refused.value.status, refused.value.code) == (413, "too_large")
    assert team.devon.pull(team.own).head == NOTHING_SEEN


def test_a_revision_that_is_none_is_malformed(team: Team) -> None:
    frame = Writer.of(team.peer).frame()
    for spoilt in (b"", frame[:-1], b"\x81" + frame, frame + b"\x00"):
        with pytest.raises(RefusedError, match="malformed"):
            team.devon.push(team.own, spoilt)


def test_a_revision_of_another_space_is_malformed(team: Team) -> None:
    frame = Writer.of(team.peer, team.pair).frame()
    with pytest.raises(RefusedError, match="malformed"):
        team.devon.push(team.own, frame)


@pytest.mark.parametrize("kind", [Kind.ERASE, Kind.VOID])
def test_what_has_no_words_is_not_large(team: Team, kind: Kind) -> None:
    writer = Writer.of(team.peer)
    reply = team.devon.push(team.own, writer.frame(kind, bucket=3), writer.frame(kind, bucket=2))
    assert [receipt.refusal for receipt in reply.receipts] == [Refusal.TOO_LARGE, Refusal.NONE]


def test_a_kind_that_nobody_writes_yet_is_left_to_a_later_server(team: Team) -> None:
    with pytest.raises(RefusedError, match="unknown_version"):
        team.devon.push(team.own, Writer.of(team.peer).frame(Kind.SETTLED))


def test_a_revision_of_a_newer_suite_is_not_guessed_at(team: Team) -> None:
    frame = Writer.of(team.peer).frame(suite=2)
    with pytest.raises(RefusedError, match="unknown_suite"):
        team.devon.push(team.own, frame)


def test_have_names_what_the_server_lacks_up_to_a_frozen_point(team: Team) -> None:
    writer = Writer.of(team.peer)
    first = team.devon.push(team.own, writer.frame(), writer.frame())
    lacking = RevisionId(secrets.token_bytes(32))
    asked = HaveRequest(space=team.own, at=0, revisions=(*ids(first), lacking))
    reply = team.devon.ask(endpoints.HAVE, asked, HaveReply)
    assert (reply.at, reply.missing) == (first.head, (lacking,))
    later = team.devon.push(team.own, writer.frame())
    again = HaveRequest(space=team.own, at=reply.at.seq, revisions=ids(later))
    assert team.devon.ask(endpoints.HAVE, again, HaveReply) == HaveReply(at=first.head, missing=ids(later))
    beyond = HaveRequest(space=team.own, at=99, revisions=())
    with pytest.raises(RefusedError, match="history_diverged"):
        team.devon.ask(endpoints.HAVE, beyond, HaveReply)


def test_officers_and_newcomers_have_no_business_in_spaces(team: Team, hospital: Hospital, knock: Knock) -> None:
    newcomer, officer = knock(), knock()
    newcomer.login_invite(hospital.promise())
    officer.login(LoginKind.OFFICER, hospital.officer.id(), hospital.officer.signer())
    for caller in (newcomer, officer):
        with pytest.raises(RefusedError, match="not_allowed"):
            caller.pull(team.own)
        with pytest.raises(RefusedError, match="not_allowed"):
            caller.push(team.own, Writer.of(team.peer).frame())


def test_a_head_that_is_reported_late_does_not_hide_a_newer_one() -> None:
    known, space = KnownHeads(), SpaceId(bytes(16))
    assert known.head(space) is None
    newer, older = Witness(seq=7, chain=b"n" * 32), Witness(seq=5, chain=b"o" * 32)
    known.learn(space, newer)
    known.learn(space, older)
    assert known.head(space) == newer


def test_the_idle_question_is_answered_like_any_other(team: Team) -> None:
    writer = Writer.of(team.peer)
    head = team.devon.push(team.own, writer.frame(), writer.frame()).head
    for _ in range(2):
        idle = team.devon.pull(team.own, 2, witness=head)
        assert (idle.after, idle.revisions, idle.page_end, idle.head) == (2, (), head, head)
    with pytest.raises(RefusedError, match="not_allowed"):
        team.tomas.pull(team.own, 2, witness=head)
    with pytest.raises(RefusedError, match="history_diverged"):
        team.devon.pull(team.own, 2, witness=Witness(seq=2, chain=bytes(32)))
    newer = team.devon.push(team.own, writer.frame()).head
    assert len(team.devon.pull(team.own, 2, witness=head).revisions) == 1
    assert len(team.devon.pull(team.own, 0, witness=newer).revisions) == 3
