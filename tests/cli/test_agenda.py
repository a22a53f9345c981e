"""What is brought to supervision, and guides that were used, by the command line."""

import dataclasses

import pytest

from tests.cli.conftest import DEVON, TOMAS, Said, Terminal
from tests.cli.test_supervision import meet

TOMAS_NAME = "Tomas Okafor"


@pytest.fixture(scope="module")
def two(hospital: Terminal) -> Terminal:
    return dataclasses.replace(hospital, in_process=True)


def devon(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "d", *words, "--json", passphrase=DEVON)


def tomas(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "t", "supervision", "agenda", *words, "--json", passphrase=TOMAS)


def agenda(terminal: Terminal, *words: str) -> Said:
    return devon(terminal, "supervision", "agenda", *words)


def read_by_tomas(terminal: Terminal) -> list[str]:
    meet(terminal)
    return [str(one["line"] or one["topic"]) for one in tomas(terminal, "list").json()["items"]]


def test_a_topic_is_added_shown_shared_ordered_ticked_and_taken_back(two: Terminal) -> None:
    first = agenda(two, "add", "--topic", "boundaries", "--line", "Asked to watch somebody").json()["id"]
    second = agenda(two, "add", "--topic", "celebration").json()["id"]
    shown = agenda(two, "share", first, "--with", TOMAS_NAME, "--preview").json()
    assert (shown["share"], shown["entry"]["line"]) == (False, "Asked to watch somebody")
    assert read_by_tomas(two) == []
    for item in (first, second):
        assert agenda(two, "share", item, "--with", TOMAS_NAME).json()["share"]
    assert agenda(two, "edit", first, "--line", "Asked twice").json()["readers"][0]["has_changed"]
    assert agenda(two, "order", second, first).json()["items"][0]["id"] == second
    assert read_by_tomas(two) == ["celebration", "Asked to watch somebody"]
    (ticked, _) = tomas(two, "list").json()["items"]
    assert tomas(two, "done", ticked["id"]).json()["talked_on"]
    assert tomas(two, "edit", ticked["id"], "--line", "x").refusal()["error"] == "not_found"
    meet(two)
    assert agenda(two, "list").json()["items"][0]["talked_on"]
    (gone,) = agenda(two, "unshare", first).json()["readers"]
    assert (gone["reads"], gone["taken_back"]) == (None, "asked")
    assert read_by_tomas(two) == ["celebration"]
    assert agenda(two, "delete", second).json()["deleted"]
    assert read_by_tomas(two) == []
    assert "Boundaries  Asked twice" in two.type("--home", "d", "supervision", "agenda", "list", passphrase=DEVON).out


def test_a_talk_is_asked_for_and_when_they_meet_is_written_down(two: Terminal) -> None:
    assert agenda(two, "talk", "--with", TOMAS_NAME, "--preview").json()["entry"] == {
        "topic": "talk",
        "line": "",
        "note": None,
        "guide": None,
    }
    asked = agenda(two, "talk", "--with", TOMAS_NAME).json()["id"]
    assert read_by_tomas(two) == ["talk"]
    agenda(two, "unshare", asked, "--with", TOMAS_NAME)
    assert read_by_tomas(two) == []
    assert devon(two, "supervision", "next", "--on", "2026-12-01", "--words", "at ten").json()["words"] == "at ten"
    assert devon(two, "supervision", "next", "--clear").json() == {"on": None, "words": ""}


def test_a_guide_is_shown_logged_and_brought_only_when_the_peer_says_so(two: Terminal) -> None:
    shown = devon(two, "guide", "show", "report").json()
    assert "(your hospital must fill this in)" in " ".join(shown["steps"])
    assert len(devon(two, "guide", "list").json()["guides"]) == 8
    used = devon(two, "guide", "used", "report", "--at", "2026-11-21 21:40", "--spoke").json()
    assert {name: used[name] for name in ("guide", "at", "spoke")} == {
        "guide": "report",
        "at": "2026-11-21 21:40",
        "spoke": True,
    }
    assert devon(two, "guide", "used", "report", "--at", "yesterday").refusal()["error"] == "bad_date"
    assert devon(two, "guide", "used", "court", "--no-time").json()["at"] == ""
    assert read_by_tomas(two) == []
    item = devon(two, "guide", "bring", used["id"]).json()["id"]
    assert read_by_tomas(two) == []
    agenda(two, "share", item, "--with", TOMAS_NAME)
    meet(two)
    (read,) = tomas(two, "list").json()["items"]
    assert read["guide"] == {"guide": "report", "at": "2026-11-21 21:40", "spoke": True}
    assert "Harm to a child" in two.type("--home", "t", "supervision", "agenda", "list", passphrase=TOMAS).out
    assert devon(two, "guide", "delete", used["id"]).json()["deleted"]
    assert [one["guide"] for one in devon(two, "guide", "log").json()["used"]] == ["court"]
    assert read_by_tomas(two) == []
