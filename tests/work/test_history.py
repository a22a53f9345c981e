"""The history of a note: what each version changed, where and when, and going back without losing anything."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId, RevisionId
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, delete_encounter, encounter_detail, undelete_encounter
from peerdesk.work.history import NoteVersion, history, restore
from peerdesk.work.sharing import share
from peerdesk.work.supervision import review_queue
from peerdesk.work.two_versions import Pick, disputes, settle
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def memories(vault: Vault, note: RecordId) -> list[object]:
    return [one.fields["memory"] if one.fields else None for one in history(vault, note)]


def version(vault: Vault, note: RecordId, memory: str) -> NoteVersion:
    return next(one for one in history(vault, note) if one.fields and one.fields["memory"] == memory)


def back_to(vault: Vault, note: RecordId, memory: str) -> None:
    wanted = version(vault, note, memory).revision
    assert wanted is not None
    restore(vault, note, wanted, clock())


def test_each_version_says_what_it_changed_where_and_when(two: TwoComputers) -> None:
    note = two.note(handle="Blue Heron 27")
    begun = clock()
    change_encounter(
        two.laptop, note, {"memory": "second", "setting": "street"}, datetime(1999, 5, 1, 8, 30, tzinfo=UTC), os.urandom
    )
    two.meet()
    for vault, (first, second) in ((two.ward, ("here", "other")), (two.laptop, ("other", "here"))):
        one, two_ = history(vault, note)
        assert (one.number, one.is_first, one.changed, one.computer.where.value) == (1, True, (), first)
        assert one.kept_at is not None
        assert abs(one.kept_at - begun) < timedelta(minutes=1)
        assert (two_.number, two_.changed, two_.computer.where.value) == (2, ("memory", "setting"), second)
        # The laptop's clock was wrong by decades: its time is shown as it was, and the order is not touched by it.
        assert two_.kept_at == datetime(1999, 5, 1, 8, 30, tzinfo=UTC)
        assert (one.is_shown, two_.is_shown, two_.is_on_server) == (False, True, True)
        assert {one.handle, two_.handle} == {"Blue Heron 27"}


def test_versions_side_by_side_stand_in_one_order_on_both_computers(two: TwoComputers) -> None:
    note = two.note()
    for round_ in range(3):
        two.change(two.ward, note, memory=f"ward {round_}")
        two.change(two.laptop, note, memory=f"laptop {round_}")
        two.meet()
    seen = [[one.revision for one in history(vault, note)] for vault in (two.ward, two.laptop)]
    assert seen[0] == seen[1]
    assert len(seen[0]) == 7
    assert sum(one.is_shown for one in history(two.ward, note)) == 2


def test_going_back_is_a_new_version_and_can_be_gone_back_on(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, memory="second", support=["listened"])
    two.meet()
    back_to(two.ward, note, "first")
    two.meet()
    for vault in (two.ward, two.laptop):
        kept = encounter_detail(vault, note).encounter
        assert (kept.memory, [code.value for code in kept.support]) == ("first", ["time"])
        assert memories(vault, note) == ["first", "second", "first"]
        assert history(vault, note)[2].changed == ("memory", "support")
    back_to(two.laptop, note, "second")
    two.meet()
    assert encounter_detail(two.ward, note).encounter.memory == "second"


def test_what_was_not_sent_yet_is_a_version_before_an_older_one_comes_back(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, memory="not sent yet")
    back_to(two.ward, note, "first")
    assert memories(two.ward, note) == ["first", "not sent yet", "first"]
    two.meet()
    assert memories(two.laptop, note) == ["first", "not sent yet", "first"]
    back_to(two.laptop, note, "not sent yet")
    two.meet()
    assert encounter_detail(two.ward, note).encounter.memory == "not sent yet"


def test_going_back_to_what_stands_there_now_changes_nothing(two: TwoComputers) -> None:
    note = two.note()
    back_to(two.ward, note, "first")
    assert memories(two.ward, note) == ["first"]
    assert two.hospital.sync(two.ward).pushed == 0


def test_going_back_settles_what_differs_and_undoes_neither_sharing_nor_deleting(two: TwoComputers) -> None:
    note = two.note()
    with two.tomas.read() as tx:
        share(two.ward, note, tx.person, clock())
    two.change(two.ward, note, memory="on the ward")
    two.change(two.laptop, note, memory="at home")
    two.meet()
    assert disputes(two.ward, note) != ()
    back_to(two.ward, note, "first")
    two.meet()
    assert disputes(two.laptop, note) == ()
    two.hospital.sync(two.tomas)
    assert len(review_queue(two.tomas)) == 1
    delete_encounter(two.ward, note, clock())
    back_to(two.ward, note, "at home")
    assert encounter_detail(two.ward, note).hidden
    two.meet()
    undelete_encounter(two.ward, note, clock())
    two.meet()
    assert encounter_detail(two.laptop, note).encounter.memory == "at home"
    assert history(two.laptop, note)[-1].changed == ("hidden",)


def test_settling_two_versions_stands_in_the_history_and_both_stay_readable(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, memory="on the ward")
    two.change(two.laptop, note, memory="at home")
    two.meet()
    (dispute,) = disputes(two.ward, note)
    settle(two.ward, note, [Pick(record=note, field="memory", stamp=None)], clock())
    two.meet()
    assert memories(two.laptop, note)[-1] == "on the ward\n\nat home"
    assert set(memories(two.laptop, note)[:-1]) == {"first", "on the ward", "at home"}
    assert dispute.both == "on the ward\n\nat home"


def test_a_version_that_is_not_there_cannot_come_back(two: TwoComputers) -> None:
    note = two.note()
    with pytest.raises(NotFoundError):
        restore(two.ward, note, RevisionId(os.urandom(32)), clock())
    with pytest.raises(NotFoundError):
        history(two.ward, RecordId(os.urandom(16)))
