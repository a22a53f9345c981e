"""How new notes begin, at the command line; and who reads a note now and then, in the preview."""

from tests.cli.conftest import DEVON, Terminal
from tests.cli.test_hospital import D, note


def test_how_new_notes_begin_is_shown_and_chosen(hospital: Terminal) -> None:
    said = hospital.type(*D, "sharing", "start", "--json", passphrase=DEVON).json()
    assert said == {"level": "just_me", "chosen": "just_me", "widest": "supervisor"}
    hospital.type(*D, "sharing", "start", "supervisor", passphrase=DEVON)
    said = hospital.type(*D, "sharing", "start", "--json", passphrase=DEVON).json()
    assert said["level"] == "supervisor"
    assert "You decide each time." in hospital.type(*D, "sharing", "start", passphrase=DEVON).out
    assert hospital.type(*D, "sharing", "start", "everybody", passphrase=DEVON).status == 2


def test_the_preview_names_who_reads_it_now_and_then(hospital: Terminal) -> None:
    shared = note(hospital)
    asked = (*D, "share", shared, "--with", "Tomas Okafor")
    before = hospital.type(*asked, "--preview", "--json", passphrase=DEVON).json()
    assert (before["readers_before"], before["readers_after"]) == ([], ["Tomas Okafor"])
    hospital.type(*asked, passphrase=DEVON)
    again = hospital.type(*asked, "--preview", "--json", passphrase=DEVON).json()
    assert (again["readers_before"], again["readers_after"]) == (["Tomas Okafor"], ["Tomas Okafor"])
    assert "Before" in hospital.type(*asked, "--preview", passphrase=DEVON).out
