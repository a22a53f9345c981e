"""I27: a computer that is new to a long log shows what is newest first, claims nothing, and ends like any other."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import HistoryDivergedError, NotPeerDeskServerError, OfflineError
from peerdesk.vault.pictures import Stage
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import HeadsReply, HeadsRequest, PullRequest
from peerdesk.wire.login import HEADS, Hello
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page, search
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.syncing import status, sync_now
from tests.support.hospital import clock
from tests.sync.bad_line import Fault, as_it_is, changed, lost_request
from tests.sync.newcomers import NOTES, PAGE, Newcomers, everything, newcomers, small_pages


@pytest.fixture
def devon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newcomers]:
    small_pages(monkeypatch)
    with newcomers(tmp_path) as found:
        yield found


def nth(at: str, number: int) -> Fault:
    """Lose every question of one kind from the nth on."""
    left = [number]

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == at:
            left[0] -= 1
            if left[0] < 0:
                raise OfflineError
        return go_on()

    return fault


def cut(devon: Newcomers, fault: Fault) -> None:
    devon.fault = fault
    with pytest.raises(OfflineError):
        devon.hospital.sync(devon.laptop)
    devon.fault = as_it_is


def test_the_newest_notes_are_there_before_the_log_and_nothing_is_claimed_yet(devon: Newcomers) -> None:
    cut(devon, nth(endpoints.HEADS, 2))
    # One page of keys and one of records, beside the first page of the log that said how long it is.
    shown = {row.id for row in encounter_page(devon.laptop, limit=100)}
    # The changes of the first twenty are the newest thing that happened.
    newest = {note for note in shown if encounter_detail(devon.laptop, note).encounter.memory == "changed later"}
    assert len(newest) == PAGE
    assert newest <= set(devon.notes[:20])
    assert search(devon.laptop, "changed")
    now = status(devon.laptop, clock())
    assert not now.proof
    assert now.arriving is not None
    assert (now.arriving.done, now.arriving.is_coming) == (PAGE, True)
    assert now.arriving.of > NOTES
    assert now.arriving.shown_bytes > 200 * now.arriving.shown > 0


def test_every_page_is_told_at_once_while_the_round_goes_on(devon: Newcomers) -> None:
    told: list[int] = []

    def count(_changes: object) -> None:
        told.append(len(encounter_page(devon.laptop, limit=1000)))

    sync_now(devon.laptop, devon.hospital.remotes, clock(), os.urandom, news=count)
    assert told[0] >= PAGE
    assert told == sorted(told)
    assert told[-1] == NOTES - 1


def test_the_picture_is_followed_by_the_log_and_ends_like_a_computer_that_began_with_the_log(devon: Newcomers) -> None:
    result = devon.hospital.sync(devon.laptop)
    assert result.proof
    assert status(devon.laptop, clock()).arriving is None
    devon.fault = changed(endpoints.HELLO, without_heads)
    assert devon.hospital.sync(devon.tablet).proof
    assert everything(devon.laptop) == everything(devon.tablet)
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1
    assert len(devon.asked(HeadsRequest)) > 4


def test_a_server_without_heads_is_pulled_the_old_way(devon: Newcomers) -> None:
    """I21: what a server can do is known by name, and nobody asks for what it does not name."""
    devon.fault = changed(endpoints.HELLO, without_heads)
    assert devon.hospital.sync(devon.laptop).proof
    assert devon.asked(HeadsRequest) == []
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1


def without_heads(hello: Hello) -> Hello:
    names = tuple(name for name in hello.capabilities if name != HEADS)
    return msgspec.structs.replace(hello, capabilities=names)


@pytest.mark.parametrize("pages", range(7))
def test_a_cut_at_any_page_costs_that_page_and_no_more(devon: Newcomers, pages: int) -> None:
    """I9, I27: the position is in the commit of its page."""
    cut(devon, nth(endpoints.HEADS, pages))
    assert devon.hospital.sync(devon.laptop).proof
    asked = [(body.part, body.before) for body in devon.asked(HeadsRequest) if isinstance(body, HeadsRequest)]
    # The question that was lost is asked once more; every other only once.
    assert len(asked) == len(set(asked)) + 1
    assert everything(devon.laptop)[b"log"]


@pytest.mark.parametrize("pages", [3, 5, 8])
def test_a_cut_in_the_log_behind_the_picture_goes_on_where_it_was(devon: Newcomers, pages: int) -> None:
    """I8, I9: the log is fetched once, the list stays whole meanwhile, and nothing is proved."""
    cut(devon, nth(endpoints.PULL, pages))
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1
    assert not status(devon.laptop, clock()).proof
    assert devon.hospital.sync(devon.laptop).proof
    after = [body.after for body in devon.asked(PullRequest) if isinstance(body, PullRequest) and body.after > 0]
    assert len(after) <= len(set(after)) + 2


def test_a_note_changed_while_older_ones_arrive_is_a_change_of_its_newest_version(devon: Newcomers) -> None:
    cut(devon, nth(endpoints.HEADS, 3))
    change_encounter(devon.laptop, devon.notes[15], {"words": "from the laptop"}, clock(), os.urandom)
    assert devon.hospital.sync(devon.laptop).proof
    assert devon.hospital.sync(devon.ward).proof
    for vault in (devon.laptop, devon.ward):
        detail = encounter_detail(vault, devon.notes[15])
        assert (detail.encounter.memory, detail.encounter.words) == ("changed later", "from the laptop")
        assert len(detail.heads) == 1
        assert detail.conflicts == {}


def test_no_shared_copy_is_written_before_the_log_has_arrived(devon: Newcomers) -> None:
    reader = find_reader(devon.ward, "Tomas Okafor", clock())
    share(devon.ward, devon.notes[59], reader, clock())
    devon.hospital.sync(devon.ward)
    cut(devon, nth(endpoints.PULL, 4))
    with devon.laptop.read() as tx:
        assert tx.outbox.waiting() == 0
    before = len(devon.lines)
    assert devon.hospital.sync(devon.laptop).proof
    assert all(endpoints.PUSH not in line.asked for line in devon.lines[before:])


LIES = {
    "another point": lambda r: msgspec.structs.replace(r, at=msgspec.structs.replace(r.at, chain=b"x" * 32)),
    "numbers that do not fall": lambda r: msgspec.structs.replace(r, revisions=r.revisions[::-1]),
    "numbers beyond the point": lambda r: msgspec.structs.replace(
        r, revisions=tuple(msgspec.structs.replace(one, seq=one.seq + 1000) for one in r.revisions)
    ),
    "a page that never comes further": lambda r: msgspec.structs.replace(r, next=r.revisions[0].seq + 1),
    "nothing, for ever": lambda r: msgspec.structs.replace(r, revisions=(), next=1),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_picture_whose_numbers_make_no_sense_is_not_taken(devon: Newcomers, lie: str) -> None:
    def tell(reply: HeadsReply) -> HeadsReply:
        return reply if len(reply.revisions) < 2 and lie != "another point" else LIES[lie](reply)

    devon.fault = changed(endpoints.HEADS, tell)
    with pytest.raises(NotPeerDeskServerError):
        devon.hospital.sync(devon.laptop)
    assert len(devon.asked(HeadsRequest)) <= 2
    devon.fault = as_it_is
    assert devon.hospital.sync(devon.laptop).proof


def test_what_was_shown_early_and_is_in_no_log_is_kept_and_handed_on(devon: Newcomers) -> None:
    """I1: a server that shows a genuine revision and then leaves it out of its log gets it from whoever saw it."""
    devon.fault = lost_request(endpoints.PUSH)
    change_encounter(devon.ward, devon.notes[40], {"memory": "not in the log"}, clock(), os.urandom)
    with pytest.raises(OfflineError):
        devon.hospital.sync(devon.ward)
    with devon.ward.read() as tx:
        (waiting,) = tx.outbox.unsettled(tx.own_space, 10)

    slipped: list[int] = []

    def slip_in(reply: HeadsReply) -> HeadsReply:
        if slipped or len(reply.revisions) < PAGE:
            return reply
        slipped.append(reply.revisions[0].seq)
        first = msgspec.structs.replace(reply.revisions[0], revision=waiting.frame)
        return msgspec.structs.replace(reply, revisions=(first, *reply.revisions[1:]))

    devon.fault = changed(endpoints.HEADS, slip_in)
    devon.hospital.sync(devon.laptop)
    devon.fault = as_it_is
    assert devon.hospital.sync(devon.laptop).proof
    assert devon.hospital.sync(devon.tablet).proof
    assert encounter_detail(devon.tablet, devon.notes[40]).encounter.memory == "not in the log"
    assert everything(devon.tablet).keys() == everything(devon.laptop).keys()


def test_a_forged_head_is_not_shown_and_the_log_brings_the_genuine_one(devon: Newcomers) -> None:
    def forge(reply: HeadsReply) -> HeadsReply:
        spoiled = tuple(
            msgspec.structs.replace(one, revision=one.revision[:-70] + bytes(70)) for one in reply.revisions
        )
        return msgspec.structs.replace(reply, revisions=spoiled) if len(spoiled) > 1 else reply

    devon.fault = changed(endpoints.HEADS, forge)
    with pytest.raises(NotPeerDeskServerError):
        devon.hospital.sync(devon.laptop)
    assert len(encounter_page(devon.laptop, limit=1000)) < PAGE


def test_a_server_put_back_meanwhile_costs_the_picture_and_nothing_else(devon: Newcomers) -> None:
    """I11: the frozen point is gone; what had come stays, and the log brings the rest."""
    cut(devon, nth(endpoints.HEADS, 3))
    once = [True]

    def gone(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.HEADS and once:
            once.clear()
            raise HistoryDivergedError
        return go_on()

    devon.fault = gone
    assert devon.hospital.sync(devon.laptop).proof
    with devon.laptop.read() as tx:
        picture = tx.pictures.get(tx.own_space)
    assert picture is not None
    assert picture.stage is Stage.WHOLE
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1
