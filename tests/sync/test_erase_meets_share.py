"""I31, I20: a note that one computer erases while the other shares it: nothing of it stays with the reader."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.sync import projections
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import encounter_page
from peerdesk.work.sharing import find_reader, share, stop_sharing
from peerdesk.work.supervision import review_queue
from tests.support.hospital import PASSPHRASE, clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.sync.bad_line import BadLine


@pytest.fixture
def people(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


@pytest.mark.invariant(31)
@pytest.mark.parametrize("is_erased", [False, True])
def test_a_copy_that_was_sent_before_a_vault_was_put_back_is_withdrawn_all_the_same(
    people: TwoComputers, *, is_erased: bool
) -> None:
    """The vault that was put back knows of a share that was never sent, and forgets it without a word to the server."""
    note, home = people.note(), people.ward.folder
    share(people.ward, note, find_reader(people.ward, "Tomas Okafor", clock()), clock())
    copy = people.hospital.folder / "copy"
    shutil.copytree(home, copy)
    people.hospital.sync(people.ward)
    people.ward.close()
    shutil.rmtree(home)
    shutil.copytree(copy, home)
    ward = open_vault(home, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
    people.hospital.open_vaults.append(ward)
    stop_sharing(ward, note)
    if is_erased:
        erase_note(people.laptop, note)
    for vault in (people.laptop, ward, people.laptop, ward, people.tomas):
        people.hospital.sync(vault)
    assert review_queue(people.tomas) == ()


def given(vault: Vault, note: RecordId) -> int:
    with vault.read() as tx:
        return len(tx.shared_items.given(note))


@pytest.mark.invariant(31)
def test_a_copy_made_here_goes_when_another_computer_had_erased_its_note(people: TwoComputers) -> None:
    note = people.note()
    erase_note(people.laptop, note)
    share(people.ward, note, find_reader(people.ward, "Tomas Okafor", clock()), clock())
    for vault in (people.ward, people.tomas, people.laptop, people.ward, people.tomas):
        people.hospital.sync(vault)
    assert encounter_page(people.ward) == encounter_page(people.laptop) == ()
    assert given(people.ward, note) == given(people.laptop, note) == 0
    assert review_queue(people.tomas) == ()


@pytest.mark.invariant(31)
def test_a_copy_of_an_erased_note_goes_however_often_it_was_shared(
    people: TwoComputers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projections, "_STEP", 2)
    note, reader = people.note(), find_reader(people.ward, "Tomas Okafor", clock())
    for _ in range(6):
        share(people.ward, note, reader, clock())
        people.hospital.sync(people.ward)
        stop_sharing(people.ward, note)
    people.meet()
    erase_note(people.laptop, note)
    share(people.ward, note, reader, clock())
    # The computer that shared it is heard no more: the other one knows of the copy only that it is the peer's.
    for vault in (people.ward, people.laptop, people.laptop, people.tomas):
        people.hospital.sync(vault)
    assert review_queue(people.tomas) == ()


def test_a_copy_that_another_computer_withdrew_is_not_written_again(people: TwoComputers) -> None:
    """Its erase may come before the change of the note that explains it: the two travel in different spaces."""
    note = people.note()
    share(people.ward, note, find_reader(people.ward, "Tomas Okafor", clock()), clock())
    people.meet()
    with people.ward.read() as tx:
        own = tx.own_space

    def only_the_pair(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PUSH and question.space == own:
            raise ServerRefusedError("full")
        return go_on()

    erase_note(people.laptop, note)
    spaces = 2
    people.hospital.wrap = partial(BadLine, fault=only_the_pair)
    with suppress(ServerRefusedError):
        people.hospital.sync(people.laptop)
    people.hospital.wrap = lambda line: line
    people.hospital.sync(people.ward)
    with people.ward.read() as tx:
        assert len(tx.spaces.known()) == spaces
        assert tx.outbox.waiting() == 0
    assert given(people.ward, note) == 0
    people.meet()
    assert encounter_page(people.ward) == ()
