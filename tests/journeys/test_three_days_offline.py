"""Three days without a network on one of two computers, then a link that is cut twice: equal in the end, nothing lost.

Here at the command line, with a server on loopback; in windows it is `test_three_days_in_windows.py`.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.history import history
from peerdesk.work.officer import init_organisation
from peerdesk.work.unlock import choose, unlock
from tests.cli.conftest import DEVON, OFFICER, Terminal
from tests.support.two_computers import second_computer
from tests.sync.bad_line import BadLine

WARD, LAPTOP = "ward", "laptop"
OUTCOMES = ("met", "brief", "declined", "later", "resting", "with_staff", "left", "couldnt_find", "no_answer")


class CutTwice:
    """A way to the server that is cut twice: an answer is lost after it was stored, then a question on its way."""

    def __init__(self, remotes: Callable[[str, bytes], Transport]) -> None:
        self._remotes = remotes
        self.cuts = 0

    def __call__(self, address: str, pin: bytes) -> Transport:
        return BadLine(self._remotes(address, pin), self._fault)

    def _fault(self, endpoint: str, question: object, go_on: Callable[[], Any]) -> Any:
        if self.cuts == 0 and endpoint == endpoints.PUSH:
            go_on()
            self.cuts = 1
            raise OfflineError
        if self.cuts == 1 and endpoint == endpoints.PULL:
            self.cuts = 2
            raise OfflineError
        return go_on()


def everything(vault: Vault) -> dict[RecordId, object]:
    """Return all that a computer knows of its notes: what they say, what competes, and every version."""
    return {
        row.id: (
            encounter_detail(vault, row.id).encounter,
            encounter_detail(vault, row.id).follow_up,
            sorted(head.revision or b"" for head in encounter_detail(vault, row.id).heads),
            [(one.revision, one.fields, one.kept_at) for one in history(vault, row.id)],
        )
        for row in encounter_page(vault, limit=500)
    }


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(folder=tmp_path, in_process=True)
    init_organisation(tmp_path / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    terminal.join("Devon Achebe", WARD, DEVON, "peer")
    with unlock(choose(tmp_path / WARD), DEVON) as vault, closing(connect(terminal.url, b"")) as line:
        second_computer(vault, tmp_path / LAPTOP, line, passphrase=DEVON, profile=FLOOR).close()
    yield terminal
    terminal.stop_server()


def at(terminal: Terminal, home: str, *words: str) -> Any:
    return terminal.type("--home", home, *words, "--json", passphrase=DEVON).json()


def test_by_the_command_line(town: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    add = ("note", "add", "--setting", "ed", "--outcome")
    first = str(at(town, WARD, *add, "met", "--support", "time", "--memory", "first", "--follow-up", "7d")["id"])
    for home in (WARD, LAPTOP):
        assert at(town, home, "sync")["proof"] is True

    # Three days: nine notes and a change on the laptop, another change of the same note on the ward.
    kept = [
        str(at(town, LAPTOP, *add, outcome, "--support", "listened", "--memory", f"laptop {place}")["id"])
        for place, outcome in enumerate(OUTCOMES)
    ]
    at(town, LAPTOP, "note", "edit", first, "--memory", "from the laptop", "--follow-up", "2026-12-09")
    at(town, WARD, "note", "edit", first, "--memory", "from the ward", "--follow-up", "2026-12-03")
    assert at(town, WARD, "sync")["proof"] is True

    line = CutTwice(connect)
    monkeypatch.setattr("peerdesk.cli.sync.connect", line)
    for cuts in (1, 2):
        said = town.type("--home", LAPTOP, "sync", "--json", passphrase=DEVON)
        assert (said.status, said.refusal()["error"], line.cuts) == (3, "offline", cuts)
        assert at(town, LAPTOP, "note", "show", kept[-1])["memory"] == "laptop 8"
    said = town.type("--home", LAPTOP, "sync", "--json", passphrase=DEVON)
    assert (said.status, said.json()["proof"], said.json()["waiting"]) == (4, True, 0)
    assert at(town, WARD, "sync")["proof"] is True

    for home in (WARD, LAPTOP):
        notes = [row["id"] for row in at(town, home, "note", "list", "--limit", "100")["notes"]]
        assert sorted(notes) == sorted([first, *kept])
        fields = [one["field"] for one in at(town, home, "note", "show", first)["two_versions"]]
        assert fields == ["memory", "follow_up"]
    assert at(town, WARD, "note", "resolve", first, "--keep", "both", "--field", "memory")["two_versions"] != []
    assert at(town, WARD, "note", "resolve", first, "--keep", "theirs")["two_versions"] == []
    for home in (WARD, LAPTOP, WARD):
        assert at(town, home, "sync")["proof"] is True
    for home in (WARD, LAPTOP):
        shown = at(town, home, "note", "show", first)
        assert (shown["memory"], shown["follow_up"]) == ("from the ward\n\nfrom the laptop", "2026-12-09")
    assert_equal(town.folder)


def assert_equal(folder: Path) -> None:
    with unlock(choose(folder / WARD), DEVON) as ward, unlock(choose(folder / LAPTOP), DEVON) as laptop:
        assert everything(ward) == everything(laptop)
