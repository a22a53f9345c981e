"""`peerdesk wellbeing`: written, listed, deleted; a file that does not open is said and put aside."""

from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault.places import find_vaults
from peerdesk.vault.wellbeing_file import WELLBEING
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, Said, Terminal


@pytest.fixture
def desk(tmp_path: Path) -> Terminal:
    start_alone(tmp_path / "d", "Devon Achebe", DEVON, profile=FLOOR).vault.close()
    return Terminal(folder=tmp_path, in_process=True)


def own(desk: Terminal, *words: str) -> Said:
    return desk.type("--home", "d", "wellbeing", *words, "--json", passphrase=DEVON)


def test_what_is_written_is_listed_and_deleted(desk: Terminal) -> None:
    first = own(desk, "add", "--mood", "tired", "--line", "A walk helped").json()
    assert (first["mood"], first["line"]) == ("tired", "A walk helped")
    old = own(desk, "add", "--line", "long ago", "--on", "2024-01-31").json()
    assert [one["id"] for one in own(desk, "list").json()["entries"]] == [first["id"], old["id"]]
    assert own(desk, "delete", "--older-than", "30").json() == {"deleted": [old["id"]]}
    assert own(desk, "delete", first["id"]).json() == {"deleted": [first["id"]]}
    assert own(desk, "list").json() == {"entries": []}


def test_what_cannot_be_kept_says_what_could(desk: Terminal) -> None:
    assert own(desk, "add").status == 1
    refused = own(desk, "add", "--mood", "7 out of 10")
    assert refused.status == 1
    assert "good, okay, tired, stretched, heavy" in refused.refusal()["message"]
    assert own(desk, "delete", "ffffffff").refusal()["error"] == "not_found"
    assert own(desk, "delete").status == 2


def test_a_file_that_does_not_open_is_put_aside_when_asked_and_notes_are_untouched(desk: Terminal) -> None:
    own(desk, "add", "--mood", "good")
    assert own(desk, "begin-anew").refusal()["message"] == "That file opens, so it is not put aside."
    (place,) = find_vaults(desk.folder / "d")
    (place.folder / WELLBEING).write_bytes(b"damaged" * 999)
    assert "Your notes are fine" in own(desk, "list").refusal()["message"]
    assert desk.type("--home", "d", "note", "list", "--json", passphrase=DEVON).status == 0
    aside = own(desk, "begin-anew").json()["set_aside"]
    assert (place.folder / aside).read_bytes() == b"damaged" * 999
    assert own(desk, "list").json() == {"entries": []}


def test_people_read_words_and_not_codes(desk: Terminal) -> None:
    own(desk, "add", "--mood", "heavy", "--line", "The quiet room\x1b[2J helped")
    said = desk.type("--home", "d", "wellbeing", "list", passphrase=DEVON).out
    assert "Carrying something heavy. The quiet room[2J helped" in said
