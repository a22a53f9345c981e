"""Ruth's laptop is lost, typed line by line: real commands, a real server, and files that somebody else now has."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.sync.remote import connect
from peerdesk.work.enrolment import join_hospital
from peerdesk.work.joining import read_invite
from peerdesk.work.officer import init_organisation
from tests.cli.conftest import OFFICER, TOMAS, Terminal

RUTH, NEW = "seven slow barges on the river", "nine slow lamps on the stairs"
CANARY = "zebra-canary-5521"
PRIVATE, UNSENT = f"wants a quiet room, {CANARY}", f"never sent, {CANARY}"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Terminal]:
    """Harbor Point with Tomas and Ruth. Ruth has shared a note, and kept one; her sheet is in a drawer."""
    town = Terminal(folder=tmp_path)
    init_organisation(tmp_path / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    town.start_server()
    try:
        set_up(town)
        yield town
    finally:
        town.stop_server()


def set_up(town: Terminal) -> None:
    town.join("Tomas Okafor", "t", TOMAS, "supervisor")
    invite = read_invite((town.folder / town.invite("Ruth Lind", "peer", "Tomas Okafor")).read_text(encoding="utf-8"))
    now = datetime.now(UTC)
    started = join_hospital(town.folder / "laptop", invite, RUTH, now, remotes=connect, profile=FLOOR)
    started.vault.close()
    (town.folder / "sheet.txt").write_text(started.sheet.text(), encoding="utf-8")
    shared = add(town, "laptop", RUTH, "our talk", handle="Blue Heron 27")
    add(town, "laptop", RUTH, PRIVATE)
    at(town, "laptop", RUTH, "share", shared, "--with", "Tomas Okafor")
    assert at(town, "laptop", RUTH, "sync")["proof"] is True


def at(town: Terminal, home: str, passphrase: str, *words: str) -> Any:
    return town.type("--home", home, *words, "--json", passphrase=passphrase).json()


def add(town: Terminal, home: str, passphrase: str, memory: str, handle: str = "") -> str:
    words = ("note", "add", "--setting", "ed", "--outcome", "left", "--memory", memory, "--handle", handle or "J.")
    return str(at(town, home, passphrase, *words)["id"])


def memories(town: Terminal, home: str, passphrase: str) -> set[str]:
    # In this process: starting Python for each note would be most of the work.
    here = dataclasses.replace(town, in_process=True)
    notes = at(here, home, passphrase, "note", "list")["notes"]
    return {at(here, home, passphrase, "note", "show", one["id"])["memory"] for one in notes}


def officer(town: Terminal, *words: str) -> Any:
    return town.type("org", *words, "--org", "org", "--server", town.url, "--json", passphrase=OFFICER).json()


def test_ruth_goes_on_at_a_new_machine_and_whoever_has_the_laptop_has_sealed_files(town: Terminal) -> None:
    at(town, "t", TOMAS, "sync")
    add(town, "laptop", RUTH, UNSENT)
    (ruth,) = [one for one in officer(town, "people")["people"] if one["name"] == "Ruth Lind"]
    laptop = next(one["id"] for one in ruth["devices"] if one["kind"] == "computer")
    assert officer(town, "revoke", "Ruth Lind", "--device", laptop[:8])["changed"] is True

    joined = town.type("--home", "new", "join", "--recovery-file", "sheet.txt", "--json", passphrase=NEW).json()
    assert joined["name"] == "Ruth Lind"
    assert at(town, "new", NEW, "sync")["needs_attention"] == 1
    (need,) = at(town, "new", NEW, "attention", "list")["attention"]
    assert (need["reason"], need["acts"]) == ("removed_computer", ["look", "accept", "drop"])
    at(town, "new", NEW, "attention", "accept", need["key"])
    assert at(town, "new", NEW, "sync", "--wait-proof", "30")["proof"] is True
    assert memories(town, "new", NEW) == {"our talk", PRIVATE}
    computers = [one for one in at(town, "new", NEW, "devices", "list")["devices"] if one["kind"] == "computer"]
    assert [(one["live"], one["this"]) for one in computers] == [(False, False), (True, True)]
    # The time of the last change that came from the laptop: what it wrote after that is on it alone.
    assert computers[0]["last_seen"] is not None

    said = town.type("--home", "laptop", "sync", "--json", passphrase=RUTH)
    assert (said.status, said.refusal()["error"]) == (1, "server_refused")
    stands = at(town, "laptop", RUTH, "status")
    assert (stands["removed"], stands["waiting"]) == (True, 0)
    assert [one["reason"] for one in stands["attention"]] == ["off_the_list", "handed_in"]
    at(town, "new", NEW, "sync")
    (need,) = at(town, "new", NEW, "attention", "list")["attention"]
    at(town, "new", NEW, "attention", "accept", need["key"])
    assert at(town, "new", NEW, "sync", "--wait-proof", "30")["proof"] is True
    assert memories(town, "new", NEW) == {"our talk", PRIVATE, UNSENT}
    at(town, "t", TOMAS, "sync")
    assert [one["handle"] for one in at(town, "t", TOMAS, "review", "list")["items"]] == ["Blue Heron 27"]
    assert readable(town.folder) == []


def readable(folder: Path) -> list[str]:
    """Return what of Ruth's words lies readable in the laptop's files, at the server, or with the officer."""
    words = [word.encode(coding) for word in (CANARY, "our talk", RUTH) for coding in ("utf-8", "utf-16-le")]
    files = (path for part in ("laptop", "srv", "org", "t") for path in (folder / part).rglob("*") if path.is_file())
    return [str(path.relative_to(folder)) for path in files if any(word in path.read_bytes() for word in words)]
