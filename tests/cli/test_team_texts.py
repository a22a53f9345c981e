"""What a supervisor writes for their team, by the command line: the two of them, and their server."""

import dataclasses

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.domain.team_guides import guide_lines
from peerdesk.domain.team_texts import TeamPart
from peerdesk.work.unlock import choose, unlock
from tests.cli.conftest import DEVON, TOMAS, Said, Terminal


@pytest.fixture(scope="module")
def two(hospital: Terminal) -> Terminal:
    terminal = dataclasses.replace(hospital, in_process=True)
    meet(terminal)
    return terminal


def devon(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "d", *words, "--json", passphrase=DEVON)


def tomas(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "t", *words, "--json", passphrase=TOMAS)


def meet(terminal: Terminal) -> None:
    for home, passphrase in (("d", DEVON), ("t", TOMAS), ("d", DEVON)):
        assert terminal.type("--home", home, "sync", passphrase=passphrase).status in {0, 4}


def test_a_number_reaches_the_guide_with_old_and_new(two: Terminal) -> None:
    fill = ("library", "fill", "--supervisor", "Tomas, 0142", "--step", "court", "Ask for Ruth Lind")
    made = tomas(two, *fill).json()
    assert (made["version"], made["peers"]) == (1, 1)
    meet(two)
    shown = devon(two, "guide", "show", "court").json()
    assert "Ask for Ruth Lind" in shown["steps"]
    assert shown["team"][0].startswith("Tomas Okafor filled this in for your team on ")
    assert devon(two, "library", "seen", "guides", "tomas okafor").json()["received"][0]["new"] is False
    tomas(two, "library", "fill", "--supervisor", "Tomas, 0143", "--changed", "New number")
    meet(two)
    (new,) = devon(two, "library", "texts", "guides").json()["received"]
    assert (new["version"], new["changed"], new["new"], new["holds"]) == (2, "New number", True, True)
    assert new["differs"] == [
        {"about": "supervisor", "word": None, "before": "Tomas, 0142", "after": "Tomas, 0143"},
    ]
    said = two.type("--home", "d", "library", "texts", "guides", passphrase=DEVON).out
    assert "new: supervisor: Tomas, 0142 -> Tomas, 0143" in said
    assert tomas(two, "library", "restore", "guides", "1").json()["version"] == 3
    assert devon(two, "library", "fill", "--team", "1").refusal()["error"] == "not_allowed"
    with unlock(choose(two.folder / "t"), TOMAS) as vault, vault.write() as tx:
        first = tx.team_texts.versions(TeamPart.GUIDES)[0]
        other = dataclasses.replace(first, lines=guide_lines({"supervisor": "Ruth, 0199"}))
        tx.team_texts.keep(RecordId(bytes([9]) * 16), other)
    refused = tomas(two, "library", "restore", "guides", "3").refusal()
    assert (refused["error"], "Two of your computers wrote version 3." in refused["message"]) == ("ambiguous", True)


def test_words_are_added_muted_and_taken_off_again(two: Terminal) -> None:
    made = tomas(two, "library", "word", "bed blocker", "--instead", "person who waits").json()
    assert made["lines"] == [{"about": "add_en", "said": "bed blocker", "instead": "person who waits"}]
    assert len(tomas(two, "library", "word", "detox", "--mute").json()["lines"]) == 2
    assert tomas(two, "library", "word", "heroin", "--mute").refusal()["error"] == "bad_value"
    assert len(tomas(two, "library", "word", "Bed blocker", "--remove").json()["lines"]) == 1
    assert tomas(two, "library", "word", "bed blocker", "--remove").refusal()["error"] == "not_found"


def test_the_gentler_rhythm_holds_on_a_peers_desk(two: Terminal) -> None:
    assert devon(two, "supervision", "rhythm").json() == {"team": 14, "own": None, "held": 14}
    assert tomas(two, "supervision", "rhythm", "30").json()["held"] == 30
    meet(two)
    assert devon(two, "supervision", "rhythm", "7").json() == {"team": 30, "own": 7, "held": 30}
    assert devon(two, "supervision", "rhythm", "off").json()["held"] == 0
    assert devon(two, "supervision", "rhythm", "team").json() == {"team": 30, "own": None, "held": 30}
    assert tomas(two, "supervision", "checkins").json()["peers"] == [
        {"name": "Devon Achebe", "days": None, "due": False}
    ]
    assert devon(two, "supervision", "checkins").json()["peers"] == []


def test_a_list_of_places_is_given_in_versions_and_an_older_one_comes_back(two: Terminal) -> None:
    made = tomas(two, "library", "add", "--name", "Harbor House", "--phone", "555-0120").json()
    tomas(two, "library", "publish")
    meet(two)
    (first,) = devon(two, "library", "texts", "places").json()["received"]
    assert (first["from"], first["version"], first["new"], first["differs"]) == ("Tomas Okafor", 1, True, None)
    devon(two, "library", "seen", "places", "tomas okafor")
    tomas(two, "library", "edit", made["id"], "--phone", "555-0199")
    tomas(two, "library", "add", "--name", "Night Kitchen")
    tomas(two, "library", "publish")
    meet(two)
    (new,) = devon(two, "library", "texts", "places").json()["received"]
    (changed,) = new["differs"]["changed"]
    assert (changed["before"]["phone"], changed["after"]["phone"]) == ("555-0120", "555-0199")
    assert [one["name"] for one in new["differs"]["added"]] == ["Night Kitchen"]
    said = two.type("--home", "d", "library", "list", passphrase=DEVON).out
    assert "1 changed, 1 new\n  changed: Harbor House: phone 555-0120 -> 555-0199\n  new: Night Kitchen" in said
    # To look for a place is not to have read what is new.
    assert devon(two, "library", "texts", "places").json()["received"][0]["new"]
    assert devon(two, "library", "seen", "places", "Tomas Okafor").json()["received"][0]["new"] is False
    assert tomas(two, "library", "restore", "places", "1").json()["version"] == 3
    assert [one["phone"] for one in tomas(two, "library", "list").json()["places"]] == ["555-0120"]
    versions = tomas(two, "library", "texts", "places").json()["versions"]
    assert [(one["version"], one["places"]) for one in versions] == [(3, 1), (2, 2), (1, 1)]
    assert tomas(two, "library", "restore", "places", "9").refusal()["error"] == "not_found"
    assert tomas(two, "library", "restore", "places", "1", "--changed", "x").refusal()["error"] == "no_line"
    assert devon(two, "library", "restore", "places", "1").refusal()["error"] in {"not_allowed", "not_found"}
    assert tomas(two, "library", "texts", "pets").refusal()["error"] == "unknown_code"
