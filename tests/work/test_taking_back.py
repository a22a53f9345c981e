"""Taking back: nothing but their computer's signed word says that a copy is gone, and openings are told day by day."""

import os
from collections.abc import Callable
from datetime import timedelta

import pytest

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.sync import receipts
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.revision import Kind, is_blanked, parse_revision
from peerdesk.work.copies import ShareState, TakenBack, disclosures
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.sharing import share, stop_sharing
from peerdesk.work.supervision import comment, open_item, review_queue
from peerdesk.work.syncing import sync_now
from tests.support.hospital import clock
from tests.support.two_computers import second_computer
from tests.work.test_paused_shares import come_back
from tests.work.ward import Pair, spoil

SECRET = "only for me"
ROWS = "SELECT * FROM ?"


def state(pair: Pair, note: RecordId) -> ShareState:
    (one,) = encounter_detail(pair.devon, note).shares
    return one


def everything_in(vault: Vault) -> str:
    """Return every value of every table, as this computer could show it to whoever opened it."""
    with vault.read() as tx:
        driver = driver_of(tx._connection)
        tables = [name for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "".join(repr(row) for table in tables for row in driver.execute(ROWS.replace("?", table)))


def another_computer_of_tomas(pair: Pair) -> Vault:
    laptop = second_computer(pair.tomas, pair.hospital.folder / "homes" / "laptop", pair.hospital.remotes("", b""))
    pair.hospital.open_vaults.append(laptop)
    # Tomas gives it the keys, and only then can it read anything.
    for vault in (laptop, pair.tomas, laptop):
        pair.hospital.sync(vault)
    assert len(review_queue(laptop)) == 1
    return laptop


def test_a_share_is_asked_back_until_their_computer_has_signed_that_it_is_gone(pair: Pair) -> None:
    note, copy = pair.shared(include_memory=True)
    open_item(pair.tomas, copy, clock(), os.urandom)
    pair.meet()
    assert state(pair, note).taken_back is None
    stop_sharing(pair.devon, note)
    assert (state(pair, note).taken_back, state(pair, note).removed_at) == (TakenBack.ASKED, None)
    pair.hospital.sync(pair.devon)
    assert state(pair, note).taken_back is TakenBack.ASKED
    pair.hospital.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    ended = state(pair, note)
    assert (ended.taken_back, ended.confirmed_by, ended.computers) == (TakenBack.CONFIRMED, 1, 1)
    assert ended.removed_at is not None
    assert len(ended.openings) == 1


def test_nothing_of_it_is_left_on_the_readers_computer(pair: Pair) -> None:
    note, copy = pair.shared(include_memory=True)
    comment(pair.tomas, copy, "My own words.", clock(), os.urandom)
    assert SECRET in everything_in(pair.tomas)
    stop_sharing(pair.devon, note)
    pair.meet()
    left = everything_in(pair.tomas)
    assert SECRET not in left
    assert "Blue Heron" not in left
    with pair.tomas.read() as tx:
        sql = "SELECT frame FROM revision WHERE record = ? AND kind = ?"
        frames = driver_of(tx._connection).execute(sql, (copy, int(Kind.DATA))).fetchall()
    assert frames != []
    assert all(is_blanked(parse_revision(frame)) for (frame,) in frames)


def test_what_nobody_had_fetched_is_confirmed_as_well(pair: Pair) -> None:
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    pair.hospital.sync(pair.devon)
    stop_sharing(pair.devon, note)
    pair.hospital.sync(pair.devon)
    assert state(pair, note).taken_back is TakenBack.ASKED
    pair.hospital.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert state(pair, note).taken_back is TakenBack.CONFIRMED
    assert pair.hospital.sync(pair.tomas).pushed == 0


def test_what_never_left_asks_nobody(pair: Pair) -> None:
    note = pair.note()
    share(pair.devon, note, pair.reader, clock())
    stop_sharing(pair.devon, note)
    assert state(pair, note).taken_back is TakenBack.NEVER_LEFT


def test_a_receipt_for_an_earlier_copy_says_nothing_of_a_later_one(pair: Pair) -> None:
    note, _ = pair.shared()
    stop_sharing(pair.devon, note)
    pair.meet()
    assert state(pair, note).taken_back is TakenBack.CONFIRMED
    share(pair.devon, note, pair.reader, clock())
    pair.meet()
    stop_sharing(pair.devon, note)
    pair.hospital.sync(pair.devon)
    assert state(pair, note).taken_back is TakenBack.ASKED
    pair.hospital.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert state(pair, note).taken_back is TakenBack.CONFIRMED


def test_each_computer_that_had_it_signs_for_itself_and_one_that_comes_later_does_not(pair: Pair) -> None:
    note, _ = pair.shared()
    laptop = another_computer_of_tomas(pair)
    stop_sharing(pair.devon, note)
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert (state(pair, note).confirmed_by, state(pair, note).computers) == (1, 2)
    pair.hospital.sync(laptop)
    pair.hospital.sync(pair.devon)
    assert (state(pair, note).confirmed_by, state(pair, note).computers) == (2, 2)
    folder = pair.hospital.folder / "homes" / "third"
    third = second_computer(pair.tomas, folder, pair.hospital.remotes("", b""))
    pair.hospital.open_vaults.append(third)
    pair.hospital.sync(third)
    pair.hospital.sync(pair.devon)
    assert (state(pair, note).confirmed_by, state(pair, note).computers) == (2, 3)


@pytest.mark.parametrize(("hours", "days"), [(0, 1), (2, 1), (24, 2), (49, 2)])
def test_an_opening_is_told_once_for_each_day(pair: Pair, hours: int, days: int) -> None:
    note, copy = pair.shared()
    first = clock().replace(hour=9, minute=0)
    for at in (first, first + timedelta(hours=hours)):
        open_item(pair.tomas, copy, at, os.urandom)
    pair.hospital.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    openings = state(pair, note).openings
    assert len(openings) == days
    assert openings[0] == state(pair, note).opened_at == first
    assert [one.share.openings for one in disclosures(pair.devon, note)] == [openings]


def test_looking_at_the_list_opens_nothing(pair: Pair) -> None:
    note, _ = pair.shared()
    review_queue(pair.tomas)
    pair.meet()
    assert state(pair, note).openings == ()


def test_a_computer_with_new_keys_does_not_sign_for_the_lost_one_that_had_the_copy(pair: Pair) -> None:
    note, _ = pair.shared()
    again = come_back(pair)
    stop_sharing(pair.devon, note)
    pair.hospital.sync(pair.devon)
    pair.hospital.sync(again.tomas)
    pair.hospital.sync(pair.devon)
    assert state(pair, note).taken_back is TakenBack.ASKED


def test_what_waits_to_be_signed_for_has_an_end(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "_MOST", 2)
    notes = [pair.note() for _ in range(4)]
    for note in notes:
        share(pair.devon, note, pair.reader, clock())
    pair.hospital.sync(pair.devon)
    for note in notes:
        stop_sharing(pair.devon, note)
    for vault in (pair.devon, pair.tomas, pair.devon, pair.tomas, pair.devon):
        pair.hospital.sync(vault)
    found = sorted(state(pair, note).taken_back or "" for note in notes)
    assert found == [TakenBack.ASKED] * 2 + [TakenBack.CONFIRMED] * 2


def test_what_was_taken_back_is_told_of_although_the_round_breaks_off_behind_it(pair: Pair) -> None:
    note, _ = pair.shared(include_memory=True)
    stop_sharing(pair.devon, note)
    pair.hospital.sync(pair.devon)

    def cut_behind_the_page(endpoint: str, _question: object, go_on: Callable[[], object]) -> object:
        if endpoint == endpoints.PUSH:
            raise OfflineError
        return go_on()

    spoil(pair.hospital, cut_behind_the_page)
    told: list[Changes] = []
    with pytest.raises(OfflineError):
        sync_now(pair.tomas, pair.hospital.remotes, clock(), os.urandom, news=told.append)
    assert review_queue(pair.tomas) == ()
    assert any(changes.touches(RecordKind.SHARED_ENCOUNTER) for changes in told)
