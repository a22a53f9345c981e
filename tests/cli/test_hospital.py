"""Enrolled people, a real server, and everything that can stand between them."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from peerdesk.domain.vocabulary import Role
from peerdesk.work.officer import Invitation, make_invite
from tests.cli.conftest import DEVON, MARISOL, OFFICER, TOMAS, Terminal, answering

D = ("--home", "d")
T = ("--home", "t")


def note(terminal: Terminal, *words: str) -> str:
    said = terminal.type(
        *D, "note", "add", "--setting", "ed", "--outcome", "met", "--support", "listened", *words, "--json",
        passphrase=DEVON,
    )  # fmt: skip
    return str(said.json()["id"])


def setup(terminal: Terminal, invite: str, name: str = "Marisol Vega") -> tuple[int, str]:
    said = terminal.type("--home", "m", "setup", "--name", name, "--invite", invite, "--json", passphrase=MARISOL)
    assert terminal.type("--home", "m", "people", "--json").json() == {"people": []}
    assert list(terminal.folder.glob("*.recovery.*")) == []
    return said.status, said.refusal()["error"]


def test_a_shared_note_reaches_the_supervisor_and_the_answer_comes_back(hospital: Terminal) -> None:
    shared = note(hospital, "--handle", "Blue Heron 27", "--memory", "Only for me.", "--supplies", "naloxone_nasal=1")
    preview = hospital.type(
        *D, "share", shared, "--with", "Tomas Okafor", "--preview", "--json", passphrase=DEVON
    ).json()
    assert (preview["share"], preview["projection"]["handle"]) == (False, "Blue Heron 27")
    assert "Only for me." not in json.dumps(preview["projection"])
    assert "naloxone" not in json.dumps(preview["projection"])
    assert hospital.type(*T, "sync", "--json", passphrase=TOMAS).json()["proof"] is True
    assert hospital.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"] == []

    said = hospital.type(*D, "share", shared, "--with", "Tomas Okafor", "--json", passphrase=DEVON).json()
    assert said["share"] is True
    assert said["projection"] == preview["projection"]
    synced = hospital.type(*D, "sync", "--json", passphrase=DEVON).json()
    assert (synced["proof"], synced["waiting"]) == (True, 0)

    hospital.type(*T, "sync", passphrase=TOMAS)
    (item,) = hospital.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"]
    assert (item["from"], item["handle"], item["new"]) == ("Devon Achebe", "Blue Heron 27", True)
    shown = hospital.type(*T, "review", "show", item["id"], "--json", passphrase=TOMAS).json()
    assert shown["projection"] == preview["projection"]
    words = ("review", "comment", item["id"], "--text", "Good call.", "--json")
    assert hospital.type(*T, *words, passphrase=TOMAS).status == 0
    assert hospital.type(*T, "review", "ack", item["id"], "--kind", "thank", passphrase=TOMAS).status == 0
    hospital.type(*T, "sync", passphrase=TOMAS)
    hospital.type(*D, "sync", passphrase=DEVON)
    mine = hospital.type(*D, "note", "show", shared, "--json", passphrase=DEVON).json()
    (share,) = mine["shares"]
    assert (share["with"], share["opened"] is not None) == ("Tomas Okafor", True)
    assert [(said["from"], said["text"]) for said in mine["comments"]] == [("Tomas Okafor", "Good call.")]
    answer = ("review", "comment", shared[:31], "--text", "Thank you.", "--json")
    assert hospital.type(*D, *answer, passphrase=DEVON).json()["id"] == share["item"]
    (line,) = hospital.type(*D, "ledger", shared, "--json", passphrase=DEVON).json()["shares"]
    assert (line["with"], line["id"]) == ("Tomas Okafor", shared)

    assert hospital.type(*D, "unshare", shared, "--json", passphrase=DEVON).json()["shares"] == []
    hospital.type(*D, "sync", passphrase=DEVON)
    hospital.type(*T, "sync", passphrase=TOMAS)
    assert hospital.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"] == []
    status = hospital.type(*D, "status", "--json", passphrase=DEVON).json()
    assert status["waiting"] == 0


def test_a_supervisor_keeps_no_notes_by_options_or_by_lines(quick: Terminal) -> None:
    said = quick.type(*T, "note", "add", "--setting", "ed", "--outcome", "brief", "--json", passphrase=TOMAS)
    assert (said.status, said.refusal()["error"]) == (1, "not_allowed")
    line = json.dumps({"setting": "ed", "outcome": "brief"}) + "\n"
    said = quick.type(*T, "note", "add", "--stdin", "--json", text=line, passphrase=TOMAS)
    assert (said.status, said.refusal()["error"]) == (1, "not_allowed")
    assert quick.type(*T, "note", "list", "--json", passphrase=TOMAS).json()["notes"] == []


def test_a_supervisor_cannot_share_and_a_peer_cannot_review(quick: Terminal) -> None:
    shared = note(quick)
    assert quick.type(*D, "review", "list", "--json", passphrase=DEVON).json() == {"items": []}
    stranger = quick.type(*D, "share", shared, "--with", "Nobody", "--json", passphrase=DEVON)
    assert (stranger.status, stranger.refusal()["error"]) == (1, "not_found")


def test_people_and_their_safety_words_are_the_same_on_both_sides(quick: Terminal) -> None:
    people = quick.type(*D, "trust", "list", "--json", passphrase=DEVON).json()["people"]
    tomas = next(person for person in people if person["name"] == "Tomas Okafor")
    assert len(tomas["words"]) == 6
    devon_of = quick.type(*D, "trust", "words", "Tomas Okafor", "--json", passphrase=DEVON).json()["people"]
    assert devon_of[0]["words"] == tomas["words"]
    seen_by_tomas = quick.type(*T, "trust", "words", "Tomas Okafor", "--json", passphrase=TOMAS).json()["people"]
    assert seen_by_tomas[0]["words"] == tomas["words"]
    compare = (*D, "trust", "confirm", "Tomas Okafor", "--json", "--words")
    assert quick.type(*compare, "one two three four five six", passphrase=DEVON).refusal()["error"] == "bad_value"
    met = quick.type(*compare, " ".join(tomas["words"]), passphrase=DEVON).json()["people"]
    assert (tomas["met"], met[0]["met"]) == (False, True)
    devices = quick.type(*D, "devices", "list", "--json", passphrase=DEVON).json()["devices"]
    assert [(device["kind"], device["this"]) for device in devices] == [("computer", True), ("paper", False)]
    assert quick.type(*D, "doctor", "--json", passphrase=DEVON).status == 0
    known = quick.type("org", "people", "--org", "org", "--server", quick.url, "--json", passphrase=OFFICER)
    assert {person["name"]: person["joined"] for person in known.json()["people"]}["Tomas Okafor"] is True
    confirmed = quick.type("org", "confirm", "Tomas Okafor", "--org", "org", "--server", quick.url, passphrase=OFFICER)
    assert confirmed.status == 0


def test_an_invite_works_once_and_for_one_person(quick: Terminal) -> None:
    assert setup(quick, "devon.invite", "Marisol Vega") == (1, "other_name")
    assert setup(quick, "devon.invite", "devon  achebe") == (1, "invite_used")


def test_a_late_invite_is_turned_away(quick: Terminal) -> None:
    wanted = Invitation(server=quick.url, person="Marisol Vega", role=Role.PEER, supervisor="Tomas Okafor")
    issued = make_invite(quick.folder / "org", OFFICER, wanted, datetime.now(UTC) - timedelta(hours=73))
    (quick.folder / "late.invite").write_text(issued.text, encoding="utf-8")
    assert setup(quick, "late.invite") == (1, "invite_expired")


def test_an_invite_of_another_hospital_is_not_known_here(quick: Terminal) -> None:
    founded = quick.type("org", "init", "--name", "Elsewhere", "--out", "other", passphrase=OFFICER)
    assert founded.status == 0
    said = quick.type(
        "org", "invite", "--org", "other", "--server", quick.url, "--person", "Marisol Vega", "--role", "peer",
        "--out", "other.invite", passphrase=OFFICER,
    )  # fmt: skip
    assert said.status == 0
    assert setup(quick, "other.invite") == (1, "invite_unknown")


@pytest.mark.parametrize("change", ["one letter", "half of it", "nothing in it", "not text", "not there"])
def test_an_invite_that_is_not_whole_is_turned_away(quick: Terminal, change: str) -> None:
    text = (quick.folder / "devon.invite").read_text(encoding="utf-8")
    place = text.index("BEGIN PEERDESK INVITE") + 60
    letter = "B" if text[place] != "B" else "C"
    changed = {
        "one letter": text[:place] + letter + text[place + 1 :],
        "half of it": text[: len(text) // 2],
        "nothing in it": "",
        "not text": "\x00\x01\x02" * 100,
    }
    (quick.folder / "broken.invite").unlink(missing_ok=True)
    if change in changed:
        (quick.folder / "broken.invite").write_text(changed[change], encoding="utf-8")
    expected = "invite_damaged" if change in changed else "no_such_file"
    assert setup(quick, "broken.invite") == (1, expected)


def test_a_supervisor_who_joins_later_is_found_without_a_sync(quick: Terminal) -> None:
    quick.invite("Ruth Lind", "supervisor")
    quick.join("Marisol Vega", "m2", MARISOL, "peer", "Ruth Lind")
    words = ("--home", "m2", "note", "add", "--setting", "home", "--outcome", "brief", "--handle", "J.", "--json")
    mine = quick.type(*words, passphrase=MARISOL).json()["id"]
    share = ("--home", "m2", "share", mine, "--with", "Ruth Lind", "--json")
    for more in ((), ("--preview",)):
        early = quick.type(*share, *more, passphrase=MARISOL)
        assert (early.status, early.refusal()["error"]) == (1, "not_joined")
    quick.start("r", "ruth.invite", TOMAS)
    assert quick.type(*share, "--preview", passphrase=MARISOL).json()["with"] == "Ruth Lind"
    assert quick.type(*share, passphrase=MARISOL).json()["share"] is True
    synced = quick.type("--home", "m2", "sync", "--wait-proof", "20", "--json", passphrase=MARISOL).json()
    assert (synced["proof"], synced["pushed"] > 0) == (True, True)


def test_with_the_server_away_everything_is_saved_here(hospital: Terminal) -> None:
    invite = hospital.invite("Nadia Brook", "peer", "Tomas Okafor")
    port = hospital.url.rsplit(":", 1)[1]
    assert hospital.stop_server() == 0
    try:
        assert setup(hospital, invite, "Nadia Brook") == (3, "offline")
        waiting = note(hospital, "--handle", "Quiet Fox 3")
        said = hospital.type(*D, "sync", "--json", passphrase=DEVON)
        assert (said.status, said.refusal()["error"]) == (3, "offline")
        said = hospital.type(*D, "share", waiting, "--with", "Tomas Okafor", "--json", passphrase=DEVON)
        assert said.status == 3
        assert json.loads(said.err)["error"] == "offline"
        assert json.loads(said.out)["share"] is True
        mine = hospital.type(*D, "note", "show", waiting, "--json", passphrase=DEVON).json()
        assert [share["with"] for share in mine["shares"]] == ["Tomas Okafor"]
        assert hospital.type(*D, "status", "--json", passphrase=DEVON).json()["waiting"] > 0
        for reply in (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Sign in</",
            b"\x00" * 64,
        ):
            with answering(reply, int(port)):
                said = hospital.type(*D, "sync", "--json", passphrase=DEVON)
                behind = note(hospital, "--handle", "Patient Otter 8")
                shared = hospital.type(*D, "share", behind, "--with", "Tomas Okafor", "--json", passphrase=DEVON)
            assert (said.status, said.refusal()["error"]) == (3, "not_peerdesk_server")
            assert (shared.status, json.loads(shared.err)["error"]) == (3, "not_peerdesk_server")
            assert json.loads(shared.out)["share"] is True
            assert hospital.type(*D, "ledger", behind, "--json", passphrase=DEVON).json()["shares"][0]["on"] is True
    finally:
        hospital.start_server(f"127.0.0.1:{port}")
    synced = hospital.type(*D, "sync", "--json", passphrase=DEVON).json()
    assert (synced["proof"], synced["waiting"]) == (True, 0)
    hospital.type(*T, "sync", passphrase=TOMAS)
    items = hospital.type(*T, "review", "list", "--json", passphrase=TOMAS).json()["items"]
    assert "Quiet Fox 3" in [item["handle"] for item in items]


def test_a_server_put_back_from_an_older_copy_is_given_what_it_lost_and_the_person_hears_of_it(
    hospital: Terminal,
) -> None:
    port = hospital.url.rsplit(":", 1)[1]
    assert hospital.type(*D, "sync", passphrase=DEVON).status == 0
    hospital.stop_server()
    shutil.copytree(hospital.folder / "srv", hospital.folder / "older")
    hospital.start_server(f"127.0.0.1:{port}")
    kept = note(hospital, "--handle", "Amber Loon 6")
    assert hospital.type(*D, "sync", passphrase=DEVON).status == 0
    hospital.stop_server()
    shutil.rmtree(hospital.folder / "srv")
    shutil.copytree(hospital.folder / "older", hospital.folder / "srv")
    hospital.start_server(f"127.0.0.1:{port}")
    said = hospital.type(*D, "sync", "--json", passphrase=DEVON)
    assert (said.status, said.json()["proof"], said.json()["waiting"]) == (0, True, 0)
    assert hospital.type(*D, "note", "show", kept, "--json", passphrase=DEVON).json()["handle"] == "Amber Loon 6"
    (told,) = hospital.type(*D, "attention", "list", "--json", passphrase=DEVON).json()["attention"]
    assert (told["reason"], told["calm"], told["number"] > 0) == ("reconciled", True, True)
    assert "given what it lacked" in hospital.type(*D, "status", passphrase=DEVON).out
    assert hospital.type(*D, "attention", "seen", told["key"], passphrase=DEVON).status == 0
    assert hospital.type(*D, "attention", "list", "--json", passphrase=DEVON).json() == {"attention": []}


def test_the_servers_store_still_fits_and_holds_no_word(hospital: Terminal) -> None:
    note(hospital, "--memory", "canary-51b2 in plain words", "--handle", "Silver Wren 8")
    assert hospital.type(*D, "sync", passphrase=DEVON).status == 0
    assert hospital.type("server", "verify", "--data", "srv", "--json").json()["ok"] is True
    held = b"".join(path.read_bytes() for path in (hospital.folder / "srv").rglob("*") if path.is_file())
    for word in (b"canary-51b2", b"Silver Wren", b"Devon", b"Harbor Point", DEVON.encode()):
        assert word not in held
