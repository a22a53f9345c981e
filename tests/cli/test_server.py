"""What the operator types: copies of the store, PostgreSQL with a password in a file, several workers."""

import json
from collections.abc import Iterator

import httpx2
import pytest

from tests.cli.conftest import OFFICER, Terminal
from tests.support.postgres import Cluster, cluster

PASSWORD = "river-stone-canary"


@pytest.fixture(scope="module")
def postgres() -> Iterator[Cluster]:
    with cluster() as running:
        running.run(f"CREATE ROLE guarded LOGIN SUPERUSER PASSWORD '{PASSWORD}'")
        yield running


@pytest.fixture
def founded(terminal: Terminal) -> Terminal:
    terminal.type("org", "init", "--name", "Harbor Point", "--out", "org", passphrase=OFFICER)
    return terminal


def test_a_copy_is_made_while_the_server_runs_and_checked_wherever_it_is(founded: Terminal) -> None:
    founded.start_server()
    made = founded.type("server", "backup", "--data", "srv", "--out", "copy.db", "--json").json()
    assert (made["file"], made["ok"], made["entries"]) == (str(founded.folder / "copy.db"), True, 2)
    said = founded.type("server", "verify", "--data", "elsewhere", "--backup", "copy.db", "--json").json()
    assert (said["ok"], said["faults"]) == (True, [])
    again = founded.type("server", "backup", "--data", "srv", "--out", "copy.db")
    assert (again.status, again.out) == (1, "")
    assert "never replaces" in again.err
    spoilt = bytearray((founded.folder / "copy.db").read_bytes())
    spoilt[5000:] = bytes(len(spoilt) - 5000)
    (founded.folder / "copy.db").write_bytes(spoilt)
    damaged = founded.type("server", "verify", "--data", "srv", "--backup", "copy.db")
    assert damaged.status == 1
    assert "Traceback" not in damaged.err
    assert founded.stop_server() == 0


def test_the_server_keeps_its_store_in_postgresql_with_several_workers(founded: Terminal, postgres: Cluster) -> None:
    (founded.folder / "password.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    (founded.folder / "token.txt").write_text("an-operators-token\n", encoding="utf-8")
    database = ("--database", postgres.url(postgres.new_database(), "guarded"))
    secret = ("--database-password-file", "password.txt")
    url = founded.start_server("127.0.0.1:0", *database, *secret, "--workers", "2", "--metrics-token-file", "token.txt")
    assert httpx2.get(url + "/health", trust_env=False).text == "ok\n"
    assert httpx2.get(url + "/metrics", trust_env=False).status_code == 404
    told = httpx2.get(url + "/metrics", headers={"authorization": "Bearer an-operators-token"}, trust_env=False)
    assert "peerdesk_stored_entries 2" in told.text
    stats = founded.type("server", "stats", "--data", "srv", *database, *secret, "--json").json()
    assert stats["entries"] == 2
    assert founded.stop_server() == 0
    assert founded.type("server", "verify", "--data", "srv", *database, *secret, "--json").json()["ok"] is True
    assert not (founded.folder / "srv" / "server.db").exists()


def test_a_wrong_password_is_refused_in_words_that_do_not_hold_it(founded: Terminal, postgres: Cluster) -> None:
    (founded.folder / "wrong.txt").write_text("canary-of-a-password", encoding="utf-8")
    database = ("--database", postgres.url(postgres.new_database(), "guarded"))
    said = founded.type(
        "serve",
        "--data",
        "srv",
        *database,
        "--database-password-file",
        "wrong.txt",
        "--listen",
        "127.0.0.1:0",
        "--json",
    )
    assert (said.status, said.refusal()["error"]) == (1, "server")
    assert "another password" in json.loads(said.err)["message"]
    for missing in ("nowhere.txt", "."):
        said = founded.type("serve", "--data", "srv", *database, "--database-password-file", missing)
        assert said.status in {1, 2}
    inside = ("--database", database[1].replace("guarded@", "guarded:canary-of-a-password@"))
    said = founded.type("server", "stats", "--data", "srv", *inside)
    assert said.status == 1
    assert "canary" not in said.out + said.err


def test_the_environment_names_the_database_too(founded: Terminal, postgres: Cluster) -> None:
    (founded.folder / "password.txt").write_text(PASSWORD, encoding="utf-8")
    named = {
        "PEERDESK_DATABASE": postgres.url(postgres.new_database(), "guarded"),
        "PEERDESK_DATABASE_PASSWORD_FILE": "password.txt",
    }
    said = founded.type("server", "stats", "--data", "srv", **named)
    assert said.status == 1
    assert "empty" in said.err
