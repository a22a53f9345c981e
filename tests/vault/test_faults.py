"""The worst moments: killed while saving, no room left on the disk, flipped bytes."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.errors import DiskFullError, VaultDamagedError
from peerdesk.domain.ids import RecordId
from peerdesk.vault import reserve
from peerdesk.vault.log_room import LOG_ROOM_BYTES
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_vault, reopened

ROUNDS = 10

SAVING = """
import sys
from pathlib import Path
from tests.support.vaults import an_encounter, reopened
vault = reopened(Path(sys.argv[1]))
for i in range(100_000):
    if i % 25 == 24:
        vault.tidy()
    note = an_encounter(f"harbor talk number {i}", unix_ms=i)
    with vault.write() as tx:
        tx.encounters.put(note)
    print(note.id.hex(), flush=True)
"""


@pytest.mark.invariant(1, 8)
def test_whatever_was_said_to_be_kept_is_there_after_a_kill_at_any_moment(home: Path) -> None:
    with new_vault(home) as vault:
        pass
    chance = random.Random(7)
    acknowledged: set[RecordId] = set()
    for _ in range(ROUNDS):
        child = subprocess.Popen([sys.executable, "-c", SAVING, str(vault.folder)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.random() / 20)
        child.send_signal(signal.SIGKILL)
        rest, _ = child.communicate()
        # The last line may be cut: what was not said whole was not said.
        said = (first + rest).rpartition("\n")[0].split("\n")
        acknowledged |= {RecordId(bytes.fromhex(line)) for line in said}
    with reopened(vault.folder) as again, again.read() as tx:
        for record in acknowledged:
            assert tx.encounters.row(record).id == record
        kept = tx.encounters.page(limit=1_000_000)
        assert acknowledged <= {row.id for row in kept}
        # A note that was not acknowledged is there whole or not at all: with its words and its intent.
        assert len(tx.encounters.search("harbor", 1_000_000)) == len(kept) == tx.outbox.waiting()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path | None]:
    """Return a real disk of 24 MiB where this test may make one, else None."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount") or "false"
    mounted = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=24m", "peerdesk-test", str(place)], capture_output=True, check=False
    )
    yield place if mounted.returncode == 0 else None
    if mounted.returncode == 0:
        subprocess.run(["umount", str(place)], check=True)


def fill(vault: Vault, disk: Path | None) -> None:
    """Leave no room: on the disk where it is a real one, else inside the file, by the limit SQLite itself keeps."""
    if disk is None:
        pages = vault._connection.exec_driver_sql("PRAGMA page_count").scalar()
        vault._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        return
    with contextlib.suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def keep_many(vault: Vault, count: int) -> None:
    """Keep notes one by one, each in a transaction of its own."""
    for i in range(count):
        with vault.write() as tx:
            tx.encounters.put(an_encounter("x" * 900, unix_ms=i))


def test_a_full_disk_refuses_the_save_keeps_the_rest_and_frees_the_reserve_for_the_next(
    tmp_path: Path, small_disk: Path | None
) -> None:
    with new_vault((small_disk or tmp_path) / "home") as vault:
        with vault.write() as tx:
            tx.encounters.put(an_encounter("kept before"))
        assert (vault.folder / reserve.NAME).exists()
        fill(vault, small_disk)
        refused = an_encounter("y" * 900, unix_ms=1)
        with pytest.raises(DiskFullError):
            keep_many(vault, 5000)
        with vault.read() as tx:
            assert len(tx.encounters.search("kept before", 5)) == 1
        assert not (vault.folder / reserve.NAME).exists()
        vault._connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        with vault.write() as tx:
            tx.encounters.put(refused)
    with reopened(vault.folder) as again, again.read() as tx:
        assert tx.encounters.get(refused.id) == refused


def test_a_flipped_byte_in_the_database_never_shows_wrong_words(home: Path) -> None:
    with new_vault(home) as vault, vault.write() as tx:
        tx.encounters.put_many([an_encounter(f"harbor {i} " + "z" * 400, unix_ms=i) for i in range(400)])
    path = vault.folder / "vault.db"
    whole = path.read_bytes()
    chance = random.Random(11)
    damaged = 0
    for place in [chance.randrange(len(whole)) for _ in range(25)] + [0, 20, 100]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x40]) + whole[place + 1 :])
        try:
            with reopened(vault.folder) as again, again.read() as tx:
                rows = tx.encounters.page(limit=500)
                assert all(row.first_line.startswith("harbor") for row in rows)
        except VaultDamagedError:
            damaged += 1
    path.write_bytes(whole)
    # The pages of tables in which nothing lies are not read, and what is broken there shows no words at all.
    assert damaged > 5
    with reopened(vault.folder) as again, again.read() as tx:
        assert len(tx.encounters.page(limit=500)) == 400


def test_a_torn_end_of_the_log_takes_nothing_that_was_said_to_be_kept(home: Path) -> None:
    vault = new_vault(home)
    with vault.write() as tx:
        tx.encounters.put(an_encounter("kept"))
    log = vault.folder / "vault.db-wal"
    content, database = log.read_bytes(), (vault.folder / "vault.db").read_bytes()
    vault.close()
    (vault.folder / "vault.db").write_bytes(database)
    log.write_bytes(content + os.urandom(3000))
    with reopened(vault.folder) as again, again.read() as tx:
        assert len(tx.encounters.search("kept", 5)) == 1


def test_notes_kept_in_room_that_was_laid_out_before_survive_a_copy_of_the_files_as_they_lie(home: Path) -> None:
    vault = new_vault(home)
    kept = [an_encounter(f"harbor {i}", unix_ms=i) for i in range(12)]
    for i, note in enumerate(kept):
        if i in {4, 8}:
            vault.tidy()
            assert (vault.folder / "vault.db-wal").stat().st_size >= LOG_ROOM_BYTES
        with vault.write() as tx:
            tx.encounters.put(note)
    snapshot = vault.folder.with_name("c" * 32)
    shutil.copytree(vault.folder, snapshot)
    vault.close()
    assert not (vault.folder / "vault.db-wal").exists()
    with reopened(snapshot) as again, again.read() as tx:
        assert {row.id for row in tx.encounters.page(limit=50)} == {note.id for note in kept}
        assert tx.outbox.waiting() == len(kept)


def test_room_for_the_log_takes_nothing_from_a_disk_that_has_none(tmp_path: Path, small_disk: Path | None) -> None:
    with new_vault((small_disk or tmp_path) / "home") as vault:
        note = an_encounter("kept")
        with vault.write() as tx:
            tx.encounters.put(note)
        fill(vault, small_disk)
        log = vault.folder / "vault.db-wal"
        before = log.stat().st_size
        vault.tidy()
        assert log.stat().st_size == (before if small_disk else LOG_ROOM_BYTES)
    with reopened(vault.folder) as again, again.read() as tx:
        assert tx.encounters.get(note.id) == note
