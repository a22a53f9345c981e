"""Sharing with a supervisor: exactly the preview, only with whom it may be, taken back when the peer says so."""

import os
from dataclasses import asdict

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import (
    MissingAnswerError,
    NotAllowedError,
    NotFoundError,
    TextTooLongError,
)
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.vocabulary import AckKind, Role
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import (
    change_encounter,
    delete_encounter,
    encounter_detail,
    encounter_page,
    undelete_encounter,
)
from peerdesk.work.sharing import find_reader, preview, readers, share, stop_sharing
from peerdesk.work.supervision import (
    acknowledge,
    comment,
    open_item,
    resolve_item,
    review_item,
    review_queue,
)
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.work.ward import Pair


def seen_by(vault: Vault) -> list[str]:
    return [item.received.item.projection.memory for item in review_queue(vault)]


@pytest.mark.parametrize("include_memory", [False, True])
def test_the_supervisor_sees_exactly_what_the_preview_showed(pair: Pair, include_memory: bool) -> None:
    note = pair.note()
    shown = preview(pair.devon, note, pair.reader, clock(), include_memory=include_memory)
    assert shown.projection.memory == ("only for me" if include_memory else "")
    assert ("memory" in shown.stays) is not include_memory
    share(pair.devon, note, pair.reader, clock(), include_memory=include_memory)
    pair.meet()
    (item,) = review_queue(pair.tomas)
    assert asdict(item.received.item.projection) == asdict(shown.projection)
    everything = b"".join(path.read_bytes() for path in pair.tomas.folder.rglob("*") if path.is_file())
    assert b"their own words" not in everything


def test_looking_at_the_preview_shares_nothing(pair: Pair) -> None:
    note = pair.note()
    preview(pair.devon, note, pair.reader, clock())
    pair.meet()
    assert review_queue(pair.tomas) == ()
    assert encounter_detail(pair.devon, note).shares == ()


def test_an_edit_of_a_shared_note_reaches_the_copy_and_no_further(pair: Pair) -> None:
    note, copy = pair.shared()
    change_encounter(pair.devon, note, {"handle": "Quiet River", "memory": "new words for me"}, clock(), os.urandom)
    pair.meet()
    item = review_item(pair.tomas, copy).received.item
    assert (item.projection.handle, item.projection.memory) == ("Quiet River", "")


def test_ticking_the_memory_note_later_gives_another_copy_and_takes_the_first_away(pair: Pair) -> None:
    note, first = pair.shared()
    share(pair.devon, note, pair.reader, clock(), include_memory=True)
    pair.meet()
    assert seen_by(pair.tomas) == ["only for me"]
    with pytest.raises(NotFoundError):
        review_item(pair.tomas, first)


def test_sharing_twice_in_the_same_way_changes_nothing(pair: Pair) -> None:
    note, _ = pair.shared()
    assert not share(pair.devon, note, pair.reader, clock())
    assert pair.hospital.sync(pair.devon).pushed == 0


@pytest.mark.parametrize("end", ["stop", "stop for one", "delete"])
def test_a_copy_that_was_taken_back_is_gone_with_everything_made_from_it(pair: Pair, end: str) -> None:
    note, copy = pair.shared(include_memory=True)
    open_item(pair.tomas, copy, clock(), os.urandom)
    if end == "delete":
        delete_encounter(pair.devon, note)
    else:
        stop_sharing(pair.devon, note, pair.reader if end == "stop for one" else None)
    assert pair.hospital.sync(pair.devon).proof
    pair.meet()
    assert review_queue(pair.tomas) == ()
    with pair.tomas.read() as tx:
        assert tx.removed.about(copy, pair_space(tx.person, status(pair.devon, clock()).person))
    (state,) = encounter_detail(pair.devon, note).shares
    assert not state.is_on
    assert state.opened_at is not None
    assert state.removed_at is not None
    if end == "delete":
        undelete_encounter(pair.devon, note)
        pair.meet()
        assert review_queue(pair.tomas) == ()


def test_a_share_that_never_left_leaves_no_trace_when_it_is_stopped(pair: Pair) -> None:
    note = pair.note()
    share(pair.devon, note, pair.reader, clock(), include_memory=True)
    stop_sharing(pair.devon, note)
    pair.meet()
    assert review_queue(pair.tomas) == ()
    with pair.tomas.read() as tx:
        assert tx.inbox.quarantined() == ()


def test_sharing_again_after_stopping_is_a_new_copy(pair: Pair) -> None:
    note, first = pair.shared()
    stop_sharing(pair.devon, note)
    pair.meet()
    share(pair.devon, note, pair.reader, clock())
    pair.meet()
    (item,) = review_queue(pair.tomas)
    assert item.received.item.id != first
    assert item.received.is_new


def test_nothing_is_shared_with_somebody_who_is_not_the_supervisor(pair: Pair) -> None:
    pair.hospital.join("Other Person", Role.SUPERVISOR)
    pair.hospital.sync(pair.devon)
    note = pair.note()
    stranger = next(p for p, n in status(pair.devon, clock()).names.items() if n == "Other Person")
    for person in (stranger, PersonId(bytes(16)), status(pair.devon, clock()).person):
        with pytest.raises(NotAllowedError):
            share(pair.devon, note, person, clock())
        with pytest.raises(NotAllowedError):
            preview(pair.devon, note, person, clock())
    with pytest.raises(NotFoundError):
        find_reader(pair.devon, "Other Person", clock())
    with pytest.raises(NotAllowedError):
        share(pair.tomas, note, status(pair.devon, clock()).person, clock())


def test_a_note_that_is_not_here_cannot_be_shared_or_stopped(pair: Pair) -> None:
    with pytest.raises(NotFoundError):
        share(pair.devon, RecordId(bytes(16)), pair.reader, clock())
    note = pair.note()
    with pytest.raises(NotFoundError):
        stop_sharing(pair.devon, note, pair.reader)
    assert not stop_sharing(pair.devon, note)


def test_lists_say_what_is_shared_and_status_how_much(pair: Pair) -> None:
    note, _ = pair.shared()
    pair.note()
    assert [row.id for row in encounter_page(pair.devon, Wanted(shared=True))] == [note]
    assert status(pair.devon, clock()).readers == {pair.reader: 1}
    assert [reader.name for reader in readers(pair.devon, clock())] == ["Tomas Okafor"]


def test_an_item_is_marked_as_opened_once_and_its_peer_sees_when(pair: Pair) -> None:
    note, copy = pair.shared()
    at = clock()
    _, changes = open_item(pair.tomas, copy, at, os.urandom)
    assert changes
    _, again = open_item(pair.tomas, copy, clock(), os.urandom)
    assert not again
    pair.meet()
    pair.meet()
    assert encounter_detail(pair.devon, note).shares[0].opened_at == at
    assert not review_queue(pair.tomas)[0].received.is_new


def test_the_two_of_them_talk_and_no_word_touches_the_note(pair: Pair) -> None:
    note, copy = pair.shared()
    before = encounter_detail(pair.devon, note).versions
    comment(pair.tomas, copy, "How was that for you?", clock(), os.urandom)
    acknowledge(pair.tomas, copy, AckKind.TALK, clock(), os.urandom)
    pair.meet()
    pair.meet()
    comment(pair.devon, copy, "Hard. Thank you for asking.", clock(), os.urandom)
    pair.meet()
    for said in (review_item(pair.tomas, copy).comments, encounter_detail(pair.devon, note).comments):
        assert [one.text for one in said] == ["How was that for you?", "Hard. Thank you for asking."]
    assert review_item(pair.tomas, copy).comments[0].revision is not None
    assert encounter_detail(pair.devon, note).versions == before
    assert review_queue(pair.tomas)[0].received.answer is AckKind.TALK


def test_what_is_said_has_to_be_something_about_something(pair: Pair) -> None:
    _, copy = pair.shared()
    with pytest.raises(MissingAnswerError):
        comment(pair.tomas, copy, "  ", clock(), os.urandom)
    with pytest.raises(TextTooLongError):
        comment(pair.tomas, copy, "x" * 1001, clock(), os.urandom)
    with pytest.raises(NotFoundError):
        comment(pair.tomas, RecordId(bytes(16)), "hello", clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        acknowledge(pair.devon, copy, AckKind.THANK, clock(), os.urandom)
    assert resolve_item(pair.tomas, copy.hex()[:10]) == copy
    with pytest.raises(NotFoundError):
        resolve_item(pair.tomas, "not hex at all")


def test_flagged_items_come_first(pair: Pair) -> None:
    plain = pair.note()
    flagged = pair.note(EncounterDraft(setting="ed", outcome="left", happened_on="2026-01-01", prompt="help me here"))
    for note in (plain, flagged):
        share(pair.devon, note, pair.reader, clock())
    pair.meet()
    assert [item.received.item.projection.prompt for item in review_queue(pair.tomas)] == ["help me here", ""]


def test_a_note_that_was_deleted_cannot_be_shared(pair: Pair) -> None:
    note = pair.note()
    delete_encounter(pair.devon, note)
    with pytest.raises(NotFoundError):
        share(pair.devon, note, pair.reader, clock())
