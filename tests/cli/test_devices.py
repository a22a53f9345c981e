"""Taking a computer off the list at the command line, and what the one that is off says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from peerdesk.cli.attention import sentence
from peerdesk.cli.messages import message
from peerdesk.crypto.passphrase import FLOOR
from peerdesk.domain.errors import NotAllowedError
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.work.officer import init_organisation
from peerdesk.work.standing import HANDED_IN, OFF_THE_LIST
from tests.cli.conftest import DEVON, OFFICER, Terminal
from tests.cli.test_versions import LAPTOP, WARD, sign_in_second


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    return a_ward_computer_and_a_laptop(terminal)


def a_ward_computer_and_a_laptop(terminal: Terminal) -> Terminal:
    """Harbor Point with a running server; Devon at a ward computer and at a laptop that knows it."""
    init_organisation(terminal.folder / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    terminal.start_server()
    terminal.join("Devon Achebe", WARD, DEVON, "peer")
    sign_in_second(terminal.folder / WARD, terminal.folder / LAPTOP, terminal.url)
    terminal.in_process = True
    return terminal


def at(terminal: Terminal, home: str, *words: str) -> Any:
    return terminal.type("--home", home, *words, "--json", passphrase=DEVON).json()


def refused(terminal: Terminal, home: str, *words: str) -> tuple[int, str]:
    said = terminal.type("--home", home, *words, "--json", passphrase=DEVON)
    return said.status, said.refusal()["error"]


def add(terminal: Terminal, home: str, memory: str) -> str:
    words = ("note", "add", "--setting", "ed", "--outcome", "left", "--memory", memory)
    return str(at(terminal, home, *words)["id"])


def test_a_lost_laptop_is_taken_off_the_list(two: Terminal) -> None:
    add(two, LAPTOP, "sent")
    for home in (WARD, LAPTOP, WARD):
        assert at(two, home, "sync")["proof"] is True
    this, _, laptop = at(two, WARD, "devices", "list")["devices"]
    assert (this["this"], this["label"], this["last_seen"]) == (True, "1", None)
    assert (laptop["label"], laptop["live"], laptop["removing"]) == ("My laptop", True, False)
    assert datetime.fromisoformat(laptop["last_seen"]) <= datetime.now(UTC)
    assert refused(two, WARD, "devices", "revoke", this["id"]) == (1, "not_allowed")
    done = at(two, WARD, "devices", "revoke", laptop["id"][:8])
    assert done == {"id": laptop["id"], "label": "My laptop", "revoked": True}
    assert at(two, WARD, "devices", "list")["devices"][2]["live"] is False
    unsent = add(two, LAPTOP, "not sent")
    assert refused(two, LAPTOP, "sync") == (1, "server_refused")
    stands = at(two, LAPTOP, "status")
    assert (stands["removed"], stands["waiting"]) == (True, 0)
    assert [(one["reason"], one["number"]) for one in stands["attention"]] == [(OFF_THE_LIST, None), (HANDED_IN, 1)]
    assert at(two, LAPTOP, "note", "show", unsent)["memory"] == "not sent"
    said = two.type("--home", LAPTOP, "status", passphrase=DEVON)
    assert (said.status, "taken off the hospital's list" in said.out) == (4, True)


def test_without_the_server_it_goes_off_with_the_next_sync(two: Terminal) -> None:
    at(two, WARD, "sync")
    laptop = at(two, WARD, "devices", "list")["devices"][2]["id"]
    place = two.url.removeprefix("http://")
    two.stop_server()
    said = two.type("--home", WARD, "devices", "revoke", laptop, "--json", passphrase=DEVON)
    assert said.status == 3
    assert at(two, WARD, "devices", "list")["devices"][2]["removing"] is True
    two.start_server(place)
    assert at(two, WARD, "sync")["proof"] is True
    assert at(two, WARD, "devices", "list")["devices"][2]["live"] is False


@pytest.mark.parametrize("reason", [OF_REMOVED, OFF_THE_LIST, HANDED_IN])
def test_what_a_removal_brings_is_said_with_its_number(reason: str) -> None:
    assert "420" in sentence(reason, 420)


def test_why_a_computer_stays_on_the_list_is_said() -> None:
    said = {message(NotAllowedError(action)) for action in ("remove_this", "remove_sheet", "something else")}
    assert len(said) == 3
