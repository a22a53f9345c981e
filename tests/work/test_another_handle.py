"""Another handle for somebody: the old one goes on finding them, so it gets nobody around a no, in whatever order."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotAllowedError
from peerdesk.vault.vault import Vault
from peerdesk.work.another_handle import rename_individual
from peerdesk.work.follow_up_list import follow_up_list
from peerdesk.work.follow_ups import FollowUpDraft, add_follow_up
from peerdesk.work.individuals import individual_list, one_individual
from peerdesk.work.one_person import part_handle
from peerdesk.work.sharing import find_reader, share
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.support.vaults import a_vault
from tests.work.papers_desk import allowed, give
from tests.work.papers_desk import seen as papers_seen
from tests.work.test_one_person import asks, handles, join, no_contact, note, seen

SAM, SAMUEL, SAMMY = "Sam", "Samuel", "Sammy"
ORDERS = ("no then another handle", "another handle then no", "another handle here and the no there")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield TwoComputers(hospital)


def rename(vault: Vault, handle: str, other: str) -> None:
    rename_individual(vault, handle, other, clock(), os.urandom)


def refuses_to_plan(vault: Vault, handle: str) -> None:
    with pytest.raises(NotAllowedError):
        add_follow_up(vault, FollowUpDraft(due="0d", handle=handle), clock(), os.urandom)


def test_the_old_handle_finds_them_before_and_after_a_no_and_when_it_is_theirs_again(vault: Vault) -> None:
    note(vault, SAM)
    rename(vault, SAM, SAMUEL)
    note(vault, SAM.lower())
    asks(vault, SAMUEL)
    assert handles(vault) == [SAMUEL, SAMUEL]
    for handle in (SAM, SAMUEL):
        refuses_to_plan(vault, handle)
    rename(vault, SAMUEL, SAM)
    assert (one_individual(vault, SAMUEL).others, handles(vault)) == ((SAMUEL,), [SAM, SAM])
    rename(vault, SAM, SAMMY)
    assert [(one.handle, one.others, one.notes) for one in individual_list(vault)] == [(SAMMY, (SAM, SAMUEL), 2)]


def test_what_they_were_called_before_is_nobody_else(vault: Vault) -> None:
    for handle in (SAM, "Wren"):
        note(vault, handle)
    asks(vault, SAM)
    rename(vault, SAM, SAMUEL)
    with pytest.raises(NotAllowedError, match="called_before"):
        part_handle(vault, SAM, clock())
    with pytest.raises(NotAllowedError, match="handle_taken"):
        rename(vault, "Wren", SAM)
    refuses_to_plan(vault, SAM)


def test_two_who_are_one_person_go_apart_with_what_each_was_called_before(vault: Vault) -> None:
    for handle in (SAM, "Wren"):
        note(vault, handle)
    rename(vault, SAM, SAMUEL)
    # Whoever types the old handle means the person, and the handle that was to stay stays.
    join(vault, "Wren", SAM)
    assert handles(vault) == ["Wren", "Wren"]
    asks(vault, "Wren")
    part_handle(vault, SAM, clock())
    assert handles(vault) == [SAMUEL, "Wren"]
    assert (one_individual(vault, SAM).handle, one_individual(vault, "Wren").others) == (SAMUEL, ())
    assert all(no_contact(vault, handle) for handle in (SAM, SAMUEL, "Wren"))


@pytest.mark.parametrize("met", [True, False])
@pytest.mark.parametrize("order", ORDERS)
def test_it_gets_nobody_around_a_no_on_two_computers(two: TwoComputers, order: str, met: bool) -> None:
    note(two.ward, SAM)
    if met:
        two.meet()
    written = note(two.laptop, SAM, follow_up="0d")
    share(two.laptop, written, find_reader(two.laptop, "Tomas Okafor", clock()), clock())
    if order == ORDERS[0]:
        asks(two.ward, SAM)
    rename(two.ward, SAM, SAMUEL)
    if order == ORDERS[1]:
        asks(two.ward, SAMUEL)
    if order == ORDERS[2]:
        asks(two.laptop, SAM)
    assert seen(two) == []
    for vault in (two.ward, two.laptop):
        assert follow_up_list(vault) == ()
        assert [(one.handle, one.notes, one.no_contact) for one in individual_list(vault)] == [(SAMUEL, 2, True)]
        for handle in (SAM, SAMUEL):
            refuses_to_plan(vault, handle)


def test_a_no_to_sharing_alone_holds_for_what_another_computer_writes_under_the_old_handle(two: TwoComputers) -> None:
    note(two.ward, SAM)
    asks(two.ward, SAM, no_contact=False)
    rename(two.ward, SAM, SAMUEL)
    written = note(two.laptop, SAM)
    share(two.laptop, written, find_reader(two.laptop, "Tomas Okafor", clock()), clock())
    assert seen(two) == []


def test_where_two_computers_give_two_handles_at_once_each_of_the_three_finds_them(two: TwoComputers) -> None:
    note(two.ward, SAM)
    two.meet()
    rename(two.ward, SAM, SAMUEL)
    rename(two.laptop, SAM, SAMMY)
    asks(two.laptop, SAMMY)
    two.meet()
    assert individual_list(two.ward) == individual_list(two.laptop)
    assert len(individual_list(two.ward)) == 1
    for handle in (SAM, SAMUEL, SAMMY):
        refuses_to_plan(two.ward, handle)


def test_permission_papers_follow_to_the_new_handle_also_with_what_is_kept_under_the_old_one(two: TwoComputers) -> None:
    note(two.ward, SAM)
    allowed(two.ward, handle=SAM)
    give(two.ward, find_reader(two.ward, "Tomas Okafor", clock()), SAM)
    rename(two.ward, SAM, SAMUEL)
    allowed(two.ward, handle=SAM)
    two.meet()
    two.hospital.sync(two.tomas)
    assert [(one.handle, len(one.permissions)) for one in papers_seen(two.tomas)] == [(SAMUEL, 2)]
