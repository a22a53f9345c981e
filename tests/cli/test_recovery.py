"""`peerdesk recovery`: a new sheet by the command line, with the server, without it, and on a second computer."""

from tests.cli.conftest import DEVON, Terminal
from tests.cli.test_join import NEW, RUTH, ruth


def test_the_new_sheet_opens_a_new_computer_and_the_older_one_does_not(quick: Terminal) -> None:
    ruth(quick, "e", "Esperanza Diaz")
    said = quick.type("--home", "e", "recovery", "new", "--recovery-out", "e2.txt", "--json", passphrase=RUTH).json()
    assert said == {"name": "Esperanza Diaz", "recovery_sheet": "e2.txt", "ended": True}
    old = quick.type("--home", "e3", "join", "--recovery-file", "e.txt", "--json", passphrase=NEW)
    assert (old.status, old.refusal()["error"]) == (1, "sheet_ended")
    new = quick.type("--home", "e3", "join", "--recovery-file", "e2.txt", "--json", passphrase=NEW)
    assert new.json()["name"] == "Esperanza Diaz"
    kinds = quick.type("--home", "e", "devices", "list", "--json", passphrase=RUTH).json()["devices"]
    assert [one["live"] for one in kinds if one["kind"] == "paper"] == [False, True]


def test_on_another_computer_the_new_sheet_is_typed_once(quick: Terminal) -> None:
    ruth(quick, "f", "Farid Azar")
    assert quick.type("--home", "f2", "join", "--recovery-file", "f.txt", passphrase=NEW).status == 0
    assert quick.type("--home", "f", "recovery", "new", "--recovery-out", "f3.txt", passphrase=RUTH).status == 0
    words = ("recovery", "use", "--recovery-file", "f3.txt", "--json")
    said = quick.type("--home", "f2", *words, passphrase=NEW)
    assert (said.status, said.refusal()["error"]) == (1, "sheet_unknown")
    quick.type("--home", "f2", "sync", passphrase=NEW)
    told = quick.type("--home", "f2", "attention", "list", "--json", passphrase=NEW).json()["attention"]
    assert [one["reason"] for one in told] == ["new_sheet"]
    assert quick.type("--home", "f2", *words, passphrase=NEW).json()["changed"] is True
    words = ("passphrase", "change", "--recovery-file", "f3.txt", "--json")
    assert quick.type("--home", "f2", *words, passphrase=DEVON).json()["changed"] is True


def test_a_file_that_is_there_is_never_written_over(quick: Terminal) -> None:
    (quick.folder / "taken.txt").write_text("mine", encoding="utf-8")
    words = ("recovery", "new", "--recovery-out", "taken.txt", "--json")
    said = quick.type("--home", "d", *words, passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "exists")
    assert (quick.folder / "taken.txt").read_text(encoding="utf-8") == "mine"
