"""A log whose first save was cut short by the power is no alarm: what lies behind belongs to an older log."""

import shutil
from pathlib import Path

import pytest

from peerdesk.vault.log_frames import look_through
from peerdesk.vault.vault import Vault
from tests.support.vaults import an_encounter, new_vault, reopened

FRAME_BYTES = 4096 + 24
HEADER_BYTES = 32


def log_begun_anew(vault: Vault) -> bytes:
    """Keep notes, fold the log in, keep another, and return the log as it is if only its header reached the disk."""
    log = vault.folder / "vault.db-wal"
    for at in range(6):
        with vault.write() as tx:
            tx.encounters.put(an_encounter(f"harbor {at}", unix_ms=at))
    vault.tidy()
    before = log.read_bytes()
    with vault.write() as tx:
        tx.encounters.put(an_encounter("cut short", unix_ms=99))
    header = log.read_bytes()[:HEADER_BYTES]
    assert header != before[:HEADER_BYTES]
    return header + before[HEADER_BYTES:]


def test_a_cut_of_the_power_in_the_first_save_of_a_log_is_no_alarm(home: Path) -> None:
    with new_vault(home) as vault:
        raw = log_begun_anew(vault)
        left = home / "left" / vault.folder.name
        shutil.copytree(vault.folder, left)
    (left / "vault.db-wal").write_bytes(raw)
    assert look_through(left / "vault.db").commits == ()
    with reopened(left) as again:
        assert again.standing.is_well
        with again.read() as tx:
            assert len(tx.encounters.search("harbor", 100)) == 6


@pytest.mark.parametrize("spot", range(HEADER_BYTES))
def test_behind_a_damaged_header_the_saves_are_counted_wherever_the_damage_lies(home: Path, spot: int) -> None:
    vault = new_vault(home)
    for at in range(4):
        with vault.write() as tx:
            tx.encounters.put(an_encounter(unix_ms=at))
    log = vault.folder / "vault.db-wal"
    raw = log.read_bytes()
    whole = look_through(vault.folder / "vault.db")
    vault.close()
    log.write_bytes(raw[:spot] + bytes([raw[spot] ^ 0x10]) + raw[spot + 1 :])
    found = look_through(vault.folder / "vault.db")
    is_size = spot in range(8, 12)
    assert found.is_there
    assert found.commits == whole.commits or is_size
