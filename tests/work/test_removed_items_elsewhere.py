"""What a removed computer wrote, taken up on one computer and heard of on another: each thing is there once."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import Act, do, needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import encounter_detail, keep_encounter
from peerdesk.work.removed_items import removed_work
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, second_computer, two_computers
from tests.work.test_removed_items import about, handed_in, memory, take
from tests.work.test_removing import memories, write


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def at_home(two: TwoComputers) -> Vault:
    home = second_computer(two.ward, two.hospital.folder / "homes" / "home", two.hospital.remotes("", b""))
    two.hospital.open_vaults.append(home)
    two.meet()
    two.hospital.sync(home)
    return home


@pytest.mark.invariant(2)
def test_two_computers_that_take_up_the_same_end_with_one_of_each_and_nothing_to_decide(two: TwoComputers) -> None:
    home = at_home(two)
    known = two.note()
    new = keep_encounter(
        two.laptop,
        EncounterDraft(setting="ed", outcome="left", memory="begun there", handle="Blue Heron 27", follow_up="7d"),
        clock(),
        os.urandom,
    ).id
    two.change(two.laptop, known, memory="changed there")
    items = handed_in(two)
    two.hospital.sync(home)
    for vault in (two.ward, home):
        for item in items:
            take(vault, item)
    for vault in (two.ward, home, two.ward, home):
        assert two.hospital.sync(vault).proof
    for vault in (two.ward, home):
        assert (memory(vault, known), memory(vault, new)) == ("changed there", "begun there")
        assert encounter_detail(vault, new).handle == "Blue Heron 27"
        assert needs(vault) == ()
        with vault.read() as tx:
            assert len(tx.follow_ups.of(new)) == 1
    with two.ward.read() as ward, home.read() as tx:
        for note in (known, new):
            assert ward.histories.heads(note) == tx.histories.heads(note)


def test_another_computer_hears_of_it_as_of_any_edit_and_is_not_asked_again(two: TwoComputers) -> None:
    home = at_home(two)
    known, new = two.note(), write(two.laptop, "begun there")
    two.change(two.laptop, known, memory="changed there")
    for item in handed_in(two):
        take(two.ward, item)
    assert two.hospital.sync(two.ward).proof
    two.hospital.sync(home)
    assert removed_work(home).items == ()
    assert needs(home) == ()
    assert (memory(home, known), memory(home, new)) == ("changed there", "begun there")
    two.change(home, new, memory="changed at home")
    assert two.hospital.sync(home).proof
    two.hospital.sync(two.ward)
    assert memory(two.ward, new) == "changed at home"


def test_what_was_taken_up_alone_and_at_once_with_all_the_rest_ends_alike_on_both(two: TwoComputers) -> None:
    home = at_home(two)
    two.note()
    mine = write(two.laptop, "mine")
    write(two.laptop, "mine as well")
    take(two.ward, about(handed_in(two), "mine"))
    # Nothing is sealed in between: the edit that names the laptop's version is there before that version counts.
    (need,) = needs(two.ward)
    do(two.ward, need.key, Act.ACCEPT, clock(), os.urandom)
    for vault in (two.ward, home, two.ward):
        assert two.hospital.sync(vault).proof
    with two.ward.read() as ward, home.read() as tx:
        (head,) = ward.histories.heads(mine)
        assert tx.histories.heads(mine) == (head,)


@pytest.mark.invariant(20)
def test_what_was_taken_up_and_erased_at_once_does_not_come_back_with_all_the_rest(two: TwoComputers) -> None:
    home = at_home(two)
    two.note()
    gone = write(two.laptop, "mine")
    write(two.laptop, "mine as well")
    take(two.ward, about(handed_in(two), "mine"))
    erase_note(two.ward, gone)
    (need,) = needs(two.ward)
    do(two.ward, need.key, Act.ACCEPT, clock(), os.urandom)
    for vault in (two.ward, home, two.ward):
        assert two.hospital.sync(vault).proof
    assert memories(two.ward) == memories(home) == {"first", "mine as well"}


def test_what_was_taken_up_alone_and_then_with_all_the_rest_is_there_once(two: TwoComputers) -> None:
    two.note()
    mine = write(two.laptop, "mine")
    write(two.laptop, "mine as well")
    take(two.ward, about(handed_in(two), "mine"))
    two.change(two.ward, mine, memory="changed since")
    assert two.hospital.sync(two.ward).proof
    (need,) = needs(two.ward)
    do(two.ward, need.key, Act.ACCEPT, clock(), os.urandom)
    assert two.hospital.sync(two.ward).proof
    assert memories(two.ward) == {"first", "changed since", "mine as well"}
    assert needs(two.ward) == ()
