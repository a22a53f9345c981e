"""A header that somebody else wrote: one clear sentence, no work that it asks for, and no word of our own insides."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.work.enrolment import start_alone
from tests.cli.conftest import DEVON, TOMAS, Terminal, base_environment

D = ("--home", "d")
HEADER = "header.json"
MEMORY_BYTES = 1 << 30
"""More than any command needs, and less than the least of what these headers ask for."""
Change = Callable[[dict[str, Any]], object]
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({bytes}, {bytes}))
from peerdesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def stretched(**numbers: object) -> Change:
    def change(tree: dict[str, Any]) -> None:
        for slot in tree["header"]["slots"]:
            if slot["kdf"]:
                slot["kdf"].update(numbers)

    return change


HOSTILE: dict[str, Change] = {
    "two tebibytes of memory": stretched(memory_kib=2**31),
    "no passes": stretched(passes=0),
    "passes without end": stretched(passes=2**31),
    "sixteen million lanes": stretched(lanes=2**24),
    "negative memory": stretched(memory_kib=-1),
    "a number that is none": stretched(memory_kib=1e308),
    "almost no work": stretched(memory_kib=8, passes=1, lanes=1),
    "empty salt": stretched(salt=""),
    "salt of a megabyte": stretched(salt="A" * 1_000_000),
    "no slot": lambda tree: tree["header"].update(slots=[]),
    "passphrase slot deleted": lambda tree: tree["header"].update(slots=tree["header"]["slots"][1:]),
    "sheet slot deleted": lambda tree: tree["header"].update(slots=tree["header"]["slots"][:1]),
    "ten thousand slots": lambda tree: tree["header"].update(slots=tree["header"]["slots"] * 5000),
    "slots in another order": lambda tree: tree["header"]["slots"].reverse(),
    "another vault's id": lambda tree: tree["header"].update(vault_id="00" * 16),
    "a name of a megabyte": lambda tree: tree.update(display_name="\x1b[2J" * 200_000),
    "more than we know": lambda tree: tree["header"].update(more={"a": [1] * 1000}),
}


def folder_of(terminal: Terminal, home: str = "d") -> Path:
    return next((terminal.folder / home / "vaults").iterdir())


@pytest.fixture
def spoiled(alone: Terminal, tmp_path: Path) -> Terminal:
    """A copy of Devon's home that a test may spoil."""
    shutil.copytree(alone.folder / "d", tmp_path / "d")
    return Terminal(folder=tmp_path, in_process=True)


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_header_asks_for_is_one_sentence_and_no_work(spoiled: Terminal, name: str) -> None:
    path = folder_of(spoiled) / HEADER
    tree = json.loads(path.read_bytes())
    HOSTILE[name](tree)
    path.write_text(json.dumps(tree))
    said = spoiled.type(*D, "note", "list", "--json", passphrase=DEVON)
    assert (said.status, said.out) == (1, "")
    assert said.refusal()["error"] in {"damaged", "wrong_passphrase", "no_vault"}
    assert len(said.err) < 600
    assert "\x1b" not in said.err


def test_the_header_that_asks_for_most_is_turned_away_in_little_memory(spoiled: Terminal) -> None:
    path = folder_of(spoiled) / HEADER
    tree = json.loads(path.read_bytes())
    stretched(memory_kib=2**31)(tree)
    path.write_text(json.dumps(tree))
    (spoiled.folder / "p").write_text(DEVON)
    words = [*D, "--passphrase-file", "p", "note", "list", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED.replace("{bytes}", str(MEMORY_BYTES)), *words],
        cwd=spoiled.folder,
        env=base_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, json.loads(done.stderr)["error"]) == (1, "damaged")


@pytest.mark.parametrize("file", [HEADER, "vault.db"])
@pytest.mark.parametrize("passphrase", [DEVON, TOMAS])
def test_a_file_of_another_vault_opens_nothing(spoiled: Terminal, file: str, passphrase: str) -> None:
    start_alone(spoiled.folder / "t", "Tomas Okafor", TOMAS, profile=FLOOR).vault.close()
    shutil.copyfile(folder_of(spoiled, "t") / file, folder_of(spoiled) / file)
    said = spoiled.type(*D, "note", "list", "--json", passphrase=passphrase)
    assert (said.status, said.out) == (1, "")
    assert said.refusal()["error"] in {"damaged", "wrong_passphrase", "no_vault"}


def test_a_wrong_passphrase_is_answered_alike_whatever_it_is(spoiled: Terminal) -> None:
    answers = set()
    for wrong in ("x", DEVON[:-1], DEVON + "x", "x" * 5000, DEVON.upper()):
        (folder_of(spoiled) / "tries").unlink(missing_ok=True)
        answers.add(spoiled.type(*D, "note", "list", "--json", passphrase=wrong).err)
    assert len(answers) == 1
