"""What a removed computer wrote, at the command line: read item by item, and a yes or a no to one of them."""

import pytest

from tests.cli.conftest import DEVON, Terminal
from tests.cli.test_devices import LAPTOP, WARD, a_ward_computer_and_a_laptop, add, at, refused

KEY = "apart-removed_computer"


@pytest.fixture
def two(terminal: Terminal) -> Terminal:
    return a_ward_computer_and_a_laptop(terminal)


def handed_in(two: Terminal, *memories: str) -> list[dict[str, object]]:
    for home in (WARD, LAPTOP, WARD):
        at(two, home, "sync")
    for memory in memories:
        add(two, LAPTOP, memory)
    laptop = at(two, WARD, "devices", "list")["devices"][2]
    at(two, WARD, "devices", "revoke", laptop["id"])
    assert refused(two, LAPTOP, "sync") == (1, "server_refused")
    at(two, WARD, "sync")
    return list(at(two, WARD, "attention", "look", KEY)["items"])


def test_each_item_is_read_and_one_is_taken_up_and_one_is_left(two: Terminal) -> None:
    items = handed_in(two, "not mine", "mine")
    assert [(one["kind"], one["became"], one["first_words"], one["setting"]) for one in items] == [
        ("encounter", "new", "mine", "ed"),
        ("encounter", "new", "not mine", "ed"),
    ]
    lines = two.type("--home", WARD, "attention", "look", KEY, passphrase=DEVON).out
    assert "note  begun there" in lines
    assert "Emergency department" in lines
    ids = {str(one["first_words"]): str(one["id"]) for one in items}
    assert at(two, WARD, "attention", "accept", KEY, "--item", ids["mine"][:8]) == {"key": KEY, "done": "accept"}
    assert refused(two, WARD, "attention", "accept", KEY, "--item", ids["mine"][:8]) == (1, "not_found")
    left = at(two, WARD, "attention", "look", KEY)
    assert [one["first_words"] for one in left["items"]] == ["not mine"]
    at(two, WARD, "attention", "drop", KEY, "--item", ids["not mine"])
    assert at(two, WARD, "attention", "list")["attention"] == []
    assert refused(two, WARD, "attention", "look", KEY) == (1, "not_found")
    at(two, WARD, "sync")
    assert len(at(two, WARD, "note", "list")["notes"]) == 1
