import json

from peerdesk.cli.messages import message
from peerdesk.domain.errors import WrongPassphraseError
from tests.cli.conftest import DEVON, OFFICER, Terminal


def test_an_officer_founds_invites_and_sees_the_list(terminal: Terminal) -> None:
    founded = terminal.type("org", "init", "--name", "Harbor Point", "--out", "org", "--json", passphrase=OFFICER)
    assert founded.json()["public"] == "org/public.json"
    terminal.url = "http://127.0.0.1:8740"
    terminal.invite("Tomas Okafor", "supervisor")
    file = terminal.invite("Devon Achebe", "peer", "Tomas Okafor")
    people = terminal.type("org", "people", "--org", "org", "--json").json()["people"]
    assert [(person["name"], person["role"], person["joined"]) for person in people] == [
        ("Tomas Okafor", "supervisor", False),
        ("Devon Achebe", "peer", False),
    ]
    assert people[1]["supervisor"] == people[0]["person"]
    assert (terminal.folder / file).stat().st_mode & 0o077 == 0
    assert OFFICER not in (terminal.folder / file).read_text(encoding="utf-8")


def test_what_an_officer_can_get_wrong_is_said_in_one_line(terminal: Terminal) -> None:
    assert terminal.type("org", "init", "--name", "H", "--out", "org", "--json", passphrase="short").refusal()[
        "error"
    ] == ("weak_passphrase")
    assert not (terminal.folder / "org" / "public.json").exists()
    terminal.type("org", "init", "--name", "Harbor Point", "--out", "org", passphrase=OFFICER)
    again = terminal.type("org", "init", "--name", "Harbor Point", "--out", "org", "--json", passphrase=OFFICER)
    assert (again.status, again.refusal()["error"]) == (1, "exists")
    assert "officer's keys" in again.refusal()["message"]
    wanted = (
        "org",
        "invite",
        "--org",
        "org",
        "--server",
        "http://127.0.0.1:1",
        "--role",
        "peer",
        "--out",
        "i",
        "--json",
    )
    wrong = terminal.type(*wanted, "--person", "Devon", passphrase=DEVON)
    assert (wrong.status, wrong.refusal()["message"]) == (1, message(WrongPassphraseError()))
    unknown = terminal.type(*wanted, "--person", "Devon", "--supervisor", "Nobody", passphrase=OFFICER)
    assert (unknown.status, unknown.refusal()["error"]) == (1, "not_found")
    no_folder = terminal.type(*wanted[:3], "elsewhere", *wanted[4:], "--person", "Devon", passphrase=OFFICER)
    assert (no_folder.status, no_folder.refusal()["error"]) == (1, "not_found")
    assert not (terminal.folder / "i").exists()
    far = terminal.type(*wanted, "--person", "Devon", "--server", "http://peers.example", passphrase=OFFICER)
    assert (far.status, "https://" in far.refusal()["message"]) == (1, True)
    nowhere = terminal.type(*wanted, "--person", "Devon", "--out", "no/such/i", passphrase=OFFICER)
    assert (nowhere.status, nowhere.refusal()["error"]) == (1, "read_only")
    assert terminal.type("org", "people", "--org", "org", "--json").json()["people"] == []


def test_an_invite_never_overwrites_a_file(terminal: Terminal) -> None:
    terminal.type("org", "init", "--name", "Harbor Point", "--out", "org", passphrase=OFFICER)
    (terminal.folder / "devon.invite").write_text("mine", encoding="utf-8")
    said = terminal.type(
        "org", "invite", "--org", "org", "--server", "http://127.0.0.1:1", "--person", "Devon", "--role", "peer",
        "--out", "devon.invite", passphrase=OFFICER,
    )  # fmt: skip
    assert said.status == 1
    assert (terminal.folder / "devon.invite").read_text(encoding="utf-8") == "mine"


def test_the_server_says_when_it_is_ready_and_stops_when_it_is_told(terminal: Terminal) -> None:
    terminal.type("org", "init", "--name", "Harbor Point", "--out", "org", passphrase=OFFICER)
    assert terminal.start_server().startswith("http://127.0.0.1:")
    stats = terminal.type("server", "stats", "--data", "srv", "--json").json()
    assert (stats["people"], stats["revisions"]) == (0, 0)
    assert terminal.stop_server() == 0
    assert terminal.type("server", "verify", "--data", "srv", "--json").json()["ok"] is True


def test_a_server_that_others_could_listen_in_on_does_not_start(terminal: Terminal) -> None:
    said = terminal.type("serve", "--data", "srv", "--listen", "0.0.0.0:0", "--json")
    assert (said.status, said.refusal()["error"]) == (1, "server")
    assert "--tls-cert" in json.loads(said.err)["message"]
    nothing = terminal.type("server", "verify", "--data", "nowhere")
    assert (nothing.status, nothing.err.count("\n")) == (1, 1)
