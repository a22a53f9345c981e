"""Somebody says: no notes. Devon counts the visit or keeps nothing; no byte of what was typed is left, and nobody asks.

Real windows in a process of their own, that is killed right after; then the decrypted bytes of everything it left.
"""

import shutil
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.work.officer import init_organisation
from peerdesk.work.unlock import choose, unlock
from tests.cli.conftest import DEVON, OFFICER, TOMAS, Terminal
from tests.journeys.nothing_written import CANARY
from tests.journeys.played import WARD, files_with, played
from tests.support.residue import clear_bytes, residue

NAME = "Devon Achebe"
CLICKS, KEYS = 2, 6
"""What letting go may take, and what counting may: three answers by key, two of them with others held."""

pytestmark = pytest.mark.usefixtures("temporary_folder_of_its_own")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder=tmp_path, in_process=True)
    init_organisation(tmp_path / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    terminal.join("Tomas Okafor", "t", TOMAS, "supervisor")
    terminal.join(NAME, WARD, DEVON, "peer", "Tomas Okafor")
    yield terminal
    terminal.stop_server()


def at(town: Terminal, *words: str) -> Any:
    return town.type("--home", WARD, *words, "--json", passphrase=DEVON).json()


def test_no_notes_means_no_notes(town: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    took = played(town, "nothing_written", "all")
    with capsys.disabled():
        for name in ("nothing", "counted", "counted from the form"):
            one = took[name]
            sys.stdout.write(f"\n{name}: {one['keys']} keys, {one['clicks']} clicks, {one['seconds']:.2f} s (model)")
    assert (took["nothing"]["keys"], took["nothing"]["clicks"]) == (0, CLICKS)
    assert (took["counted"]["keys"], took["counted"]["clicks"]) == (KEYS, 0)
    assert (took["counted from the form"]["keys"], took["counted from the form"]["clicks"]) == (0, CLICKS)

    # As the killed process left it, before anything opens it again: each page of the file, its log and its backups.
    (place,) = (town.folder / WARD / "vaults").iterdir()
    as_left = town.folder / "as left"
    shutil.copytree(place, as_left)
    with unlock(choose(town.folder / WARD), DEVON) as vault:
        clear = clear_bytes(vault, as_left)
        assert {"file", "log"} < clear.keys()
        assert [name for name, raw in clear.items() if CANARY.encode() in raw] == []
        assert b"declined" in clear["file"] + clear["log"]
        assert residue(vault, CANARY) == []
    assert files_with(CANARY, town.folder / "user", town.folder / "tmp", as_left) == []

    # Nothing was planned, nobody was named, nothing asks to be finished.
    assert at(town, "note", "list")["notes"] == []
    assert at(town, "note", "search", CANARY)["notes"] == []
    assert at(town, "jot", "list")["jots"] == []
    assert at(town, "followup", "list")["follow_ups"] == []
    assert at(town, "consent", "list")["consents"] == []
    assert at(town, "attention", "list")["attention"] == []
    counted = at(town, "count", "list")["counted"]
    assert [sorted(one) for one in counted] == [["id", "outcome", "setting", "support", "week"]] * 2
    assert {(one["outcome"], *one["support"]) for one in counted} == {("declined",), ("met", "listened")}

    # It goes to no supervisor, and the server can read none of it.
    assert at(town, "sync")["proof"] is True
    assert town.type("--home", "t", "sync", passphrase=TOMAS).status in {0, 4}
    assert town.type("--home", "t", "review", "list", "--json", passphrase=TOMAS).json()["items"] == []
    assert files_with(CANARY, town.folder / "srv") == []
