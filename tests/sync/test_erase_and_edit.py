"""I20: an erase is final, and an edit that it had not seen is not lost with it: the person decides about that."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import OfflineError, ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import change_encounter, encounter_page, keep_encounter
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine, lost_request
from tests.sync.logs import erase, texts_of
from tests.sync.restoring import a_restorable_hospital
from tests.sync.test_evidence import TwoComputers
from tests.sync.test_two_copies import NOTE


class Erasing(TwoComputers):
    """A note that both computers have, which one of them erases while the other writes on."""

    def begin(self) -> None:
        self.note = keep_encounter(self.one, NOTE, clock(), os.urandom).id
        for vault in (self.one, self.other):
            self.hospital.sync(vault)

    def edit(self, vault: Vault, memory: str) -> None:
        change_encounter(vault, self.note, {"memory": memory}, clock(), os.urandom)

    def meet(self) -> None:
        for vault in (self.one, self.other, self.one, self.other):
            self.hospital.sync(vault)

    def check_gone(self) -> None:
        assert texts_of(self.hospital, self.note) == 0
        for vault in (self.one, self.other):
            assert self.note not in {row.id for row in encounter_page(vault)}
            assert texts_here(vault, self.note) == 0


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Erasing]:
    with a_restorable_hospital(tmp_path) as hospital:
        erasing = Erasing(hospital)
        erasing.begin()
        yield erasing


def texts_here(vault: Vault, note: RecordId) -> int:
    with vault.read() as tx:
        frames = [one.frame for one in tx.histories.versions(note)]
    return sum(len(frame) > 400 for frame in frames)


def aside(vault: Vault) -> list[object]:
    with vault.read() as tx:
        return [one.fields["memory"] for one in tx.asides.all()]


def test_an_edit_that_came_to_the_server_first_is_put_aside_at_the_computer_that_erases(devon: Erasing) -> None:
    devon.edit(devon.other, "unseen")
    devon.hospital.sync(devon.other)
    erase(devon.one, devon.note)
    devon.meet()
    devon.check_gone()
    assert (aside(devon.one), aside(devon.other)) == (["unseen"], [])


@pytest.mark.invariant(20)
def test_an_edit_that_comes_after_the_erase_is_put_aside_where_it_was_written(devon: Erasing) -> None:
    erase(devon.one, devon.note)
    devon.hospital.sync(devon.one)
    devon.edit(devon.other, "too late")
    devon.meet()
    devon.check_gone()
    assert (aside(devon.one), aside(devon.other)) == ([], ["too late"])


def test_an_edit_that_was_sealed_and_never_arrived_is_put_aside_where_it_was_written(devon: Erasing) -> None:
    devon.edit(devon.other, "sealed")
    devon.hospital.wrap = lambda line: BadLine(line, lost_request(endpoints.PUSH))
    with pytest.raises(OfflineError):
        devon.hospital.sync(devon.other)
    devon.hospital.wrap = lambda line: line
    erase(devon.one, devon.note)
    devon.hospital.sync(devon.one)
    devon.meet()
    devon.check_gone()
    assert (aside(devon.one), aside(devon.other)) == ([], ["sealed"])


def test_what_the_erase_had_seen_is_gone_and_nobody_is_asked(devon: Erasing) -> None:
    devon.edit(devon.other, "seen")
    devon.meet()
    erase(devon.one, devon.note)
    devon.meet()
    devon.check_gone()
    assert (aside(devon.one), aside(devon.other)) == ([], [])


def test_of_several_unseen_edits_the_newest_is_asked_about_and_only_once(devon: Erasing) -> None:
    for memory in ("first", "second", "third"):
        devon.edit(devon.other, memory)
        devon.hospital.sync(devon.other)
    erase(devon.one, devon.note)
    devon.meet()
    devon.check_gone()
    assert (aside(devon.one), aside(devon.other)) == (["third"], [])


def test_an_edit_between_the_look_and_the_erase_is_put_aside_where_it_was_written(devon: Erasing) -> None:
    """The eraser looks first; what comes in the moment between is blanked on the server before it sees it."""
    devon.edit(devon.other, "in between")
    erase(devon.one, devon.note)
    first = [True]

    def meanwhile(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PUSH and first:
            first.clear()
            devon.hospital.wrap = lambda line: line
            devon.hospital.sync(devon.other)
        return go_on()

    devon.hospital.wrap = lambda line: BadLine(line, meanwhile)
    devon.hospital.sync(devon.one)
    devon.hospital.wrap = lambda line: line
    devon.meet()
    devon.check_gone()
    assert (aside(devon.one), aside(devon.other)) == ([], ["in between"])


@pytest.mark.invariant(20, 30)
def test_a_stale_computer_cannot_bring_an_erased_note_back_even_to_a_restored_server(devon: Erasing) -> None:
    point = devon.hospital.back_up()
    erase(devon.one, devon.note)
    devon.hospital.sync(devon.one)
    devon.edit(devon.other, "stale")
    devon.hospital.restore(point)
    devon.hospital.sync(devon.other)
    assert texts_of(devon.hospital, devon.note) == 2
    devon.meet()
    devon.check_gone()
    assert "stale" in aside(devon.one) + aside(devon.other)


@pytest.mark.parametrize("can_look", [True, False])
def test_an_edit_that_its_own_computer_has_lost_and_then_erases_is_not_gone(devon: Erasing, *, can_look: bool) -> None:
    """The author's vault was put back to before its own edit, and erases the note: only the others still have it."""
    homes = devon.hospital.folder / "homes"
    devon.one.close()
    shutil.copytree(devon.home, homes / "backup")
    devon.one = devon.open(devon.home)
    devon.edit(devon.one, "lost here")
    devon.meet()
    devon.one.close()
    shutil.rmtree(devon.home)
    shutil.copytree(homes / "backup", devon.home)
    devon.one = devon.open(devon.home)
    erase(devon.one, devon.note)

    def blind(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PULL and not can_look:
            raise ServerRefusedError("internal")
        return go_on()

    devon.hospital.wrap = lambda line: BadLine(line, blind)
    with suppress(ServerRefusedError):
        devon.hospital.sync(devon.one)
    devon.hospital.wrap = lambda line: line
    devon.meet()
    devon.check_gone()
    assert aside(devon.one) + aside(devon.other) == ["lost here"]
