"""The directory: kept, found, checked, and taken in from a table once, on however many computers."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.place import PlaceDraft, place_draft
from peerdesk.domain.place_table_errors import TableRefusedError
from peerdesk.domain.place_vocabulary import Freshness
from peerdesk.vault.vault import Vault
from peerdesk.work import places
from peerdesk.work.attention import needs
from peerdesk.work.labels import read_labels
from peerdesk.work.place_import import TakenIn, read_places, take_in
from peerdesk.work.resources import resource
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.support.vaults import a_vault, new_vault

LABELS = read_labels(resource("library", "vocab.json").read_bytes())
EXAMPLE = resource("library", "directory_example.csv")
DRAFT = PlaceDraft(name="Harbor House", kind="shelter", phone="555-0101")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def taken(vault: Vault, file: Path) -> TakenIn:
    return take_in(vault, read_places(file, LABELS), clock(), os.urandom)


def table(folder: Path, *lines: str) -> Path:
    file = folder / "places.csv"
    file.write_text("\n".join(("name,kind,phone", *lines)), encoding="utf-8")
    return file


def drafts(vault: Vault) -> list[PlaceDraft]:
    return [place_draft(one) for one in places.place_list(vault)]


def test_a_place_is_kept_changed_checked_taken_off_and_put_back(vault: Vault) -> None:
    record, _ = places.add_place(vault, DRAFT, clock(), os.urandom)
    assert places.one_place(vault, record).freshness(clock().date()) is Freshness.NEVER
    places.check_place(vault, record, clock())
    checked = places.one_place(vault, record)
    assert (checked.freshness(clock().astimezone().date()), checked.checked_by) == (Freshness.FRESH, "Rosa Vega")
    assert checked.freshness(clock().date() + timedelta(days=200)) is Freshness.OLD
    places.edit_place(vault, record, PlaceDraft(name="Harbor House", hours="Always"))
    assert places.one_place(vault, record).hours == "Always"
    places.delete_place(vault, record)
    assert places.place_list(vault) == ()
    with pytest.raises(NotFoundError):
        places.check_place(vault, record, clock())
    places.undelete_place(vault, record)
    assert len(places.place_list(vault)) == 1


def test_the_shipped_example_is_taken_in_once_and_comes_out_as_it_went_in(vault: Vault, tmp_path: Path) -> None:
    first = taken(vault, EXAMPLE)
    assert (first.added, first.changed, first.same, first.left_out) == (15, 0, 0, ())
    assert (taken(vault, EXAMPLE).same, len(drafts(vault))) == (first.added, first.added)
    out = tmp_path / "out.csv"
    out.write_bytes(places.as_table(vault)[0])
    with new_vault(tmp_path / "other") as other:
        assert taken(other, out).added == first.added
        assert drafts(other) == drafts(vault)


def test_of_a_table_with_one_bad_line_nothing_is_kept(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(TableRefusedError):
        taken(vault, table(tmp_path, "Harbor House,shelter,", "Castle,castle,"))
    assert drafts(vault) == []
    taken(vault, table(tmp_path, *(f"Place {n},shelter," for n in range(1999))))
    with pytest.raises(NotAllowedError):
        taken(vault, table(tmp_path, "One,,", "Two,,"))
    assert len(drafts(vault)) == 1999


def test_a_table_changes_the_places_it_names_and_leaves_the_others(vault: Vault, tmp_path: Path) -> None:
    own, _ = places.add_place(vault, DRAFT, clock(), os.urandom)
    places.add_place(vault, PlaceDraft(name="My own place"), clock(), os.urandom)
    result = taken(vault, table(tmp_path, "harbor house,shelter,555-0102", "Pantry,benefits,"))
    assert (result.added, result.changed, result.same) == (1, 1, 0)
    assert places.one_place(vault, own).phone == "555-0102"
    assert {one.name for one in drafts(vault)} == {"harbor house", "My own place", "Pantry"}


def test_two_computers_that_take_in_one_table_have_each_place_once(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        two = TwoComputers(hospital)
        two.meet()
        for vault, phone in ((two.ward, "555-0101"), (two.laptop, "555-0102")):
            taken(vault, table(tmp_path, f"Harbor House,shelter,{phone}", "Pantry,benefits,"))
        two.meet()
        taken(two.laptop, table(tmp_path, "Harbor House,shelter,555-0103"))
        two.meet()
        (house, pantry) = places.place_list(two.ward)
        assert (house.name, house.phone, pantry.name) == ("Harbor House", "555-0103", "Pantry")
        assert places.place_list(two.laptop) == (house, pantry)
        assert needs(two.ward) == needs(two.laptop) == ()
        # What was taken off comes back with a table; what has another name by now stays what it is.
        places.delete_place(two.ward, house.id)
        places.edit_place(two.ward, pantry.id, PlaceDraft(name="Pantry by the river"))
        assert taken(two.ward, table(tmp_path, "Harbor House,shelter,", "Pantry,benefits,")).added == 2
        assert [one.name for one in drafts(two.ward)] == ["Harbor House", "Pantry", "Pantry by the river"]
