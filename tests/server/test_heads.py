"""A new computer asks what is current: newest first, at one point of the log, a page at a time."""

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.crypto.envelope import seal_epoch
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.wire import endpoints
from peerdesk.wire.codec import decode
from peerdesk.wire.exchange import NOTHING_SEEN, HeadsPart, HeadsReply, HeadsRequest, Placed, Witness
from peerdesk.wire.ids import RecordId, RevisionId, SpaceId, own_space
from peerdesk.wire.login import HEADS, Hello
from peerdesk.wire.revision import Header, Kind, Revision, encode, parse_header, parse_revision, revision_id
from tests.server.conftest import Knock, Team
from tests.server.hospital import Caller, Hospital, RefusedError, Writer, ids, some_id
from tests.server.test_canary import readers
from tests.support.servers import IN_PROCESS_HOST, in_process_client

RECORDS, KEYS = HeadsPart.RECORDS, HeadsPart.KEYS


def ask(line: Caller, space: SpaceId, part: HeadsPart = RECORDS, **more: object) -> HeadsReply:
    request = HeadsRequest(space=space, part=part, **({"witness": NOTHING_SEEN} | more))  # type: ignore[arg-type]
    return line.ask(endpoints.HEADS, request, HeadsReply)


def current(line: Caller, space: SpaceId, part: HeadsPart = RECORDS, at: int = 0, limit: int = 500) -> list[Placed]:
    """Follow the pages to the end."""
    found: list[Placed] = []
    before = 0
    while True:
        page = ask(line, space, part, at=at, before=before, limit=limit)
        assert len(page.revisions) <= limit
        found += page.revisions
        at, before = page.at.seq, page.next
        if not before:
            return found
        assert before == found[-1].seq


def numbers(placed: list[Placed]) -> list[int]:
    return [one.seq for one in placed]


def test_the_server_says_that_it_can(team: Team) -> None:
    response = team.devon.http.request("GET", endpoints.HELLO)
    assert HEADS in decode(response.content, Hello, 4096).capabilities


def test_the_newest_version_of_each_record_comes_newest_first(team: Team) -> None:
    writer = Writer.of(team.peer)
    edited, kept = RecordId(some_id()), writer.frame()
    (first,) = ids(team.devon.push(team.own, writer.frame(record=edited)))
    team.devon.push(team.own, kept)
    newest = writer.frame(record=edited, parents=(first,))
    head = team.devon.push(team.own, newest).head
    reply = ask(team.devon, team.own)
    assert reply == HeadsReply(
        at=head, revisions=(Placed(seq=3, revision=newest), Placed(seq=2, revision=kept)), next=0
    )


def test_both_of_two_versions_are_current_until_one_names_them_both(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    (first,) = ids(team.devon.push(team.own, writer.frame(record=record)))
    two = [writer.frame(record=record, parents=(first,)) for _ in range(2)]
    both = ids(team.devon.push(team.own, *two))
    assert numbers(current(team.devon, team.own)) == [3, 2]
    team.devon.push(team.own, writer.frame(record=record, parents=tuple(sorted(both))))
    assert numbers(current(team.devon, team.own)) == [4]


def test_keys_are_a_part_of_their_own(team: Team) -> None:
    writer = Writer.of(team.peer)
    key = EpochKey.generate()
    boxed = box_epoch(key, team.own, readers(team.peer))
    epoch = seal_epoch(writer.header(Kind.EPOCH, epoch=key.epoch), boxed, team.peer.keys.signer())
    team.devon.push(team.own, writer.frame(), encode(epoch), writer.frame())
    assert numbers(current(team.devon, team.own, KEYS)) == [2]
    assert numbers(current(team.devon, team.own)) == [3, 1]


def test_of_an_erased_record_the_erase_alone_is_current_whatever_the_order(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    team.devon.push(team.own, writer.frame(record=record), writer.frame())
    team.devon.push(team.own, writer.frame(record=record), writer.frame(Kind.ERASE, record=record))
    team.devon.push(team.own, writer.frame(record=record))
    assert numbers(current(team.devon, team.own)) == [4, 2]


def test_a_void_hides_nothing(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    (first,) = ids(team.devon.push(team.own, writer.frame(record=record)))
    team.devon.push(team.own, writer.frame(Kind.VOID, record=record, parents=(first,)))
    assert numbers(current(team.devon, team.own)) == [2, 1]


def test_a_revision_replaces_only_what_belongs_to_its_own_record(team: Team) -> None:
    peer, supervisor = Writer.of(team.peer, team.pair), Writer.of(team.supervisor, team.pair)
    (shared,) = ids(team.devon.push(team.pair, peer.frame()))
    team.tomas.push(team.pair, supervisor.frame(parents=(shared,)))
    assert numbers(current(team.tomas, team.pair)) == [2, 1]


def test_a_version_that_comes_after_the_one_that_replaces_it_is_not_current(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    older = writer.revision(record=record)
    newer = writer.frame(record=record, parents=(revision_id(older),))
    team.devon.push(team.own, newer)
    team.devon.push(team.own, encode(older))
    assert numbers(current(team.devon, team.own)) == [1]


def test_the_point_stays_frozen_while_others_push(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(some_id())
    frames = [writer.frame() for _ in range(3)]
    pushed = ids(team.devon.push(team.own, *frames, writer.frame(record=record)))
    page = ask(team.devon, team.own, limit=1)
    assert (numbers(list(page.revisions)), page.at.seq, page.next) == ([4], 4, 4)
    team.devon.push(team.own, writer.frame(record=record, parents=(pushed[3],)), writer.frame())
    rest = ask(team.devon, team.own, at=4, before=page.next)
    assert (numbers(list(rest.revisions)), rest.at, rest.next) == ([3, 2, 1], page.at, 0)
    assert numbers(current(team.devon, team.own, at=4)) == [4, 3, 2, 1]
    assert numbers(current(team.devon, team.own)) == [6, 5, 3, 2, 1]


def test_a_page_ends_at_a_size_but_always_holds_one(team: Team) -> None:
    writer = Writer.of(team.peer)
    for _ in range(5):
        team.devon.push(team.own, writer.frame(bucket=14))
    page = ask(team.devon, team.own)
    assert 0 < sum(len(one.revision) for one in page.revisions) <= 1024 * 1024
    assert page.next == page.revisions[-1].seq > 1
    assert numbers(current(team.devon, team.own)) == [5, 4, 3, 2, 1]


def test_an_empty_space_has_nothing_current(team: Team) -> None:
    for part in HeadsPart:
        assert ask(team.devon, team.own, part) == HeadsReply(at=NOTHING_SEEN, revisions=(), next=0)


def test_another_history_and_the_space_of_others_are_turned_down(team: Team, knock: Knock) -> None:
    team.devon.push(team.own, Writer.of(team.peer).frame())
    with pytest.raises(RefusedError, match="history_diverged"):
        ask(team.devon, team.own, witness=Witness(seq=1, chain=bytes(32)))
    with pytest.raises(RefusedError, match="history_diverged"):
        ask(team.devon, team.own, at=2)
    for outsider, space in ((team.tomas, team.own), (team.devon, own_space(team.supervisor.person))):
        with pytest.raises(RefusedError, match="not_allowed"):
            ask(outsider, space)


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], tuple[Caller, Writer]]]:
    """Return a way to get somebody whose own space is empty."""
    hospital = Hospital()
    with in_process_client(tmp_path_factory.mktemp("srv"), hospital.public(), now=lambda: hospital.now) as http:

        def join() -> tuple[Caller, Writer]:
            line = Caller(http, IN_PROCESS_HOST)
            member = hospital.join_at(line, hospital.promise())
            line.login_member(member)
            return line, Writer.of(member)

        yield join


@given(noise=st.randoms(use_true_random=True))
def test_every_page_size_and_every_point_agree_with_the_rule(
    newcomer: Callable[[], tuple[Caller, Writer]], noise: random.Random
) -> None:
    line, writer = newcomer()
    for batch in batches(noise, writer):
        line.push(writer.space, *map(encode, batch))
    log = line.pull(writer.space).revisions
    for at in range(1, len(log) + 1):
        found = current(line, writer.space, at=at, limit=noise.randint(1, 4))
        assert numbers(found) == by_the_rule(log[:at])
        assert [one.revision for one in found] == [log[one.seq - 1] for one in found]


def batches(noise: random.Random, writer: Writer) -> list[list[Revision]]:
    """Return edits, voids and erases of three records, some of them before what they follow."""
    of: dict[RecordId, list[RevisionId]] = {RecordId(some_id()): [] for _ in range(3)}
    made: list[list[Revision]] = []
    for _ in range(noise.randint(1, 4)):
        made.append([])
        for _ in range(noise.randint(1, 4)):
            record, versions = noise.choice(list(of.items()))
            kind = noise.choices((Kind.DATA, Kind.VOID, Kind.ERASE), (8, 1, 1))[0]
            parents = tuple(sorted(noise.sample(versions, noise.randint(0, min(2, len(versions))))))
            made[-1].append(writer.revision(kind, record, parents=parents))
            versions.append(revision_id(made[-1][-1]))
        noise.shuffle(made[-1])
    noise.shuffle(made)
    return made


def by_the_rule(known: tuple[bytes, ...]) -> list[int]:
    """Return the numbers of what is current, told from the headers one by one."""
    revisions = [parse_revision(raw) for raw in known]
    headers = [parse_header(revision.header) for revision in revisions]
    named = {(h.record, p) for h in headers if h.kind in {Kind.DATA, Kind.ERASE} for p in h.parents}
    erased = {h.record for h in headers if h.kind is Kind.ERASE}

    def is_current(header: Header, revision: Revision) -> bool:
        is_over = header.kind is Kind.DATA and header.record in erased
        return header.kind is Kind.ERASE or not (is_over or (header.record, revision_id(revision)) in named)

    pairs = enumerate(zip(headers, revisions, strict=True), start=1)
    return [seq for seq, pair in reversed(list(pairs)) if is_current(*pair)]
