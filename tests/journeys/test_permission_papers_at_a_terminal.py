"""The same road typed line by line, in processes of their own: shown, read, followed, ended, taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.work.officer import init_organisation
from tests.cli.conftest import DEVON, OFFICER, TOMAS, Terminal
from tests.cli.test_consent import WHOLE

CANARY = "zebra-canary-7714"
WHO, OTHER = "Blue Heron 27", "Red Maple 4"
WITH = ("--with", "Tomas Okafor")


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


IN_A_PROCESS = {
    *(("consent", verb) for verb in ("share", "revoke", "unshare")),
    *(("review", "permission"), ("sync",)),
}
"""What stands around the road needs no process of its own; there is much of it."""


def devon(town: Terminal, *words: str) -> Any:
    return here(town, words).type("--home", "d", *words, "--json", passphrase=DEVON).json()


def tomas(town: Terminal, *words: str) -> Any:
    return here(town, words).type("--home", "t", *words, "--json", passphrase=TOMAS).json()


def here(town: Terminal, words: tuple[str, ...]) -> Terminal:
    return replace(town, in_process=words[:2] not in IN_A_PROCESS)


def meet(town: Terminal) -> None:
    for one in (devon, tomas, devon):
        one(town, "sync")


def test_permission_papers_are_shown_read_followed_ended_and_taken_back(town: Terminal) -> None:
    met = ("note", "add", "--setting", "ed", "--outcome", "met", "--support", "time")
    note = devon(town, *met, "--handle", WHO, "--memory", CANARY)["id"]
    devon(town, "consent", "add", "--handle", WHO, *WHOLE)
    devon(town, "consent", "add", "--handle", OTHER, "--kind", "verbal_ok_to_keep_in_touch")
    summary = ("summary", note, "--to", "Dr. Kim, 4 West", "--agreed", CANARY, "--out", "page.txt")
    devon(town, *summary)
    previewed = devon(town, "consent", "share", "--handle", WHO, *WITH, "--preview")
    assert (previewed["share"], devon(town, "consent", "shares")["shares"]) == (False, [])
    shared = devon(town, "consent", "share", "--handle", WHO, *WITH)
    assert shared["papers"] == previewed["papers"]
    meet(town)

    (listed,) = tomas(town, "review", "permissions")["papers"]
    assert (listed["handle"], listed["new"], listed["from"]) == (WHO, True, "Devon Achebe")
    read = tomas(town, "review", "permission", listed["id"][:12])
    assert {name: read[name] for name in shared["papers"]} == shared["papers"]
    assert [one["act"] for one in read["given_out"]] == ["summary_filed"]
    everything = str(read) + str(tomas(town, "review", "list")) + str(tomas(town, "status"))
    assert not [word for word in (CANARY, OTHER, "Peer program") if word in everything]
    said = town.type("--home", "t", "review", "permission", listed["id"], passphrase=TOMAS).out
    assert "Dr. Kim, 4 West" in said

    devon(town, "consent", "add", "--handle", WHO, "--kind", "verbal_ok_to_keep_in_touch")
    meet(town)
    assert len(tomas(town, "review", "permission", listed["id"])["permissions"]) == 2
    (state,) = devon(town, "consent", "shares")["shares"]
    assert (state["handle"], state["on"], len(state["openings"])) == (WHO, True, 1)
    assert [one["papers"] for one in devon(town, "status")["who_can_read"]["shared"]] == [1]
    assert devon(town, "sharing", "holders")["holders"][0]["papers"] == [WHO]

    assert devon(town, "consent", "revoke", "--handle", WHO)["papers_taken_back"] == 1
    meet(town)
    (ended,) = tomas(town, "review", "permissions")["papers"]
    assert (ended["has_ended"], ended["id"] != listed["id"]) == (True, True)
    assert town.type("--home", "t", "review", "permission", listed["id"], "--json", passphrase=TOMAS).status == 1

    devon(town, "consent", "unshare", "--handle", WHO)
    meet(town)
    assert tomas(town, "review", "permissions")["papers"] == []
    (state,) = devon(town, "consent", "shares", "--handle", WHO)["shares"]
    assert (state["on"], state["taken_back"]) == (False, "confirmed")
