"""`peerdesk join`: a second computer by the recovery sheet, against a real server and with what a person would type."""

from datetime import UTC, datetime

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.sync.remote import connect
from peerdesk.work.enrolment import join_hospital
from peerdesk.work.joining import read_invite
from tests.cli.conftest import DEVON, OFFICER, Terminal

D, N = ("--home", "d"), ("--home", "n")
RUTH = "quiet lamps on seven stairs"
NEW = "nine slow boats by the pier"


def ruth(terminal: Terminal, home: str, person: str = "Ruth Lind") -> None:
    """Let Ruth join with an invite, keep a note and send it. Her sheet is in `<home>.txt`.

    With the least Argon2 that is allowed: the tests type passphrases often.
    """
    folder = terminal.folder
    invite = read_invite((folder / terminal.invite(person, "peer", "Tomas Okafor")).read_text(encoding="utf-8"))
    started = join_hospital(folder / home, invite, RUTH, datetime.now(UTC), remotes=connect, profile=FLOOR)
    started.vault.close()
    (folder / f"{home}.txt").write_text(started.sheet.text(), encoding="utf-8")
    words = ("note", "add", "--setting", "ed", "--outcome", "left", "--memory", "only for me")
    assert terminal.type("--home", home, *words, passphrase=RUTH).status == 0
    assert terminal.type("--home", home, "sync", passphrase=RUTH).status == 0


def test_by_the_file_of_the_sheet_everything_is_there_again_and_the_officer_sees_it(quick: Terminal) -> None:
    ruth(quick, "r")
    words = ("join", "--recovery-file", "r.txt", "--recovery-out", "again.txt", "--json")
    said = quick.type(*N, *words, passphrase=NEW).json()
    assert (said["name"], said["recovery_sheet"]) == ("Ruth Lind", "again.txt")
    assert set(said) == {"person", "name", "device", "vault", "recovery_sheet"}
    assert (quick.folder / "again.txt").read_bytes() == (quick.folder / "r.txt").read_bytes()
    assert quick.type(*N, "sync", "--json", passphrase=NEW).json()["proof"] is True
    (note,) = quick.type(*N, "note", "list", "--json", passphrase=NEW).json()["notes"]
    shown = quick.type(*N, "note", "show", note["id"], "--json", passphrase=NEW).json()
    assert shown["memory"] == "only for me"
    people = quick.type("org", "people", "--org", "org", "--server", quick.url, "--json", passphrase=OFFICER).json()
    (listed,) = [one for one in people["people"] if one["name"] == "Ruth Lind"]
    assert said["device"] in str(listed)
    again = quick.type(*N, "join", "--recovery-file", "r.txt", "--json", passphrase=NEW).json()
    assert (again["device"], again["recovery_sheet"]) == (said["device"], None)


def test_with_eleven_typed_groups_the_address_and_a_name(quick: Terminal) -> None:
    ruth(quick, "w", "Wren Castillo")
    lines = [line.strip() for line in (quick.folder / "w.txt").read_text(encoding="utf-8").splitlines()]
    groups = [line for line in lines if line.count("-") in {1, 8} and len(line) in {11, 53}]
    assert [len(line) for line in groups] == [53, 11]
    typed = "\n".join(groups).lower()
    words = ("join", "--recovery-file", "-", "--server", quick.url, "--name", "Wren Castillo", "--json")
    assert quick.type("--home", "typed", *words, passphrase=NEW, text=typed).json()["name"] == "Wren Castillo"
    slip = typed.replace(typed[0], "z" if typed[0] != "z" else "y", 1)
    said = quick.type("--home", "slip", *words, passphrase=NEW, text=slip)
    assert (said.status, said.refusal()["error"]) == (1, "sheet_mistyped")
    assert "groups again: 1." in said.refusal()["message"]
    said = quick.type("--home", "slip", *words, passphrase=NEW, text=groups[0])
    assert (said.status, said.refusal()["error"]) == (1, "sheet_incomplete")


def test_a_server_that_is_away_is_no_loss_and_leaves_no_file(quick: Terminal) -> None:
    ruth(quick, "a", "Ana Ruiz")
    words = ("join", "--recovery-file", "a.txt", "--server", "http://127.0.0.1:9", "--recovery-out", "x.txt", "--json")
    said = quick.type("--home", "away", *words, passphrase=NEW)
    assert (said.status, said.refusal()["error"]) == (3, "offline")
    assert not (quick.folder / "x.txt").exists()
    assert quick.type("--home", "away", "people", "--json").json() == {"people": []}


def test_without_a_sheet_or_with_another_file_it_says_so(quick: Terminal) -> None:
    said = quick.type(*N, "join", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "recovery_needed")
    (quick.folder / "letter.txt").write_text("Dear Ruth, " * 40, encoding="utf-8")
    said = quick.type(*N, "join", "--recovery-file", "letter.txt", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "sheet_mistyped")
