"""Tomas's weekly review, typed line by line: what was shared and no more, and Devon's notes stay what they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.work.officer import init_organisation
from tests.cli.conftest import DEVON, OFFICER, TOMAS, Terminal

CANARY = "zebra-canary-7713"
HANDLES = ("Quiet River 12", "Blue Heron 27", "Amber Wren 9")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Terminal]:
    """Harbor Point with Tomas and Devon."""
    town = Terminal(folder=tmp_path)
    init_organisation(tmp_path / "org", "Harbor Point", OFFICER, datetime.now(UTC), profile=FLOOR)
    town.start_server()
    town.join("Tomas Okafor", "t", TOMAS, "supervisor")
    town.join("Devon Achebe", "d", DEVON, "peer", "Tomas Okafor")
    yield town
    town.stop_server()


def devon(town: Terminal, *words: str) -> Any:
    # What is only looked at starts no process of its own: there is much of it.
    looks = replace(town, in_process=words[:2] in {("note", "show"), ("note", "add")})
    return looks.type("--home", "d", *words, "--json", passphrase=DEVON).json()


def tomas(town: Terminal, *words: str) -> Any:
    return town.type("--home", "t", *words, "--json", passphrase=TOMAS).json()


def add(town: Terminal, handle: str, *words: str) -> str:
    note = ("note", "add", "--setting", "ed", "--outcome", "left", "--memory", CANARY)
    return str(devon(town, *note, "--handle", handle, *words)["id"])


def log_the_talk(town: Terminal) -> None:
    """45 minutes in Tomas's words, signed by Devon; the month has 0.75 hours more, and a file has them and no word."""
    hours = {name: month_of(town, name) for name in ("t", "d")}
    topics = ("--topics", "hard_encounter,boundaries", "--next-steps", CANARY)
    logged = tomas(town, "supervision", "add", "--minutes", "45", *topics)
    assert (logged["with"], logged["signed"]) == ("Devon Achebe", "not_yet")
    tomas(town, "sync")
    devon(town, "sync")
    (waits,) = devon(town, "supervision", "list")["sessions"]
    assert waits["topics"] == ["hard_encounter", "boundaries"]
    assert devon(town, "supervision", "sign", waits["id"], "--digest", waits["digest"])["signed"] == "both"
    devon(town, "sync")
    tomas(town, "sync")
    assert tomas(town, "supervision", "show", logged["id"])["signed"] == "both"
    assert {name: month_of(town, name) - before for name, before in hours.items()} == {"t": 0.75, "d": 0.75}
    tomas(town, "supervision", "export", "--out", "hours.csv")
    assert (town.folder / "hours.csv").read_text(encoding="utf-8") == f"date,minutes\n{logged['on']},45\n"


def month_of(town: Terminal, name: str) -> float:
    """Return the hours of the newest month, as one of the two sees them."""
    people = (tomas if name == "t" else devon)(town, "supervision", "hours")["people"]
    return float(sum(one["months"][0]["hours"] for one in people if one["months"]))


def test_tomas_reviews_and_devon_sees_what_became_of_it(town: Terminal) -> None:
    shared = [add(town, handle) for handle in HANDLES[:2]]
    flagged = add(town, HANDLES[2], "--bring-to-supervision", "Can we look at this one?")
    private = add(town, CANARY)
    for note in (*shared, flagged):
        devon(town, "share", note, "--with", "Tomas Okafor")
    devon(town, "sync")
    before = {note: devon(town, "note", "show", note)["heads"] for note in (*shared, flagged, private)}

    tomas(town, "sync")
    listed = tomas(town, "review", "list")["items"]
    assert listed[0]["handle"] == HANDLES[2]
    assert {one["handle"] for one in listed} == set(HANDLES)
    assert all(one["new"] for one in listed)
    first = listed[0]["id"]
    shown = tomas(town, "review", "show", first)
    assert CANARY not in str(shown) + str(listed) + str(tomas(town, "status"))
    tomas(town, "review", "ack", first, "--kind", "talk")
    tomas(town, "review", "comment", first, "--text", "Let's talk on Tuesday")
    tomas(town, "sync")
    devon(town, "sync")

    log_the_talk(town)
    assert {note: devon(town, "note", "show", note)["heads"] for note in before} == before
    seen = devon(town, "note", "show", flagged)
    assert [said["text"] for said in seen["comments"]] == ["Let's talk on Tuesday"]
    assert [said["kind"] for said in seen["acknowledgements"]] == ["talk"]
    ledger = {one["id"]: one["openings"] for one in devon(town, "ledger")["shares"]}
    assert {note for note, openings in ledger.items() if openings} == {flagged}
    assert set(ledger) == {*shared, flagged}
