"""Counters and runs: what must exist and is not here, what was counted twice, and which run follows which."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.evidence import ON_THEIR_WAY, examine, look_for_gaps, runs_of
from peerdesk.sync.signs import MOST
from peerdesk.sync.unread import header_of_unread
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.spaces import CHECKPOINT_EVERY, Point
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import CHAIN_START, chain_next
from peerdesk.wire.ids import RevisionId
from peerdesk.wire.revision import Kind, Revision, encode, revision_id
from tests.support.vaults import NOW, new_id
from tests.vault.pulled import Computer, apply_all, sealed_frame

FIELDS = {"happened_on": "2026-11-21", "setting": "ed", "outcome": "met", "support": [], "mode": "in_person"}


@pytest.fixture
def other(vault: Vault) -> Computer:
    with vault.read() as tx:
        return Computer(tx.person, tx.own_space)


def write(other: Computer, count: int) -> list[OpenedRevision]:
    return [other.says(new_id(), FIELDS) for _ in range(count)]


def found(vault: Vault, page: list[OpenedRevision], start: int = 0) -> list[tuple[NoticeKind, int]]:
    """Take in a page as a pull does and return what is told afterwards."""
    with vault.read() as tx:
        space = tx.own_space
    apply_all(vault, space, page, start)
    with vault.write() as tx:
        examine(tx, space, page, Point(start + len(page), os.urandom(32)), NOW)
        look_for_gaps(tx, space, runs_of(page), NOW)
        return [(one.kind, one.number) for one in tx.notices.open()]


def test_one_that_is_missing_among_those_on_their_way_is_no_gap_yet(vault: Vault, other: Computer) -> None:
    page = write(other, 20)
    assert found(vault, page[:5] + page[7:]) == []


def test_one_that_must_have_come_long_ago_is_a_gap_that_names_how_many(vault: Vault, other: Computer) -> None:
    page = write(other, ON_THEIR_WAY + 12)
    assert found(vault, page[:5] + page[7:]) == [(NoticeKind.COUNTER_GAP, 2)]


def test_frames_that_nobody_can_read_do_not_silence_a_gap(vault: Vault, other: Computer) -> None:
    """A server could put them there in place of what it dropped."""
    page = write(other, ON_THEIR_WAY + 12)
    noise = [replace(noise_in(other), seq=0) for _ in range(2)]
    assert found(vault, page[:5] + noise + page[7:]) == [(NoticeKind.COUNTER_GAP, 2)]


def noise_in(other: Computer) -> OpenedRevision:
    shape = Revision(header=b"\x91\x09", nonce=b"", ciphertext=os.urandom(16), signature=bytes(64))
    header = header_of_unread(shape, other.space)
    return OpenedRevision(
        revision=RevisionId(revision_id(shape)),
        seq=0,
        header=header,
        record_kind=None,
        head=None,
        frame=encode(shape),
        reason="newer",
    )


def test_a_gap_that_is_filled_is_told_of_no_longer(vault: Vault, other: Computer) -> None:
    page = write(other, ON_THEIR_WAY + 12)
    assert found(vault, page[:5] + page[6:]) == [(NoticeKind.COUNTER_GAP, 1)]
    assert found(vault, [page[5]], start=len(page)) == []


def test_what_two_later_runs_have_left_behind_must_be_there(vault: Vault, other: Computer) -> None:
    first = write(other, 3)
    runs = [other.run, os.urandom(8), os.urandom(8)]
    other.run, other.n = runs[1], 0
    second = [replace(one, previous=(runs[0], 3)) for one in write(other, 1)]
    other.run, other.n = runs[2], 0
    third = [replace(one, previous=(runs[1], 1)) for one in write(other, 1)]
    assert found(vault, [first[0], first[2], *second]) == []
    assert found(vault, third, start=3) == [(NoticeKind.COUNTER_GAP, 1)]


def test_a_void_fills_the_place_of_what_was_refused(vault: Vault, other: Computer) -> None:
    page = write(other, ON_THEIR_WAY + 12)
    record, stamp = new_id(), page[5].header
    revision, header, frame = sealed_frame(
        other.space, other.person, record, other.stamp()._replace(n=stamp.n), kind=Kind.VOID
    )
    void = replace(page[5], revision=revision, header=header, frame=frame, head=None, record_kind=None)
    assert found(vault, [*page[:5], *page[6:], void]) == []


def test_one_number_for_two_revisions_is_told_with_its_device(vault: Vault, other: Computer) -> None:
    first = write(other, 1)
    other.n = 0
    again = write(other, 1)
    assert found(vault, first) == []
    assert found(vault, again, start=1) == [(NoticeKind.COUNTER_FORK, 1)]
    with vault.read() as tx:
        (notice,) = tx.notices.open()
        assert (notice.device, notice.person) == (other.device, other.person)


def test_a_run_that_went_on_after_another_had_followed_it_is_a_copy(vault: Vault, other: Computer) -> None:
    page = write(other, 3)
    run = other.run
    other.run, other.n = os.urandom(8), 0
    later = [replace(one, previous=(run, 2)) for one in write(other, 1)]
    assert found(vault, [*page[:2], *later]) == []
    assert found(vault, page[2:], start=3) == [(NoticeKind.VAULT_COPIED, 1)]


def test_many_copies_of_one_vault_are_one_notice(vault: Vault, other: Computer) -> None:
    page = []
    for _ in range(100):
        run, other.n = os.urandom(8), 0
        other.run = run
        page += write(other, 1)
        for _ in range(2):
            other.run, other.n = os.urandom(8), 0
            page.append(replace(write(other, 1)[0], previous=(run, 1)))
    assert found(vault, page) == [(NoticeKind.VAULT_COPIED, MOST)]


def test_many_numbers_that_were_used_twice_are_one_notice_that_comes_back_when_there_are_more(
    vault: Vault, other: Computer
) -> None:
    first = write(other, 30)
    other.n = 0
    again = write(other, 30)
    assert found(vault, first) == []
    assert found(vault, again[:20], start=30) == [(NoticeKind.COUNTER_FORK, 20)]
    with vault.write() as tx:
        tx.notices.dismiss(tx.notices.open()[0].id)
    assert found(vault, [], start=50) == []
    assert found(vault, again[20:], start=50) == [(NoticeKind.COUNTER_FORK, 30)]


def test_gaps_in_many_runs_are_one_notice_that_counts_them_and_ends_with_the_last(
    vault: Vault, other: Computer
) -> None:
    pages = []
    for _ in range(3):
        other.run, other.n = os.urandom(8), 0
        pages.append(write(other, ON_THEIR_WAY + 12))
    for i, page in enumerate(pages):
        assert found(vault, page[:5] + page[6:], start=1000 * i) == [(NoticeKind.COUNTER_GAP, i + 1)]
    assert found(vault, [pages[0][5], pages[1][5]], start=3000) == [(NoticeKind.COUNTER_GAP, 1)]
    assert found(vault, [pages[2][5]], start=3002) == []


def test_a_copy_that_a_first_picture_has_shown_is_told_of_when_the_log_gets_there(
    vault: Vault, other: Computer
) -> None:
    """I29: what was shown early is not opened again; the run before it is known from then."""
    first, run, later = write(other, 1), other.run, list[OpenedRevision]()
    for _ in range(2):
        other.run, other.n = os.urandom(8), 0
        later += write(other, 1)
    assert found(vault, first) == []
    with vault.write() as tx:
        for one in later:
            tx.evidence.follows(other.space, other.device, one.header.run, run, 1)
        tx.inbox.apply_early(replace(one, is_early=True) for one in later)
    assert found(vault, later, start=1) == [(NoticeKind.VAULT_COPIED, 1)]


def test_the_chain_is_computed_again_anywhere_from_the_mark_before(vault: Vault, other: Computer) -> None:
    page = write(other, 2 * CHECKPOINT_EVERY + 40)
    chain, chains = CHAIN_START, {0: CHAIN_START}
    for seq, one in enumerate(page, start=1):
        chain = chains[seq] = chain_next(chain, RevisionId(one.revision))
    for start in range(0, len(page), 100):
        numbered = [replace(one, seq=start + i + 1) for i, one in enumerate(page[start : start + 100])]
        end = start + len(numbered)
        with vault.write() as tx:
            tx.inbox.apply(other.space, numbered, Point(end, chains[end]))
    wanted = [1, 99, 256, 300, 301, 512, 552]
    with vault.read() as tx:
        assert len(tx.spaces.checkpoints(other.space)) == 2
        again = tx.evidence.chains(other.space, wanted)
    assert {seq: again[seq] for seq in wanted} == {seq: chains[seq][:8] for seq in wanted}
