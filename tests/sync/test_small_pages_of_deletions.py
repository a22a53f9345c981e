"""I13: however small a server cuts its pages, deletions are judged as a whole, and a few still go through unasked."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.sync import pull
from peerdesk.vault.guard import LEAST
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, delete_encounter
from peerdesk.work.mass_hiding import held_hiding, keep_everything
from peerdesk.work.notices import notices
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, clock
from tests.sync.bad_line import as_it_is
from tests.sync.logs import erase
from tests.sync.restoring import a_restorable_hospital
from tests.sync.test_around_the_guard import DELETED, NOTES, Sixty, shown

Delete = Callable[[Vault, RecordId], object]
BOTH = pytest.mark.parametrize("delete", [delete_encounter, erase])


@pytest.fixture
def devon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sixty]:
    with a_restorable_hospital(tmp_path) as hospital:
        sixty = Sixty(hospital)
        monkeypatch.setattr(pull, "PAGE_REVISIONS", 3)
        yield sixty


def deletes(devon: Sixty, delete: Delete, count: int, start: int = 0) -> None:
    for note in devon.notes[start : start + count]:
        delete(devon.ward, note)
    devon.hospital.sync(devon.ward)


def pages(devon: Sixty, most: int) -> Callable[..., Any]:
    """Let so many pages of the person's own space through, and then cut the line."""
    with devon.laptop.read() as tx:
        own, seen = tx.own_space, [0]

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.PULL and getattr(question, "space", None) == own:
            seen[0] += 1
            if seen[0] > most:
                raise OfflineError
        return go_on()

    return fault


@pytest.mark.invariant(13)
@BOTH
def test_of_very_many_in_tiny_pages_nothing_is_hidden_before_the_question(devon: Sixty, delete: Delete) -> None:
    deletes(devon, delete, DELETED)
    devon.hospital.sync(devon.laptop)
    held = held_hiding(devon.laptop)
    assert held is not None
    assert (held.records, shown(devon.laptop)) == (DELETED, NOTES)
    keep_everything(devon.laptop, clock(), os.urandom)
    assert shown(devon.laptop) == NOTES
    for vault in (devon.laptop, devon.ward):
        devon.hospital.sync(vault)
    assert shown(devon.ward) == NOTES


@BOTH
def test_a_few_in_tiny_pages_are_taken_in_with_the_last_of_them(devon: Sixty, delete: Delete) -> None:
    deletes(devon, delete, LEAST - 1)
    result = devon.hospital.sync(devon.laptop)
    assert (shown(devon.laptop), held_hiding(devon.laptop), result.needs_attention) == (NOTES - LEAST + 1, None, 0)
    assert result.proof
    assert needs(devon.laptop) == notices(devon.laptop) == ()
    deletes(devon, delete, 1, start=LEAST)
    devon.hospital.sync(devon.laptop)
    assert held_hiding(devon.laptop) is not None
    assert shown(devon.laptop) == NOTES - LEAST + 1


@BOTH
def test_a_line_that_is_cut_between_two_pages_asks_nothing_and_hides_nothing_yet(devon: Sixty, delete: Delete) -> None:
    deletes(devon, delete, LEAST - 1)
    devon.put_between(pages(devon, 3))
    with pytest.raises(OfflineError):
        devon.hospital.sync(devon.laptop)
    assert (shown(devon.laptop), held_hiding(devon.laptop)) == (NOTES, None)
    assert needs(devon.laptop) == ()
    change_encounter(devon.laptop, devon.notes[0], {"words": "written meanwhile"}, clock(), os.urandom)
    devon.laptop.close()
    again = unlock(choose(devon.hospital.folder / "homes" / "laptop"), PASSPHRASE, allow_test_profile=True)
    devon.hospital.open_vaults.append(again)
    devon.put_between(as_it_is)
    devon.hospital.sync(again)
    assert held_hiding(again) is None
    assert len(needs(again)) == (1 if delete is erase else 0)
    assert shown(again) == NOTES - LEAST + 1


@BOTH
def test_what_is_cut_after_it_has_become_very_much_is_asked_about_at_once(devon: Sixty, delete: Delete) -> None:
    deletes(devon, delete, DELETED)
    devon.put_between(pages(devon, 10))
    with pytest.raises(OfflineError):
        devon.hospital.sync(devon.laptop)
    assert shown(devon.laptop) == NOTES
    assert held_hiding(devon.laptop) is not None
    devon.put_between(as_it_is)
    devon.hospital.sync(devon.laptop)
    held = held_hiding(devon.laptop)
    assert held is not None
    assert (held.records, shown(devon.laptop)) == (DELETED, NOTES)
