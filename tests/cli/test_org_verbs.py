"""The officer's verbs at the command line: names and JSON, one sentence for each mistake, and the right status."""

import json
from collections.abc import Iterator
from functools import cache

import pytest

from peerdesk.cli.messages import message
from peerdesk.crypto import key_file
from peerdesk.domain.errors import NotJoinedError, WordsFirstError
from peerdesk.wire.invite import parse_invite
from tests.cli.conftest import DEVON, MARISOL, OFFICER, TOMAS, Said, Terminal

D, T, M = ("--home", "d"), ("--home", "t"), ("--home", "m")
NOTE = ("note", "add", "--setting", "ed", "--outcome", "met", "--support", "listened", "--json")


@pytest.fixture(scope="module")
def ward(hospital: Terminal) -> Iterator[Terminal]:
    """Harbor Point in this process, with Ruth as a second supervisor and Marisol as a second peer.

    What Argon2 makes of a passphrase and a key file is worked out once: the officer types it very often here.
    """
    hospital.join("Ruth Lind", "r", MARISOL, "supervisor")
    hospital.join("Marisol Vega", "m", MARISOL, "peer", "Tomas Okafor")
    hospital.in_process = True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_file, "derive", cache(key_file.derive))
        yield hospital


def org(ward: Terminal, *words: str, passphrase: str = OFFICER) -> Said:
    return ward.type("org", *words, "--org", "org", "--server", ward.url, "--json", passphrase=passphrase)


def people(ward: Terminal) -> dict[str, dict[str, object]]:
    return {one["name"]: one for one in org(ward, "people").json()["people"]}


def supervisors(ward: Terminal, peer: str) -> list[tuple[str, bool]]:
    listed = people(ward)[peer]["supervisors"]
    assert isinstance(listed, list)
    return [(one["name"], one["cover"]) for one in listed]


def test_a_supervisor_is_assigned_covered_changed_and_ended(ward: Terminal) -> None:
    cover = org(ward, "assign", "Devon Achebe", "--supervisor", "Ruth Lind", "--cover", "--until", "2999-12-31").json()
    assert (cover["cover"], cover["changed"], cover["ended"], cover["supervises"]) == (True, True, [], True)
    assert str(cover["until"]).startswith(("2999-12-31", "3000-01-01"))
    assert supervisors(ward, "Devon Achebe") == [("Tomas Okafor", False), ("Ruth Lind", True)]
    change = org(ward, "assign", "Devon Achebe", "--supervisor", "Ruth Lind").json()
    assert (change["ended"], change["cover"], change["awaited"]) == (["Tomas Okafor"], False, False)
    assert org(ward, "assign", "Devon Achebe", "--supervisor", "Ruth Lind").json()["changed"] is False
    ward.type(*D, "sync", passphrase=DEVON)
    listed = ward.type(*D, "attention", "list", "--json", passphrase=DEVON)
    assert listed.status == 4
    assert [(one["reason"], one["name"]) for one in listed.json()["attention"]] == [
        ("new_supervisor", "Ruth Lind"),
        ("supervision_ended", "Tomas Okafor"),
    ]
    plain = ward.type(*D, "status", passphrase=DEVON).out
    assert "Ruth Lind: They supervise you now. Nothing was shared with them by that" in plain
    for one in listed.json()["attention"]:
        ward.type(*D, "attention", "seen", one["key"], passphrase=DEVON)
    end = org(ward, "assign", "Devon Achebe", "--supervisor", "Ruth Lind", "--end").json()
    assert (end["supervises"], end["ended"]) == (False, ["Ruth Lind"])
    org(ward, "assign", "Devon Achebe", "--supervisor", "Tomas Okafor")
    assert supervisors(ward, "Devon Achebe") == [("Tomas Okafor", False)]


def test_what_an_officer_says_to_a_person_is_in_whole_sentences(ward: Terminal) -> None:
    said = ward.type(
        "org", "assign", "Devon Achebe", "--supervisor", "Ruth Lind", "--beside", "--until", "2999-12-31",
        "--org", "org", "--server", ward.url, passphrase=OFFICER,
    )  # fmt: skip
    assert said.out.splitlines() == [
        "Ruth Lind supervises Devon Achebe now, until 2999-12-31.",
        "Nothing was shared by this: Devon Achebe is asked what Ruth Lind may see.",
    ]
    ended = ward.type(
        "org", "assign", "Devon Achebe", "--supervisor", "Ruth Lind", "--end", "--org", "org", "--server", ward.url,
        passphrase=OFFICER,
    )  # fmt: skip
    assert ended.out.startswith("Ruth Lind does not supervise Devon Achebe any more.")


def test_every_mistake_is_said_in_one_line_and_changes_nothing(ward: Terminal) -> None:
    before = org(ward, "history").json()["entries"]
    tomas = ("--supervisor", "Tomas Okafor")
    ward.invite("Not Here Yet", "peer")
    for words, error in (
        (("assign", "Nobody", *tomas), "not_found"),
        (("assign", "Devon Achebe", "--supervisor", "Devon Achebe"), "not_found"),
        (("assign", "Not Here Yet", *tomas), "not_joined"),
        (("assign", "Devon Achebe", *tomas, "--cover"), "bad_value"),
        (("assign", "Devon Achebe", *tomas, "--until", "2001-01-01"), "bad_value"),
        (("assign", "Devon Achebe", *tomas, "--until", "soon"), "bad_date"),
        (("assign", "Devon Achebe", *tomas, "--end", "--cover"), "bad_input"),
        (("revoke", "Devon Achebe"), "bad_input"),
        (("revoke", "Devon Achebe", "--all", "--device", "123456"), "bad_input"),
        (("revoke", "Devon Achebe", "--device", "000000"), "not_found"),
        (("left", "Nobody"), "not_found"),
        (("left", "Not Here Yet"), "not_joined"),
        (("cancel-invite", "Nobody"), "not_found"),
        (("policy", "--lock-minutes", "0"), "bad_value"),
        (("policy", "--hide", "moon"), "unknown_code"),
        (("policy", "--words", "demanded", "--root-key", "nowhere"), "not_found"),
        (("replace-officer", "--last-good", "9999"), "bad_value"),
    ):
        said = org(ward, *words)
        assert (said.status, said.refusal()["error"]) == (1, error), words
    wrong = org(ward, "left", "Devon Achebe", passphrase=DEVON)
    assert (wrong.status, wrong.refusal()["error"]) == (1, "wrong_passphrase")
    root = org(ward, "policy", "--lock-minutes", "5", passphrase=DEVON)
    assert (root.status, "root's key" in root.refusal()["message"]) == (1, True)
    assert message(NotJoinedError("person")) in org(ward, "left", "Not Here Yet").err
    assert org(ward, "history").json()["entries"] == before


def test_somebody_who_is_peer_and_supervisor_is_named_with_their_role(ward: Terminal) -> None:
    for role in ("peer", "supervisor"):
        said = ward.type(
            "org", "invite", "--org", "org", "--server", ward.url, "--person", "Both", "--role", role,
            "--out", f"both.{role}", passphrase=OFFICER,
        )  # fmt: skip
        assert said.status == 0
    for verb in ("confirm", "left", "cancel-invite"):
        several = org(ward, verb, "Both")
        assert (several.status, several.refusal()["error"]) == (1, "ambiguous")
        assert "--role" in several.refusal()["message"]
    assert org(ward, "confirm", "Both", "--role", "peer").refusal()["error"] == "not_joined"
    assert org(ward, "cancel-invite", "Both", "--role", "peer").json()["cancelled"] == 1
    assert org(ward, "cancel-invite", "Both", "--role", "supervisor").json()["cancelled"] == 1


def test_a_server_that_is_away_is_status_three_and_a_change_needs_one(ward: Terminal) -> None:
    away = ward.type(
        "org", "left", "Devon Achebe", "--org", "org", "--server", "http://127.0.0.1:1", "--json", passphrase=OFFICER
    )
    assert (away.status, "not done twice" in away.refusal()["message"]) == (3, True)
    nowhere = ward.type("org", "policy", "--lock-minutes", "5", "--org", "org", "--json", passphrase=OFFICER)
    assert (nowhere.status, nowhere.refusal()["error"]) == (1, "bad_input")
    empty = ward.type("org", "status", "--org", "nothing", "--json")
    assert (empty.status, empty.refusal()["error"]) == (1, "not_found")


def test_a_policy_is_shown_set_and_obeyed(ward: Terminal) -> None:
    shown = ward.type("org", "policy", "--org", "org", "--json").json()
    assert (shown["version"], shown["recovery"], shown["words"], shown["lock_minutes"]) == (0, False, "offered", None)
    made = org(ward, "policy", "--words", "demanded", "--lock-minutes", "5", "--part2", "no", "--hide", "sharps").json()
    assert (made["version"], made["words"], made["part2"], made["hide"]) == (1, "demanded", False, ["sharps"])
    note = ward.type(*M, *NOTE, passphrase=MARISOL).json()["id"]
    refused = ward.type(*M, "share", note, "--with", "Tomas Okafor", "--json", passphrase=MARISOL)
    assert (refused.status, refused.refusal()["error"]) == (1, "words_first")
    assert refused.refusal()["message"] == message(WordsFirstError("share"))
    known = ward.type(*M, "trust", "words", "Tomas Okafor", "--json", passphrase=MARISOL).json()["people"][0]
    words = " ".join(known["words"])
    ward.type(*M, "trust", "confirm", "Tomas Okafor", "--words", words, passphrase=MARISOL)
    shared = ward.type(*M, "share", note, "--with", "Tomas Okafor", "--json", passphrase=MARISOL)
    assert shared.json()["share"] is True
    assert org(ward, "policy", "--words", "offered").json()["version"] == 2
    lines = ward.type("org", "policy", "--org", "org").out
    assert "Six words before the first share: offered" in lines


def test_units_are_counted_once_the_root_says_so(ward: Terminal) -> None:
    def units(*words: str) -> Said:
        return ward.type(*M, "units", *words, "--json", passphrase=MARISOL)

    note = ward.type(*M, *NOTE, "--handle", "Zaffrecanary", "--on", "2026-11-18", passphrase=MARISOL).json()["id"]
    refused = units("add", note, "--begins", "9:10", "--ends", "9:55")
    assert (refused.status, refused.refusal()["error"]) == (1, "not_allowed")
    made = org(ward, "policy", "--units", "va", "--eight-minutes", "yes").json()
    assert (made["units"], made["eight_minutes"]) == ("va", True)
    assert "Virginia's limits" in ward.type("org", "policy", "--org", "org").out
    ward.type(*M, "sync", passphrase=MARISOL)
    assert note in units("list", "--period", "2026-11").json()["without_times"]
    assert units("add", note, "--begins", "9:10", "--ends", "soon").refusal()["message"].startswith("--ends wants")
    said = units("add", note, "--begins", "9:10", "--ends", "9:55", "--aside", "5").json()
    assert said == {"id": note, "begins": "09:10", "ends": "09:55", "aside": 5}
    shown = ward.type(*M, "note", "show", note, "--json", passphrase=MARISOL).json()
    assert shown["times"] == {"begins": "09:10", "ends": "09:55", "aside": 5}
    files = ("--csv", str(ward.folder / "units.csv"), "--page", str(ward.folder / "units.html"))
    found = units("list", "--period", "2026-11", *files).json()
    assert (found["units"], found["flagged"], found["rows"][0]["flags"]) == (3, 0, ["aside"])
    for name in ("units.csv", "units.html"):
        text = (ward.folder / name).read_text(encoding="utf-8")
        assert "Not a claim" in text
        assert "Zaffrecanary" not in text
    assert units("list", *files).refusal()["error"] == "exists"
    assert "09:10-09:55    3  H0038" in ward.type(*M, "units", "list", "--period", "2026-11", passphrase=MARISOL).out
    assert [units("remove", note).json()["removed"] for _ in range(2)] == [True, False]
    assert org(ward, "policy", "--units", "off").json()["units"] == "off"


def test_an_invite_is_a_file_and_a_code_and_can_be_cancelled(ward: Terminal) -> None:
    made = (
        "org", "invite", "--org", "org", "--server", ward.url, "--person", "Astray", "--role", "peer", "--json",
    )  # fmt: skip
    odd = ward.type(*made, "--out", "a.invite", "--qr", "a.png", passphrase=OFFICER)
    assert (odd.status, odd.refusal()["error"]) == (1, "bad_input")
    said = ward.type(*made, "--out", "a.invite", "--qr", "a.svg", passphrase=OFFICER).json()
    assert (said["file"], said["qr"]) == ("a.invite", "a.svg")
    picture = ward.folder / "a.svg"
    assert picture.read_text(encoding="utf-8").startswith("<?xml")
    assert picture.stat().st_mode & 0o077 == 0
    again = ward.type(*made, "--out", "b.invite", "--qr", "a.svg", passphrase=OFFICER)
    assert (again.status, again.refusal()["error"]) == (1, "exists")
    assert people(ward)["Astray"]["invite_open"] is True
    assert org(ward, "cancel-invite", "astray").json()["cancelled"] == 1
    assert people(ward)["Astray"]["invite_open"] is False
    used = ward.type("--home", "x", "setup", "--name", "Astray", "--invite", "a.invite", "--json", passphrase=DEVON)
    assert (used.status, used.refusal()["error"]) == (1, "invite_unknown")
    assert parse_invite((ward.folder / "a.invite").read_text(encoding="utf-8")).person_name == "Astray"


def test_somebody_who_leaves_reads_their_notes_offline_and_a_lost_computer_is_let_in_no_more(ward: Terminal) -> None:
    note = ward.type(*M, *NOTE, passphrase=MARISOL).json()["id"]
    ward.type(*M, "sync", passphrase=MARISOL)
    assert org(ward, "left", "Marisol Vega").json()["left"] is True
    out = ward.type(*M, "sync", "--json", passphrase=MARISOL)
    assert (out.status, "Your notes are kept here" in out.refusal()["message"]) == (1, True)
    assert ward.type(*M, "note", "show", note, "--json", passphrase=MARISOL).json()["id"] == note
    devices = people(ward)["Ruth Lind"]["devices"]
    assert isinstance(devices, list)
    lost = next(one["id"] for one in devices if one["kind"] == "computer")
    assert org(ward, "revoke", "Ruth Lind", "--device", lost[:8]).json()["devices"] == [lost]
    assert org(ward, "revoke", "Ruth Lind", "--all").json()["changed"] is True
    away = ward.type("--home", "r", "sync", "--json", passphrase=MARISOL)
    assert (away.status, away.refusal()["error"]) == (1, "server_refused")


def test_the_officers_key_is_renewed_and_replaced_and_what_counts_for_nothing_is_said(ward: Terminal) -> None:
    first = org(ward, "renew-officer").json()["officer"]
    entries = org(ward, "history").json()["entries"]
    assert (entries[-1]["kind"], entries[-1]["by"], entries[-1]["verdict"]) == ("officer", "root", "counted")
    good = entries[-1]["n"]
    assert org(ward, "assign", "Devon Achebe", "--supervisor", "Tomas Okafor", "--end").json()["changed"]
    done = org(ward, "replace-officer", "--last-good", str(good)).json()
    assert (done["last_good"], done["lost"], done["officer"] != first) == (good, [], True)
    assert supervisors(ward, "Devon Achebe") == [("Tomas Okafor", False)]
    status = org(ward, "status")
    assert (status.status, status.json()["attention"], status.json()["ignored"]) == (0, [], 1)
    assert ward.type(*T, "sync", "--json", passphrase=TOMAS).json()["proof"] is True
    assert json.loads(org(ward, "people").out)["ignored"][0]["n"] == good + 1
