"""Handing a follow-up over by the command line: two real peers, and their server."""

import dataclasses
import json

import pytest

from tests.cli.conftest import DEVON, MARISOL, Said, Terminal

D = ("--home", "d")
M = ("--home", "m")


@pytest.fixture(scope="module")
def two(hospital: Terminal) -> Terminal:
    hospital.join("Marisol Vega", "m", MARISOL, "peer", "Tomas Okafor")
    return dataclasses.replace(hospital, in_process=True)


def marisol(terminal: Terminal, *words: str) -> Said:
    return terminal.type(*M, *words, "--json", passphrase=MARISOL)


def devon(terminal: Terminal, *words: str) -> Said:
    return terminal.type(*D, *words, "--json", passphrase=DEVON)


def follow_up(terminal: Terminal, handle: str) -> str:
    note = (
        "--setting",
        "ed",
        "--outcome",
        "met",
        "--support",
        "time",
        "--memory",
        "Only for me.",
        "--words",
        "Quoted.",
    )
    kept = marisol(terminal, "note", "add", *note, "--handle", handle, "--follow-up", "7d").json()["id"]
    (found,) = (one for one in marisol(terminal, "followup", "list").json()["follow_ups"] if one["note"] == kept)
    assert (found["handle"], found["handed_to"]) == (handle, None)
    return str(found["id"])


def meet(terminal: Terminal) -> None:
    for one in (marisol, devon, marisol):
        assert one(terminal, "sync").status in {0, 4}


def state(terminal: Terminal, handoff: str) -> str:
    return str(marisol(terminal, "handoff", "show", handoff).json()["state"])


def test_a_follow_up_is_offered_accepted_and_theirs(two: Terminal) -> None:
    mine = follow_up(two, "Blue Heron 27")
    offer = ("handoff", "add", mine, "--to", "Devon Achebe", "--how", "phone", "--prompt", "Bed by the window")
    not_asked = marisol(two, *offer).refusal()
    assert (not_asked["error"], not_asked["message"]) == (
        "missing_answer",
        "Ask them first. When they are OK with another peer, say so: --agreed.",
    )
    shown = marisol(two, *offer, "--agreed", "--preview").json()
    assert (shown["handed"], shown["id"], shown["to"]) == (False, None, "Devon Achebe")
    assert set(shown["offer"]) == {"handle", "setting", "due", "how", "prompt", "agreed"}
    assert marisol(two, "handoff", "list").json()["given"] == []
    given = marisol(two, *offer, "--agreed").json()
    assert given["offer"] == shown["offer"]
    assert state(two, given["id"]) == "waiting"
    assert marisol(two, *offer, "--agreed").refusal()["message"].startswith("That follow-up is with another peer")
    meet(two)
    assert state(two, given["id"]) == "sent"
    (came,) = devon(two, "handoff", "list").json()["offered"]
    assert (came["from"], came["offer"]) == ("Marisol Vega", shown["offer"])
    assert "Only for me" not in json.dumps(came)
    taken = devon(two, "handoff", "accept", came["id"]).json()
    theirs = devon(two, "followup", "list").json()["follow_ups"]
    assert [(one["id"], one["handle"]) for one in theirs] == [(taken["follow_up"], "Blue Heron 27")]
    assert devon(two, "handoff", "decline", came["id"]).refusal()["error"] == "not_allowed"
    devon(two, "sync")
    meet(two)
    assert state(two, given["id"]) == "accepted"
    assert marisol(two, "followup", "list").json()["follow_ups"] == []
    refused = marisol(two, "handoff", "stop", given["id"]).refusal()
    assert refused == {
        "error": "theirs_now",
        "message": "They have accepted it. It is theirs now, and is not taken back.",
    }
    listed = two.type(*M, "handoff", "list", passphrase=MARISOL).out
    assert "Devon Achebe accepted" in listed
    assert "It is theirs now." in listed


def test_one_is_taken_back_and_one_declined(two: Terminal) -> None:
    first, second = follow_up(two, "Red Maple 4"), follow_up(two, "Quiet Fox 3")
    for one in (first, second):
        marisol(two, "handoff", "add", one, "--to", "devon achebe", "--agreed")
    meet(two)
    by_handle = {one["offer"]["handle"]: one["id"] for one in devon(two, "handoff", "list").json()["offered"]}
    assert marisol(two, "handoff", "stop", by_handle["Red Maple 4"]).json()["state"] == "taken_back"
    assert devon(two, "handoff", "decline", by_handle["Quiet Fox 3"]).json()["answer"] == "declined"
    meet(two)
    meet(two)
    assert state(two, by_handle["Quiet Fox 3"]) == "declined"
    gone = marisol(two, "handoff", "show", by_handle["Red Maple 4"]).json()
    assert (gone["state"], gone["removed_at"] is not None) == ("taken_back", True)
    assert devon(two, "handoff", "list").json()["offered"] == []
    waits = {one["handle"]: one["handed_to"] for one in marisol(two, "followup", "list").json()["follow_ups"]}
    assert waits == {"Red Maple 4": None, "Quiet Fox 3": None}


def test_nobody_of_that_name_is_said_with_the_names_there_are(two: Terminal) -> None:
    mine = follow_up(two, "Calm Otter 8")
    said = marisol(two, "handoff", "add", mine, "--to", "Tomas Okafor", "--agreed").refusal()
    assert said["message"] == "The peers here are: Devon Achebe. Nobody is called like that."
    assert marisol(two, "handoff", "show", "ffffff").refusal()["error"] == "not_found"
