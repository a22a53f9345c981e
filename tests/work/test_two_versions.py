"""A note changed on two computers: each value is there with its computer until the person picks; nothing is lost."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_detail, encounter_page, search
from peerdesk.work.follow_ups import finish_follow_up, move_follow_up
from peerdesk.work.sharing import share, stop_sharing
from peerdesk.work.supervision import review_queue
from peerdesk.work.two_versions import Dispute, Pick, disputes, settle
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, clock
from tests.support.two_computers import TwoComputers, two_computers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def by_field(vault: Vault, note: RecordId) -> dict[str, Dispute]:
    return {one.field: one for one in disputes(vault, note)}


def said(dispute: Dispute) -> list[tuple[str, object]]:
    return [(option.computer.where.value, option.value) for option in dispute.options]


def pick(dispute: Dispute, at: int | None) -> Pick:
    stamp = None if at is None else dispute.options[at].stamp
    return Pick(record=dispute.record, field=dispute.field, stamp=stamp)


def differing(two: TwoComputers, **answers: object) -> RecordId:
    note = two.note()
    two.change(two.ward, note, memory="on the ward", setting="inpatient", support=("time", "listened"))
    two.change(two.laptop, note, memory="at home", setting="street", support=("time", "info"))
    two.meet()
    return note


def test_each_computer_sees_its_own_value_first_and_knows_the_other(two: TwoComputers) -> None:
    note = differing(two)
    assert said(by_field(two.ward, note)["memory"]) == [("here", "on the ward"), ("other", "at home")]
    assert said(by_field(two.laptop, note)["memory"]) == [("here", "at home"), ("other", "on the ward")]
    assert set(by_field(two.ward, note)) == {"memory", "setting", "support"}


def test_what_is_picked_is_settled_everywhere_and_what_is_not_is_carried_on(two: TwoComputers) -> None:
    note = differing(two)
    seen = by_field(two.ward, note)
    settle(two.ward, note, [pick(seen["memory"], 1)], clock())
    two.meet()
    for vault in (two.ward, two.laptop):
        assert encounter_detail(vault, note).encounter.memory == "at home"
        assert set(by_field(vault, note)) == {"setting", "support"}
        assert encounter_page(vault)[0].conflicts
    settle(two.laptop, note, [pick(by_field(two.laptop, note)["setting"], 0)], clock())
    settle(two.laptop, note, [pick(by_field(two.laptop, note)["support"], None)], clock())
    two.meet()
    for vault in (two.ward, two.laptop):
        kept = encounter_detail(vault, note).encounter
        assert (kept.setting.value, [code.value for code in kept.support]) == ("street", ["time", "listened", "info"])
        assert disputes(vault, note) == ()
        assert not encounter_page(vault)[0].conflicts


def test_both_texts_are_kept_one_below_the_other_and_found_again(two: TwoComputers) -> None:
    note = differing(two)
    settle(two.ward, note, [pick(by_field(two.ward, note)["memory"], None)], clock())
    two.meet()
    assert encounter_detail(two.laptop, note).encounter.memory == "on the ward\n\nat home"
    assert [one.row.id for one in search(two.laptop, "ward home")] == [note]


def test_both_is_not_there_for_a_single_choice(two: TwoComputers) -> None:
    note = differing(two)
    setting = by_field(two.ward, note)["setting"]
    assert setting.both is None
    with pytest.raises(NotFoundError):
        settle(two.ward, note, [pick(setting, None)], clock())
    assert set(by_field(two.ward, note)) == {"memory", "setting", "support"}


def test_a_value_that_was_settled_elsewhere_meanwhile_is_not_picked_over_it(two: TwoComputers) -> None:
    note = differing(two)
    old = by_field(two.ward, note)["memory"]
    settle(two.laptop, note, [pick(by_field(two.laptop, note)["memory"], 0)], clock())
    two.meet()
    with pytest.raises(NotFoundError):
        settle(two.ward, note, [pick(old, 0)], clock())
    assert encounter_detail(two.ward, note).encounter.memory == "at home"


def test_picking_offline_on_both_computers_shows_the_two_picks_again(two: TwoComputers) -> None:
    note = differing(two)
    for vault in (two.ward, two.laptop):
        settle(vault, note, [pick(by_field(vault, note)["memory"], 0)], clock())
    two.meet()
    assert said(by_field(two.ward, note)["memory"]) == [("here", "on the ward"), ("other", "at home")]


def test_an_answer_that_was_emptied_on_one_computer_stands_beside_the_other(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, memory="")
    two.change(two.laptop, note, memory="at home")
    two.meet()
    seen = by_field(two.ward, note)["memory"]
    assert said(seen) == [("here", ""), ("other", "at home")]
    assert seen.both == "at home"
    settle(two.ward, note, [pick(seen, 0)], clock())
    two.meet()
    assert encounter_detail(two.laptop, note).encounter.memory == ""


def test_two_people_for_one_note_are_named(two: TwoComputers) -> None:
    note = two.note()
    two.change(two.ward, note, handle="Blue Heron 27")
    two.change(two.laptop, note, handle="Red Maple 4")
    two.meet()
    seen = by_field(two.ward, note)["individual"]
    assert [option.handle for option in seen.options] == ["Blue Heron 27", "Red Maple 4"]
    settle(two.ward, note, [pick(seen, 1)], clock())
    two.meet()
    assert {row.handle for vault in (two.ward, two.laptop) for row in encounter_page(vault)} == {"Red Maple 4"}


def test_a_follow_up_changed_on_two_computers_is_part_of_its_note(two: TwoComputers) -> None:
    note = two.note(follow_up="2026-12-01")
    planned = encounter_detail(two.ward, note).follow_up
    assert planned is not None
    move_follow_up(two.ward, planned.id, date(2026, 12, 3))
    move_follow_up(two.laptop, planned.id, date(2026, 12, 9))
    finish_follow_up(two.laptop, planned.id)
    two.meet()
    seen = by_field(two.ward, note)
    assert said(seen["due"]) == [("here", "2026-12-03"), ("other", "2026-12-09")]
    assert set(seen) == {"due"}
    settle(two.ward, note, [pick(seen["due"], 1)], clock())
    two.meet()
    for vault in (two.ward, two.laptop):
        kept = encounter_detail(vault, note).follow_up
        assert kept is not None
        assert (kept.due, kept.is_open) == (date(2026, 12, 9), False)
        assert disputes(vault, note) == ()


def test_sharing_that_differs_is_settled_to_what_both_agree_on(two: TwoComputers) -> None:
    note = two.note()
    with two.tomas.read() as tx:
        reader = tx.person
    share(two.ward, note, reader, clock())
    two.meet()
    stop_sharing(two.ward, note)
    share(two.laptop, note, reader, clock(), include_memory=True)
    two.meet()
    seen = by_field(two.ward, note)["share"]
    assert not seen.is_picked
    settle(two.ward, note, [], clock())
    two.meet()
    two.meet()
    two.hospital.sync(two.tomas)
    assert review_queue(two.tomas) == ()
    assert disputes(two.laptop, note) == ()


def test_a_shared_copy_says_what_was_picked(two: TwoComputers) -> None:
    note = two.note()
    with two.tomas.read() as tx:
        reader = tx.person
    share(two.ward, note, reader, clock())
    two.meet()
    two.change(two.ward, note, setting="inpatient")
    two.change(two.laptop, note, setting="street")
    two.meet()
    shown = encounter_detail(two.laptop, note).encounter.setting.value
    differing = by_field(two.laptop, note)["setting"]
    other = next(place for place, option in enumerate(differing.options) if option.value != shown)
    settle(two.laptop, note, [pick(differing, other)], clock())
    wanted = differing.options[other].value
    with two.laptop.read() as tx:
        # In the same commit: nothing waits for a sync to be what it should.
        assert tx.shared_items.given(note)[0].item.projection.setting.value == wanted
    two.meet()
    two.hospital.sync(two.tomas)
    assert review_queue(two.tomas)[0].received.item.projection.setting.value == wanted


def test_a_note_that_is_not_here_has_no_versions(two: TwoComputers) -> None:
    with pytest.raises(NotFoundError):
        disputes(two.ward, RecordId(os.urandom(16)))


def test_what_a_copied_vault_wrote_is_told_apart_from_this_one(two: TwoComputers) -> None:
    note = two.note()
    folder = two.hospital.folder / "homes"
    two.ward.close()
    shutil.copytree(folder / "Devon Achebe", folder / "copied")
    one, other = (
        unlock(choose(folder / home), PASSPHRASE, allow_test_profile=True) for home in ("Devon Achebe", "copied")
    )
    two.hospital.open_vaults += [one, other]
    two.change(one, note, memory="here")
    two.change(other, note, memory="there")
    for vault in (one, other, one):
        two.hospital.sync(vault)
    assert said(by_field(one, note)["memory"]) == [("here", "here"), ("copy", "there")]
    assert said(by_field(other, note)["memory"]) == [("here", "there"), ("copy", "here")]
