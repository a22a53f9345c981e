"""Introductions at the command line."""

from tests.cli.conftest import DEVON, Said, Terminal


def introduction(here: Terminal, *words: str) -> Said:
    return here.type("--home", "d", "introduction", *words, "--json", passphrase=DEVON)


def test_an_introduction_is_kept_changed_and_taken_off(here: Terminal) -> None:
    refused = introduction(here, "add", "--to", "Harbor House").refusal()
    assert refused["message"] == "Ask them first. When they want to be introduced, say so: --agreed."
    words = ("--to", "Harbor House", "--agreed", "--handle", "Quiet Fox 3", "--how", "paper", "--on", "2026-11-20")
    made = introduction(here, "add", *words).json()
    assert (made["to"], made["how"], made["result"], made["on"]) == ("Harbor House", "paper", "waiting", "2026-11-20")
    changed = introduction(here, "edit", made["id"], "--result", "connected", "--confirmed-by", "person").json()
    assert (changed["result"], changed["confirmed_by"], changed["handle"]) == ("connected", "person", "Quiet Fox 3")
    assert introduction(here, "show", made["id"]).json() == changed
    assert changed in introduction(here, "list").json()["introductions"]
    said = here.type("--home", "d", "introduction", "list", passphrase=DEVON).out
    assert "Harbor House  Quiet Fox 3  They are connected" in said
    assert introduction(here, "delete", made["id"]).json()["deleted"]
    assert introduction(here, "list").json()["introductions"] == []
