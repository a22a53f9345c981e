"""A summary as a FHIR file, typed at a terminal."""

import json
from pathlib import Path

from tests.cli.conftest import DEVON, Terminal
from tests.cli.test_consent import WHOLE, D

KIM = "Dr. Kim, 4 West"
TOLD = ("--to", KIM, "--agreed", "A visit on Friday.")


def a_note(here: Terminal, handle: str) -> str:
    words = ("note", "add", "--setting", "ed", "--outcome", "met", "--support", "listened", "--handle", handle)
    note: str = here.type(*D, *words, "--follow-up", "7d", "--json", passphrase=DEVON).json()["id"]
    return note


def test_without_a_release_nothing_leaves_and_with_one_the_file_is_what_the_preview_was(here: Terminal) -> None:
    note, out = a_note(here, "Amber Finch 7"), here.folder / "kim.json"
    words = ("export", "fhir", note, *TOLD, "--follow-up")
    refused = here.type(*D, *words, "--preview", "--json", passphrase=DEVON)
    assert (refused.status, refused.refusal()["error"]) == (1, "not_allowed")
    here.type(*D, "consent", "add", "--handle", "Amber Finch 7", *WHOLE, "--json", passphrase=DEVON).json()
    shown = here.type(*D, *words, "--preview", "--json", passphrase=DEVON).json()
    assert not ledger(here, note)
    filed = here.type(*D, *words, "--out", str(out), "--json", passphrase=DEVON).json()
    assert filed["file"] == str(out)
    assert kinds(out.read_text()) == kinds(shown["bundle"])
    assert "Task" in kinds(shown["bundle"])
    assert out.stat().st_mode & 0o077 == 0
    assert ledger(here, note) == [("summary_filed", KIM)]
    again = here.type(*D, *words, "--out", str(out), "--json", passphrase=DEVON)
    assert again.refusal()["error"] == "exists"
    assert ledger(here, note) == [("summary_filed", KIM)]


def test_a_file_that_cannot_be_written_is_told_and_leaves_no_line(here: Terminal, tmp_path: Path) -> None:
    note = a_note(here, "Amber Finch 8")
    here.type(*D, "consent", "add", "--handle", "Amber Finch 8", *WHOLE, "--json", passphrase=DEVON).json()
    words = ("export", "fhir", note, *TOLD, "--out", str(tmp_path / "nowhere" / "kim.json"))
    assert here.type(*D, *words, "--json", passphrase=DEVON).refusal()["error"] == "not_written"
    assert not ledger(here, note)


def test_one_of_preview_and_out_is_said(here: Terminal) -> None:
    said = here.type(*D, "export", "fhir", "0192f3", *TOLD, "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (2, "usage")


def kinds(bundle: str) -> list[str]:
    return [one["resource"]["resourceType"] for one in json.loads(bundle)["entry"]]


def ledger(here: Terminal, note: str) -> list[tuple[str, str]]:
    lines = here.type(*D, "ledger", note, "--json", passphrase=DEVON).json()["entries"]
    return [(one["act"], one["recipient"]) for one in lines]
