"""Vaults of every earlier form, through the door that people use: they open and are brought up to now."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.passphrase import FLOOR
from peerdesk.vault.slots import change_passphrase
from tests.cli.conftest import DEVON, Terminal
from tests.vectors.vault import make

FORMS = sorted(folder for folder in Path(make.__file__).parent.iterdir() if (folder / "vault.db").exists())


@pytest.mark.parametrize("frozen", FORMS, ids=[folder.name for folder in FORMS])
def test_a_vault_of_an_earlier_form_is_brought_up_to_now_behind_a_backup_and_read(frozen: Path, tmp_path: Path) -> None:
    folder = tmp_path / "d" / "vaults" / ("00" * 16)
    shutil.copytree(frozen, folder)
    # The frozen ones are stretched for tests; the product asks for more. Of the notes nothing is touched.
    change_passphrase(folder, make.PASSPHRASE, DEVON, kdf=FLOOR, allow_test_profile=True)
    terminal = Terminal(folder=tmp_path)

    def said(*words: str) -> Any:
        return terminal.type("--home", "d", *words, "--json", passphrase=DEVON).json()

    for _ in range(2):
        (found,) = said("note", "search", "cafe twice")["notes"]
        assert found["id"] == make.FIRST.hex()
        assert make.THIRD.hex() in {note["id"] for note in said("note", "list")["notes"]}
    assert len(said("backup", "list")["backups"]) == (frozen != FORMS[-1])
