"""The second file: opened with its own key only, never half there, and never mistaken for the notes."""

import os
import shutil
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.crypto.vault_key import Purpose
from peerdesk.domain.errors import DiskReadOnlyError, VaultDamagedError, VaultNewerError
from peerdesk.domain.wellbeing import CheckIn, Mood
from peerdesk.vault.engine import connect
from peerdesk.vault.vault import Vault
from peerdesk.vault.wellbeing_file import WELLBEING, erase_check_ins, keep_check_in, read_check_ins, set_aside
from tests.support.vaults import new_id, new_vault, reopened

CANARY = "quietmarigold"


def an_entry(line: str = CANARY, mood: Mood | None = Mood.TIRED, on: date = date(2026, 11, 21)) -> CheckIn:
    return CheckIn(id=new_id(), on=on, mood=mood, line=line)


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_what_was_kept_is_there_after_the_vault_was_closed(tmp_path: Path) -> None:
    entry, other = an_entry(), an_entry("", on=date(2026, 11, 20))
    with new_vault(tmp_path) as vault:
        assert read_check_ins(vault) == ()
        assert not (vault.folder / WELLBEING).exists(), "a file of its own begins with the first entry"
        keep_check_in(vault, other)
        keep_check_in(vault, entry)
    with reopened(vault.folder) as vault:
        assert read_check_ins(vault) == (entry, other)


def test_nothing_of_it_can_be_read_on_the_disk_and_nobody_else_may_look(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        keep_check_in(vault, an_entry())
        assert CANARY.encode() not in bytes_of(vault.folder)
        assert stat.S_IMODE((vault.folder / WELLBEING).stat().st_mode) == 0o600
        names = {path.name for path in vault.folder.iterdir() if WELLBEING in path.name}
    assert names == {WELLBEING}, "no log and no index stays beside it"


def test_the_key_of_the_notes_does_not_open_it(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        keep_check_in(vault, an_entry())
        with pytest.raises(Exception, match="not a database"):
            connect(vault.folder / WELLBEING, vault.subkey(Purpose.DATABASE))


def test_erased_words_are_not_left_in_the_pages(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        stays, goes = an_entry("stays"), an_entry()
        keep_check_in(vault, stays)
        keep_check_in(vault, goes)
        erase_check_ins(vault, goes.id)
        assert read_check_ins(vault) == (stays,)
        plain = tmp_path / "plain.db"
        connection = connect(vault.folder / WELLBEING, vault.subkey(Purpose.PRIVATE))
        connection.exec_driver_sql(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        connection.exec_driver_sql("SELECT sqlcipher_export('plain')")
        connection.close()
        connection.engine.dispose()
    assert b"stays" in plain.read_bytes()
    assert CANARY.encode() not in plain.read_bytes()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from((None, *Mood)), st.text(st.characters(codec="utf-8"), max_size=40))))
def test_whatever_is_kept_comes_back(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[Mood | None, str]]
) -> None:
    with new_vault(tmp_path_factory.mktemp("own")) as vault:
        entries = {an_entry(line, mood) for mood, line in said}
        for entry in entries:
            keep_check_in(vault, entry)
        assert set(read_check_ins(vault)) == entries


def test_the_file_of_somebody_else_is_not_taken_for_this_one(tmp_path: Path) -> None:
    with new_vault(tmp_path / "one") as one, new_vault(tmp_path / "two", "Ruth Lind") as two:
        keep_check_in(one, an_entry())
        keep_check_in(two, an_entry())
        shutil.copy(one.folder / WELLBEING, two.folder / WELLBEING)
        with pytest.raises(VaultDamagedError) as damaged:
            read_check_ins(two)
        assert damaged.value.part == "wellbeing"


@pytest.mark.parametrize("content", [b"", b"\x00" * 4096, os.urandom(8192)])
def test_a_file_that_is_damaged_is_said_and_put_aside_and_never_written_over(tmp_path: Path, content: bytes) -> None:
    with new_vault(tmp_path) as vault:
        keep_check_in(vault, an_entry())
        (vault.folder / WELLBEING).write_bytes(content)
        with pytest.raises(VaultDamagedError):
            read_check_ins(vault)
        with pytest.raises(VaultDamagedError):
            keep_check_in(vault, an_entry())
        assert (vault.folder / WELLBEING).read_bytes() == content
        aside = set_aside(vault)
        keep_check_in(vault, an_entry("begun anew"))
        assert [one.line for one in read_check_ins(vault)] == ["begun anew"]
        assert (vault.folder / aside).read_bytes() == content


def test_a_beginning_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        (vault.folder / f".{WELLBEING}").write_bytes(b"half")
        (vault.folder / f".{WELLBEING}-wal").write_bytes(b"half")
        keep_check_in(vault, an_entry())
        assert len(read_check_ins(vault)) == 1


def test_the_file_of_a_newer_peerdesk_is_left_alone(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        keep_check_in(vault, an_entry())
        raise_form(vault)
        with pytest.raises(VaultNewerError):
            read_check_ins(vault)


def test_a_vault_that_is_only_read_keeps_nothing(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        keep_check_in(vault, an_entry())
        vault.is_read_only = True
        assert len(read_check_ins(vault)) == 1
        with pytest.raises(DiskReadOnlyError):
            keep_check_in(vault, an_entry())
        with pytest.raises(DiskReadOnlyError):
            erase_check_ins(vault, new_id())
        vault.is_read_only = False


def raise_form(vault: Vault) -> None:
    connection = connect(vault.folder / WELLBEING, vault.subkey(Purpose.PRIVATE))
    connection.exec_driver_sql("PRAGMA user_version = 2")
    connection.close()
    connection.engine.dispose()
