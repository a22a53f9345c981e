"""Two peers who share a workstation, each with a vault in the same home; and a desk that is locked during a round."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BugError, ExpectedError, OfflineError
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import encounter_page, keep_encounter
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.sync.bad_line import BadLine

NOTES = 3


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as hospital:
        yield hospital


def write(vault: Vault, words: str) -> None:
    for i in range(NOTES):
        keep_encounter(vault, EncounterDraft(setting="ed", outcome="left", memory=f"{words} {i}"), clock(), os.urandom)


def picture(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.is_file()}


def words(vault: Vault) -> set[str]:
    notes = [row.id for row in encounter_page(vault)]
    with vault.read() as tx:
        return {tx.encounters.get(note).memory for note in notes}


@pytest.mark.invariant(28)
def test_whoever_syncs_on_a_shared_workstation_touches_only_their_own_vault(hospital: Hospital) -> None:
    devon = hospital.start(hospital.invite("Devon Achebe"), home="ward").vault
    rosa = hospital.start(hospital.invite("Rosa Vega"), home="ward").vault
    write(devon, "devon")
    write(rosa, "rosa")
    rosa.close()
    before = picture(rosa.folder)
    assert hospital.sync(devon).pushed > NOTES
    assert picture(rosa.folder) == before
    assert words(devon) == {f"devon {i}" for i in range(NOTES)}
    again = open_vault(rosa.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
    hospital.open_vaults.append(again)
    with again.read() as tx:
        assert tx.outbox.waiting() > 0
        assert all(tx.spaces.get(space).cursor.seq == 0 for space in tx.spaces.known())
    assert hospital.sync(again).proof
    assert words(again) == {f"rosa {i}" for i in range(NOTES)}


@pytest.mark.invariant(28)
@pytest.mark.parametrize("at", [endpoints.CHALLENGE, endpoints.DIRECTORY, endpoints.PUSH, endpoints.PULL])
@pytest.mark.parametrize("is_answered", [False, True])
def test_a_lock_during_a_round_loses_nothing(hospital: Hospital, at: str, *, is_answered: bool) -> None:
    vault = hospital.start(hospital.invite("Devon Achebe")).vault
    write(vault, "devon")

    def locked(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint != at:
            return go_on()
        answer = go_on() if is_answered else None
        vault.close()
        if answer is None:
            raise OfflineError
        return answer

    hospital.wrap = lambda line: BadLine(line, locked)
    with suppress(ExpectedError, BugError):
        hospital.sync(vault)
    hospital.wrap = lambda line: line
    again = open_vault(vault.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
    hospital.open_vaults.append(again)
    assert words(again) == {f"devon {i}" for i in range(NOTES)}
    assert hospital.sync(again).proof
    assert hospital.sync(again).pushed == 0
