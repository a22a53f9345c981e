"""What individuals allow, typed at a terminal, and journey D5: they changed their mind."""

import json
from typing import Any

from tests.cli.conftest import DEVON, TOMAS, Terminal

D = ("--home", "d")
T = ("--home", "t")
WHOLE = (
    "--kind", "written_release", "--recipients", "Dr. Kim, 4 West", "--scope", "peer_visit,agreed,their_words",
    "--purpose", "services", "--discloser", "Peer program", "--expires", "2031-01-31", "--signed-how", "paper",
    "--signed-on", "2026-11-21", "--statements", "their_name,can_take_back",
)  # fmt: skip


def test_a_permission_is_kept_shown_listed_and_says_in_plain_words_what_it_lacks(here: Terminal) -> None:
    words = ("consent", "add", "--handle", "Calm Otter 9", "--kind", "written_release", "--recipients", "Shelter")
    kept = here.type(*D, *words, "--json", passphrase=DEVON).json()
    assert (kept["handle"], kept["in_force"], kept["recipients"]) == ("Calm Otter 9", True, ["Shelter"])
    assert kept["missing"] == [
        "name", "discloser", "scope", "purpose", "revocable", "expiry", "signature", "signed_on",
    ]  # fmt: skip
    said = here.type(*D, "consent", "show", kept["id"][:12], passphrase=DEVON).out
    assert "the day they signed" in said
    assert here.type(*D, "consent", "gave-copy", kept["id"], "--json", passphrase=DEVON).json()["copy_given"] is True
    listed = here.type(*D, "consent", "list", "--handle", "calm otter 9", "--json", passphrase=DEVON).json()
    assert [one["copy_given"] for one in listed["consents"]] == [True]
    whole = here.type(*D, "consent", "add", "--handle", "Calm Otter 9", *WHOLE, "--json", passphrase=DEVON).json()
    assert whole["missing"] == []


def test_a_wish_for_no_record_leaves_none(here: Terminal) -> None:
    words = ("consent", "add", "--handle", "Quiet Fox 3", "--kind", "no_record_requested", "--json")
    said = here.type(*D, *words, passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "bad_value")
    said = here.type(*D, "consent", "list", "--handle", "Quiet Fox 3", "--json", passphrase=DEVON)
    assert said.refusal()["error"] == "not_found"


def test_one_permission_can_end_alone(here: Terminal) -> None:
    first, second = (
        here.type(*D, "consent", "add", "--handle", "Red Cedar 5", *WHOLE, "--json", passphrase=DEVON).json()["id"]
        for _ in range(2)
    )
    done = here.type(*D, "consent", "revoke", first, "--only-this", "--json", passphrase=DEVON).json()
    assert done["revoked_how"] == "said"
    assert here.type(*D, "consent", "show", second, "--json", passphrase=DEVON).json()["in_force"] is True
    assert here.type(*D, "consent", "revoke", passphrase=DEVON).status == 2


def test_a_release_to_sign_says_that_counsel_has_to_look_at_it_first(here: Terminal) -> None:
    for language, sentence in (("en", "Have counsel review it"), ("es", "Pida una revisión legal")):
        out = f"release-{language}.html"
        assert here.type(*D, "consent", "form", "--out", out, "--language", language).status == 0
        page = (here.folder / out).read_text(encoding="utf-8")
        assert sentence in page
        assert f'<html lang="{language}">' in page
    assert here.type(*D, "consent", "form", "--out", "no/such/folder/x.html", "--json").status == 1


def test_they_changed_their_mind(quick: Terminal) -> None:
    """Journey D5 by the command line."""

    def devon(*words: str) -> Any:
        return quick.type(*D, *words, "--json", passphrase=DEVON).json()

    note = str(
        devon("note", "add", "--setting", "ed", "--outcome", "met", "--support", "time", "--handle", "Red Maple 4",
              "--memory", "Only for me.", "--follow-up", "3d")["id"]
    )  # fmt: skip
    devon("consent", "add", "--handle", "Red Maple 4", *WHOLE)
    devon("share", note, "--with", "Tomas Okafor")
    devon("sync")
    assert quick.type(*T, "sync", passphrase=TOMAS).status == 0
    queue = quick.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"]
    assert [item["handle"] for item in queue] == ["Red Maple 4"]

    done = quick.type(
        *D, "consent", "revoke", "--handle", "Red Maple 4", "--do-not-contact", "--form", "gone.html", "--json",
        passphrase=DEVON,
    ).json()  # fmt: skip
    assert (len(done["revoked"]), done["copies_taken_back"], done["follow_ups_ended"]) == (1, 1, 1)
    (told,) = done["told_before"]
    assert (told["act"], told["recipient"], told["can_be_recalled"]) == ("shared", "Tomas Okafor", False)
    assert "Only for me" not in json.dumps(done)
    page = (quick.folder / "gone.html").read_text(encoding="utf-8")
    assert "Please do not contact me" in page
    assert "Tomas Okafor" in page
    assert "Red Maple" not in page

    said = quick.type(*D, "share", note, "--with", "Tomas Okafor", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "not_allowed")
    more = ("--setting", "ed", "--outcome", "brief", "--handle", "Red Maple 4")
    said = quick.type(*D, "note", "add", *more, "--follow-up", "3d", "--json", passphrase=DEVON)
    assert "asked not to be contacted" in said.refusal()["message"]
    devon("sync")
    quick.type(*T, "sync", passphrase=TOMAS)
    assert quick.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"] == []

    lines = quick.type(*D, "ledger", "--handle", "Red Maple 4", "--json", passphrase=DEVON).json()["entries"]
    assert {one["act"] for one in lines} == {"shared", "stopped", "withdrawn"}
    assert "cannot be recalled" in quick.type(*D, "ledger", note, passphrase=DEVON).out
    again = devon("consent", "revoke", "--handle", "Red Maple 4")
    assert again["copies_taken_back"] == 0
    assert devon("note", "erase", note, "--for-good")["erased"] is True
    kept = quick.type(*D, "ledger", "--handle", "Red Maple 4", "--json", passphrase=DEVON).json()["entries"]
    assert kept == lines


def test_a_summary_is_shown_first_filed_under_the_release_and_told_in_the_ledger(here: Terminal) -> None:
    words = ("note", "add", "--setting", "ed", "--outcome", "brief", "--handle", "Golden Wren 8", "--json")
    note = here.type(*D, *words, passphrase=DEVON).json()["id"]
    asked = ("summary", note, "--to", "Dr. Kim, 4 West", "--visit", "--agreed", "A visit on Friday.", "--json")
    said = here.type(*D, *asked, "--preview", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "not_allowed")
    here.type(*D, "consent", "add", "--handle", "Golden Wren 8", *WHOLE, passphrase=DEVON)
    shown = here.type(*D, *asked, "--preview", passphrase=DEVON).json()
    assert shown["parts"] == ["peer_visit", "agreed"]
    assert here.type(*D, "ledger", "--handle", "Golden Wren 8", "--json", passphrase=DEVON).json()["entries"] == []
    filed = here.type(*D, *asked, "--out", "summary.txt", passphrase=DEVON).json()
    page = (here.folder / "summary.txt").read_text(encoding="utf-8")
    assert page == "\n\n".join((filed["text"].rstrip("\n"), filed["notice"], filed["release"])) + "\n"
    (line,) = here.type(*D, "ledger", note, "--json", passphrase=DEVON).json()["entries"]
    assert (line["act"], line["can_be_recalled"]) == ("summary_filed", False)
    assert "Friday" not in json.dumps(line)
    assert here.type(*D, *asked, passphrase=DEVON).status == 2
    done = here.type(*D, "consent", "revoke", "--handle", "Golden Wren 8", "--json", passphrase=DEVON).json()
    assert [one["recipient"] for one in done["told_before"]] == ["Dr. Kim, 4 West"]


def test_status_says_in_plain_words_who_can_read_what(quick: Terminal) -> None:
    said = quick.type(*D, "status", passphrase=DEVON).out
    assert "only you: 1 computer and a recovery sheet" in said
    assert "Tomas Okafor has " in said
    assert "nobody there can open your notes" in said
    page = quick.type(*D, "status", "--json", passphrase=DEVON).json()["who_can_read"]
    assert page["own"]["hospital_key"] is False
    assert [one["name"] for one in page["shared"]] == ["Tomas Okafor"]
    assert "Who can read what" not in quick.type(*T, "status", passphrase=TOMAS).out
