"""Damaged notes of somebody at a hospital: what was lost here comes back with a sync, and nothing erased comes back."""

import os
import random

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.vault import backups
from peerdesk.vault.backup_places import Reason
from peerdesk.vault.places import VaultPlace
from peerdesk.vault.vault import Vault
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import delete_encounter, keep_encounter
from peerdesk.work.rescue import Rescue, rescue_notes
from tests.support.backups import damage, page_of
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.support.vaults import reopened

PAGE = 4096


def write(vault: Vault, count: int, memory: str = "harbor") -> list[RecordId]:
    drafts = [
        EncounterDraft(setting="ed", outcome="met", support=("time",), memory=f"{memory} {i}") for i in range(count)
    ]
    return [keep_encounter(vault, draft, clock(), os.urandom).id for draft in drafts]


def texts(vault: Vault) -> list[str]:
    with vault.read() as tx:
        return sorted(row.first_line for row in tx.encounters.page(limit=10_000))


def rescued(vault: Vault) -> Rescue:
    place = VaultPlace(folder=vault.folder, vault_id=vault.vault_id, display_name="")
    return rescue_notes(place, PASSPHRASE, allow_test_profile=True)


@pytest.fixture
def peer(hospital: Hospital) -> Vault:
    hospital.join("Tomas Okafor", Role.SUPERVISOR)
    return hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")


@pytest.mark.parametrize("seed", range(3))
def test_every_note_that_was_sent_comes_back_with_a_sync(hospital: Hospital, peer: Vault, seed: int) -> None:
    write(peer, 120)
    assert hospital.sync(peer).proof
    backups.make(peer, Reason.UNLOCK, clock())
    write(peer, 120, "after the backup")
    assert hospital.sync(peer).proof
    before = texts(peer)
    peer.close()
    pages = (peer.folder / "vault.db").stat().st_size // PAGE
    damage(peer.folder, random.Random(seed).sample(range(1, pages), 8))
    rescued(peer)
    again = reopened(peer.folder, PASSPHRASE)
    hospital.open_vaults.append(again)
    for _ in range(4):
        found = hospital.sync(again)
    assert texts(again) == before
    assert found.proof
    with again.read() as tx:
        told = {one.kind for one in tx.notices.open()}
    assert told <= {NoticeKind.VAULT_COPIED}


def test_an_erased_note_does_not_come_back_out_of_a_backup(hospital: Hospital, peer: Vault) -> None:
    notes = write(peer, 60)
    assert hospital.sync(peer).proof
    backups.make(peer, Reason.UNLOCK, clock())
    for note in notes[10:40]:
        delete_encounter(peer, note, clock())
        erase_note(peer, note, clock())
    assert hospital.sync(peer).proof
    left = texts(peer)
    peer.close()
    whole = (peer.folder / "vault.db").read_bytes()
    for page in range(5, len(whole) // PAGE, max(1, len(whole) // PAGE // 6)):
        (peer.folder / "vault.db").write_bytes(whole)
        damage(peer.folder, [page])
        rescued(peer)
        with reopened(peer.folder, PASSPHRASE) as again:
            hospital.sync(again)
            hospital.sync(again)
            assert set(texts(again)) <= set(left)


def test_a_note_whose_erase_waits_does_not_come_back_out_of_a_backup(hospital: Hospital, peer: Vault) -> None:
    notes = write(peer, 60)
    assert hospital.sync(peer).proof
    backups.make(peer, Reason.UNLOCK, clock())
    for note in notes[10:40]:
        erase_note(peer, note, clock())
    left = texts(peer)
    peer.close()
    whole = (peer.folder / "vault.db").read_bytes()
    for page in range(5, len(whole) // PAGE, max(1, len(whole) // PAGE // 6)):
        (peer.folder / "vault.db").write_bytes(whole)
        damage(peer.folder, [page])
        told = rescued(peer).notes
        with reopened(peer.folder, PASSPHRASE) as again:
            assert set(texts(again)) <= set(left)
            assert told == len(texts(again))


@pytest.mark.parametrize("table", ["encounter", "revision"])
def test_without_any_backup_rows_and_sealed_revisions_come_back_with_a_sync(
    hospital: Hospital, peer: Vault, table: str
) -> None:
    write(peer, 150)
    assert hospital.sync(peer).proof
    before, sealed = texts(peer), revisions(peer)
    key = peer.subkey("database")
    peer.close()
    damage(peer.folder, [page_of(peer.folder, key, table)])
    found = rescued(peer)
    assert bool(found.coming) == (table == "encounter")
    assert found.asks_the_server == (table == "revision")
    assert found.missing == ()
    again = reopened(peer.folder, PASSPHRASE)
    hospital.open_vaults.append(again)
    for _ in range(3):
        synced = hospital.sync(again)
    assert synced.proof
    assert (texts(again), revisions(again)) == (before, sealed)


def revisions(vault: Vault) -> set[bytes]:
    rows = vault._driver.execute("SELECT revision FROM revision WHERE state IN ('acked', 'pulled')").fetchall()
    return {row[0] for row in rows}
