"""Referrals at the command line: two answers, what became of it, and words that go with the end."""

import pytest

from tests.cli.conftest import DEVON, Said, Terminal


def referral(here: Terminal, *words: str) -> Said:
    return here.type("--home", "d", "referral", *words, "--json", passphrase=DEVON)


def add(here: Terminal, *words: str) -> str:
    return str(referral(here, "add", "--place", "ed", "--how-to-find", "Bed 12, near the door", *words).json()["id"])


def test_two_answers_are_enough_and_the_rest_is_kept_by_itself(here: Terminal) -> None:
    made = referral(here, "add", "--place", "ed", "--how-to-find", "Bed 12", "--source", "ed_nurse").json()
    assert (made["place"], made["how_to_find"], made["source"], made["reason"]) == ("ed", "Bed 12", "ed_nurse", None)
    assert (made["state"], made["waits_for_me"], made["received_at"] is not None) == ("open", True, True)
    assert made["id"] in {one["id"] for one in referral(here, "list").json()["referrals"]}
    changed = referral(here, "edit", made["id"], "--how-to-find", "Bed 14").json()
    assert (changed["how_to_find"], changed["source"]) == ("Bed 14", "ed_nurse")


@pytest.mark.parametrize("end", ["met", "declined", "closed"])
def test_how_to_find_them_goes_with_the_end(here: Terminal, end: str) -> None:
    one = add(here)
    tried = referral(here, "close", one, "--end", "tried").json()
    assert (tried["state"], tried["how_to_find"], tried["response"]) == ("tried", "Bed 12, near the door", "under_15")
    ended = referral(here, "close", one, "--end", end).json()
    assert (ended["state"], ended["how_to_find"], ended["waits_for_me"]) == (end, None, False)
    assert "Bed 12" not in referral(here, "list").out
    back = referral(here, "close", one, "--end", "open").json()
    assert (back["state"], back["how_to_find"], back["response"]) == ("open", None, "under_15")


def test_what_is_missing_is_named_and_nothing_is_kept(here: Terminal) -> None:
    before = referral(here, "list").json()
    for words, said in (
        (("--place", "ed"), "--how-to-find is needed."),
        (("--how-to-find", "Bed 12"), "--place is needed."),
        (("--place", "ed", "--how-to-find", "x" * 121), "--how-to-find holds 120 characters"),
        (("--place", "ed", "--how-to-find", "Bed 12", "--reason", "after_overdose"), "after_overdose"),
    ):
        refused = referral(here, "add", *words).refusal()
        assert said in refused["message"], refused
    assert referral(here, "list").json() == before
