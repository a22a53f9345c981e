"""Permission papers: a supervisor sees what was shared of one individual, as previewed, until it is taken back."""

import os
from datetime import timedelta

import pytest

from peerdesk.domain.consent_vocabulary import ConsentKind, LedgerAct, RevokedHow
from peerdesk.domain.errors import DiskFullError, NotAllowedError, NotEnrolledError, NotFoundError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.papers import MOST_GIVEN_OUT, MOST_PERMISSIONS
from peerdesk.domain.sharing_errors import KeysChangedError
from peerdesk.work import key_changes, papers_shares
from peerdesk.work.consents import note_copy_given
from peerdesk.work.copies import TakenBack
from peerdesk.work.deleting import erase_note
from peerdesk.work.holdings import find_holder, holders, take_all_back
from peerdesk.work.leaving import last_day
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.papers import papers_states, preview_papers, share_papers, stop_papers
from peerdesk.work.papers_received import find_papers, open_papers, papers_item, received_papers
from peerdesk.work.readership import who_can_read
from peerdesk.work.supervision import review_queue
from peerdesk.work.withdrawing import revoke_one
from tests.support.hospital import clock
from tests.support.vaults import new_vault
from tests.work.papers_desk import KIM, OTHER, VERBAL, WORDS_TOLD, allowed, give, seen, shown, told, whose
from tests.work.test_taking_back import another_computer_of_tomas, everything_in
from tests.work.test_withdrawing import WHO
from tests.work.ward import Pair


def test_the_supervisor_sees_exactly_the_preview_and_nothing_of_anybody_else(pair: Pair) -> None:
    note = pair.note()
    allowed(pair.devon)
    allowed(pair.devon, VERBAL, handle=OTHER)
    told(pair, note)
    before = shown(pair.devon, pair.reader)
    pair.meet()
    assert seen(pair.tomas) == []
    give(pair.devon, pair.reader)
    pair.meet()
    assert seen(pair.tomas) == [before]
    (permission,), (line,) = before.permissions, before.given_out
    assert (before.handle, permission.kind, permission.recipients) == (WHO, ConsentKind.RELEASE, (KIM,))
    assert (line.act, line.recipient, line.under) == (LedgerAct.PRINTED, KIM, permission.mark)
    said = repr(before)
    assert not any(word in said for word in (WORDS_TOLD, "only for me", "their own words", "Peer program", OTHER))
    assert review_queue(pair.tomas) == ()


def test_nothing_is_shared_by_looking_and_nothing_by_sharing_a_note(pair: Pair) -> None:
    allowed(pair.devon)
    shown(pair.devon, pair.reader)
    pair.shared()
    assert (seen(pair.tomas), papers_states(pair.devon)) == ([], ())


def test_what_happens_next_follows_while_it_is_shared(pair: Pair) -> None:
    note, first = pair.note(), allowed(pair.devon)
    give(pair.devon, pair.reader)
    second = allowed(pair.devon, VERBAL)
    told(pair, note)
    note_copy_given(pair.devon, second)
    revoke_one(pair.devon, first, RevokedHow.WRITTEN, clock(), os.urandom)
    pair.meet()
    (papers,) = seen(pair.tomas)
    assert papers == shown(pair.devon, pair.reader)
    assert [one.copy_given for one in papers.permissions] == [False, True]
    assert [one.revoked_how for one in papers.permissions] == [RevokedHow.WRITTEN, None]
    assert [one.act for one in papers.given_out] == [LedgerAct.PRINTED, LedgerAct.WITHDRAWN]


def test_both_see_who_opened_it_and_on_which_days(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    (item,) = received_papers(pair.tomas)
    assert item.received.is_new
    assert item.peer == "Devon Achebe"
    assert papers_item(pair.tomas, item.received.item.id).received.is_new
    first = clock()
    for now in (first, first + timedelta(seconds=1), first + timedelta(days=1)):
        open_papers(pair.tomas, find_papers(pair.tomas, item.received.item.id.hex()[:8]), now, os.urandom)
    last = papers_item(pair.tomas, item.received.item.id)
    assert (len(last.openings), last.received.is_new) == (2, False)
    pair.meet()
    (state,) = papers_states(pair.devon, whose(pair.devon))
    assert state.share.openings == last.openings
    (line,) = (one for one in ledger_lines(pair.devon) if one.entry.act is LedgerAct.SHARED)
    assert (line.recipient, line.handle, line.entry.what) == ("Tomas Okafor", WHO, ("permissions", "given_out"))
    assert line.opened_on == last.openings[0].astimezone().date()


def test_stopping_removes_it_at_their_next_sync_with_a_signed_receipt(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    stop_papers(pair.devon, whose(pair.devon), None, clock())
    (state,) = papers_states(pair.devon)
    assert (state.share.is_on, state.share.taken_back) == (False, TakenBack.ASKED)
    allowed(pair.devon, VERBAL)
    pair.meet()
    assert seen(pair.tomas) == []
    (state,) = papers_states(pair.devon)
    assert (state.share.taken_back, state.share.confirmed_by) == (TakenBack.CONFIRMED, 1)
    acts = [line.entry.act for line in ledger_lines(pair.devon)]
    assert acts == [LedgerAct.SHARED, LedgerAct.STOPPED]
    give(pair.devon, pair.reader)
    pair.meet()
    assert len(seen(pair.tomas)[0].permissions) == 2


def test_each_computer_of_the_reader_that_had_it_signs_and_keeps_nothing_of_it(pair: Pair) -> None:
    pair.shared()
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    laptop = another_computer_of_tomas(pair)
    pair.hospital.sync(laptop)
    assert KIM in everything_in(pair.tomas)
    assert KIM in everything_in(laptop)
    stop_papers(pair.devon, whose(pair.devon), None, clock())
    pair.meet()
    assert papers_states(pair.devon)[0].share.confirmed_by == 1
    pair.hospital.sync(laptop)
    pair.hospital.sync(pair.devon)
    assert papers_states(pair.devon)[0].share.confirmed_by == 2
    assert not [vault for vault in (pair.tomas, laptop) if KIM in everything_in(vault)]


def test_stopping_before_anything_was_sealed_leaves_nothing_to_ask_back(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    stop_papers(pair.devon, whose(pair.devon), pair.reader, clock())
    pair.meet()
    (state,) = papers_states(pair.devon)
    assert (state.share.taken_back, seen(pair.tomas)) == (TakenBack.NEVER_LEFT, [])
    with pytest.raises(NotFoundError):
        stop_papers(pair.devon, whose(pair.devon), pair.reader, clock())


def test_erasing_the_note_leaves_the_line_that_a_summary_left(pair: Pair) -> None:
    note = pair.note()
    allowed(pair.devon)
    told(pair, note)
    give(pair.devon, pair.reader)
    erase_note(pair.devon, note, clock())
    pair.meet()
    assert [one.act for one in seen(pair.tomas)[0].given_out] == [LedgerAct.PRINTED]


def test_sharing_again_changes_nothing_and_writes_no_second_line(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    lines = ledger_lines(pair.devon)
    assert not share_papers(pair.devon, whose(pair.devon), pair.reader, clock())
    assert ledger_lines(pair.devon) == lines


def test_what_came_since_the_preview_is_not_shared_unseen(pair: Pair) -> None:
    allowed(pair.devon)
    shown = preview_papers(pair.devon, whose(pair.devon), pair.reader, clock()).papers
    allowed(pair.devon)
    with pytest.raises(NotAllowedError, match="papers_changed"):
        share_papers(pair.devon, whose(pair.devon), pair.reader, clock(), as_shown=shown)
    assert papers_states(pair.devon) == ()
    again = preview_papers(pair.devon, whose(pair.devon), pair.reader, clock()).papers
    assert share_papers(pair.devon, whose(pair.devon), pair.reader, clock(), as_shown=again)


def test_only_a_supervisor_of_this_peer_may_have_them_and_only_where_something_is_kept(pair: Pair) -> None:
    allowed(pair.devon)
    with pytest.raises(NotAllowedError):
        share_papers(pair.devon, whose(pair.devon), PersonId(b"\x07" * 16), clock())
    pair.note()
    with pytest.raises(NotFoundError):
        preview_papers(pair.devon, PersonId(b"\x07" * 16), pair.reader, clock())  # type: ignore[arg-type]


def test_without_a_permission_there_are_no_papers(pair: Pair) -> None:
    pair.note()
    with pytest.raises(NotFoundError):
        give(pair.devon, pair.reader)


def test_a_vault_of_no_hospital_shares_with_nobody(tmp_path: object, pair: Pair) -> None:
    with new_vault(pair.hospital.folder / "alone") as vault:
        allowed(vault)
        with pytest.raises(NotEnrolledError):
            give(vault, pair.reader)


def test_a_long_life_of_papers_stays_small_and_says_how_much_is_older(pair: Pair) -> None:
    note = pair.note()
    for number in range(MOST_PERMISSIONS + 2):
        allowed(pair.devon, VERBAL, starts=f"2026-{1 + number // 28:02}-{1 + number % 28:02}")
    allowed(pair.devon)
    for _ in range(MOST_GIVEN_OUT + 4):
        told(pair, note)
    papers = shown(pair.devon, pair.reader)
    assert (len(papers.permissions), len(papers.given_out), papers.left_out) == (MOST_PERMISSIONS, MOST_GIVEN_OUT, 7)
    give(pair.devon, pair.reader)
    pair.meet()
    assert seen(pair.tomas) == [papers]


def test_whoever_has_papers_is_named_among_the_holders_and_all_goes_back_at_once(pair: Pair) -> None:
    note, _ = pair.shared()
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    (holder,) = holders(pair.devon, clock())
    assert ([one.id for one in holder.notes], [one.handle for one in holder.papers]) == ([note], [WHO])
    (reading,) = who_can_read(pair.devon, clock()).pairs
    assert (reading.copies, reading.papers) == (1, 1)
    assert (last_day(pair.devon).copies, last_day(pair.devon).papers) == (1, 1)
    take_all_back(pair.devon, find_holder(pair.devon, "Tomas Okafor", clock()).person, clock())
    pair.meet()
    assert (seen(pair.tomas), review_queue(pair.tomas)) == ([], ())
    assert holders(pair.devon, clock()) == ()
    with pytest.raises(NotFoundError):
        take_all_back(pair.devon, pair.reader, clock())


def test_papers_alone_make_a_holder_and_go_back(pair: Pair) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    assert [one.handle for one in holders(pair.devon, clock())[0].papers] == [WHO]
    take_all_back(pair.devon, pair.reader, clock())
    assert holders(pair.devon, clock()) == ()


def test_nothing_new_goes_to_somebody_with_new_keys_and_it_is_given_anew_once_it_is_them(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed(pair.devon)
    give(pair.devon, pair.reader)
    pair.meet()
    (before,) = received_papers(pair.tomas)
    with pytest.MonkeyPatch.context() as paused:
        paused.setattr(key_changes, "is_paused", lambda *_: True)
        allowed(pair.devon, VERBAL, handle=OTHER)
        with pytest.raises(KeysChangedError):
            give(pair.devon, pair.reader, OTHER)
    with pair.devon.write() as tx:
        key_changes._given_anew(tx, pair.reader, clock())
    pair.meet()
    (after,) = received_papers(pair.tomas)
    assert after.received.item.papers == before.received.item.papers
    assert after.received.item.id != before.received.item.id


def test_a_cut_in_the_middle_of_sharing_shares_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed(pair.devon)

    def cut(*_: object) -> None:
        raise DiskFullError

    monkeypatch.setattr(papers_shares, "papers_given", cut)
    with pytest.raises(DiskFullError):
        give(pair.devon, pair.reader)
    pair.meet()
    assert (seen(pair.tomas), papers_states(pair.devon), holders(pair.devon, clock())) == ([], (), ())
