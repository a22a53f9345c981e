"""Who has copies, what another could be given, and taking all of it back, at the command line."""

from tests.cli.conftest import DEVON, TOMAS, Terminal
from tests.cli.test_hospital import D, T, note


def test_all_that_somebody_has_is_listed_and_taken_back_in_one_act(hospital: Terminal) -> None:
    shared = [note(hospital, "--handle", handle) for handle in ("Blue Heron 27", "Quiet River 12")]
    note(hospital, "--handle", "Red Maple 4")
    for each in shared:
        hospital.type(*D, "share", each, "--with", "Tomas Okafor", passphrase=DEVON)
    hospital.type(*D, "sync", passphrase=DEVON)
    (holder,) = hospital.type(*D, "sharing", "holders", "--json", passphrase=DEVON).json()["holders"]
    assert (holder["name"], holder["supervises"]) == ("Tomas Okafor", True)
    assert {one["id"] for one in holder["notes"]} == set(shared)
    asked = (*D, "sharing", "take-back", "Tomas Okafor")
    preview = hospital.type(*asked, "--preview", passphrase=DEVON).out
    assert "Blue Heron 27" in preview
    assert "Red Maple 4" not in preview
    assert "2 copies would be taken back." in preview
    assert hospital.type(*asked, "--json", passphrase=DEVON).json()["taken_back"] is True
    for home, passphrase in ((D, DEVON), (T, TOMAS), (D, DEVON)):
        hospital.type(*home, "sync", passphrase=passphrase)
    assert hospital.type(*T, "review", "list", "--json", passphrase=TOMAS).json() == {"items": []}
    said = hospital.type(*D, "note", "show", shared[0], passphrase=DEVON).out
    assert "taken back, confirmed by their computer" in said
    assert "Nobody has a copy" in hospital.type(*D, "sharing", "holders", passphrase=DEVON).out
    assert hospital.type(*asked, passphrase=DEVON).status == 1


def test_where_nobody_else_had_a_copy_there_is_nothing_to_choose_from(hospital: Terminal) -> None:
    note(hospital)
    said = hospital.type(*D, "sharing", "offer", "Tomas Okafor", "--json", passphrase=DEVON).json()
    assert said["notes"] == []
    assert "nothing to choose" in hospital.type(*D, "sharing", "offer", "Tomas Okafor", passphrase=DEVON).out
