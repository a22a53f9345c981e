"""Recovery by the hospital at the command line: offered, asked, agreed to, used and seen."""

import json
from collections.abc import Iterator
from functools import cache

import pytest

from peerdesk.crypto import key_file
from tests.cli.conftest import DEVON, OFFICER, TOMAS, Said, Terminal

D, T = ("--home", "d"), ("--home", "t")
SECRET = "granite willow seven copper bells"
NOTE = ("note", "add", "--setting", "ed", "--outcome", "met", "--support", "listened", "--handle", "Blue Heron 27")


@pytest.fixture
def ward(hospital: Terminal) -> Iterator[Terminal]:
    hospital.in_process = True
    (hospital.folder / "recovery.txt").write_text(SECRET + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_file, "derive", cache(key_file.derive))
        yield hospital


def org(ward: Terminal, *words: str) -> Said:
    secret = ("--recovery-passphrase-file", "recovery.txt")
    return ward.type("org", *words, *secret, "--org", "org", "--server", ward.url, "--json", passphrase=OFFICER)


def test_the_whole_road_from_the_key_to_the_notes_in_the_hands_of_their_person(ward: Terminal) -> None:
    made = ward.type(
        "org", "recovery-key", "--org", "org", "--recovery-passphrase-file", "recovery.txt", "--json"
    ).json()
    assert all((ward.folder / sheet).exists() for sheet in made["sheets"])
    again = ward.type("org", "recovery-key", "--org", "org", "--recovery-passphrase-file", "recovery.txt", "--json")
    assert (again.status, again.refusal()["error"]) == (1, "exists")
    assert org(ward, "policy", "--recovery", "on").json()["recovery"] is True

    ward.type(*D, "sync", passphrase=DEVON)
    asked = ward.type(*D, "status", "--json", passphrase=DEVON)
    assert (asked.status, asked.json()["recovery"]["asked"]) == (4, True)
    never = org(ward, "recover", "--person", "Devon Achebe", "--out", "none")
    assert (never.status, never.refusal()["error"]) == (1, "not_allowed")
    assert not (ward.folder / "none").exists()

    yes = ward.type(*D, "trust", "recovery", "--yes", "--json", passphrase=DEVON).json()
    assert (yes["on"], yes["fingerprint"]) == (True, made["fingerprint"])
    known = ward.type("org", "people", "--org", "org", "--server", ward.url, "--json", passphrase=OFFICER).json()
    assert {one["name"]: one["recovery"] for one in known["people"]} == {"Devon Achebe": True, "Tomas Okafor": False}
    ward.type(*D, *NOTE, "--memory", "asked about the train", passphrase=DEVON)
    ward.type(*D, "sync", passphrase=DEVON)
    done = org(ward, "recover", "--person", "Devon Achebe", "--out", "devon").json()
    assert (done["notes"], done["person"]) == (1, "Devon Achebe")
    folder = ward.folder / "devon"
    assert "asked about the train" in (folder / "notes.txt").read_text(encoding="utf-8")
    whole = json.loads((folder / "notes.json").read_text(encoding="utf-8"))
    assert [one["handle"] for one in whole["notes"]] == ["Blue Heron 27"]
    assert {path.name for path in folder.iterdir()} == {"notes.txt", "notes.json", "note-add.jsonl"}

    # Somebody who lost everything brings them into a new PeerDesk.
    back = ward.type(*D, "note", "add", "--stdin", text=(folder / "note-add.jsonl").read_bytes(), passphrase=DEVON)
    assert (back.status, "error" in back.out) == (0, False)
    ward.type(*D, "sync", passphrase=DEVON)
    told = ward.type(*D, "status", "--json", passphrase=DEVON)
    assert (told.status, len(told.json()["recovery"]["uses"])) == (4, 1)
    said = ward.type(*D, "status", passphrase=DEVON).out
    assert "can open what you keep here, since" in said
    assert "opened your notes on" in said

    ended = ward.type(*D, "trust", "recovery", "--end", "--json", passphrase=DEVON).json()
    assert (ended["on"], len(ended["terms"])) == (False, 1)
    assert "can open what you kept here from" in ward.type(*D, "status", passphrase=DEVON).out


def test_saying_no_is_the_end_of_it(ward: Terminal) -> None:
    ward.type(*T, "sync", passphrase=TOMAS)
    assert ward.type(*T, "trust", "recovery", "--json", passphrase=TOMAS).json()["asked"] is True
    assert ward.type(*T, "trust", "recovery", "--no", "--json", passphrase=TOMAS).json()["asked"] is False
    assert ward.type(*T, "status", "--json", passphrase=TOMAS).status == 0


def test_a_wrong_passphrase_or_a_missing_key_opens_nothing(ward: Terminal) -> None:
    (ward.folder / "recovery.txt").write_text("another one that is long enough\n", encoding="utf-8")
    wrong = org(ward, "recover", "--person", "Devon Achebe", "--out", "other")
    assert (wrong.status, wrong.refusal()["error"]) == (1, "wrong_passphrase")
    gone = org(ward, "recover", "--person", "Devon Achebe", "--out", "other", "--recovery-key", "nowhere.key")
    assert (gone.status, gone.refusal()["error"]) == (1, "not_found")
