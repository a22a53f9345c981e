"""PeerDesk's store through its use cases: what the desk and the command line call, with checks and everything."""

import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.desk_steps import DERIVE, DERIVE_MEMORY, DERIVE_PASSES, DISK, DRAFTS, IMPORT, PEAK, QUERY, SAVE
from bench.measure import Samples, peak_mib, resident_mib, seconds, set_aside_inputs, stored_bytes
from bench.notes import SAVES, SyntheticNote, letters, synthetic_notes
from bench.report import child_result
from bench.waiting import each
from peerdesk.crypto.passphrase import TEST_ONLY, calibrate, hash_once
from peerdesk.crypto.vault_key import open_with_passphrase
from peerdesk.domain.encounter import Encounter, EncounterDraft, begin_encounter
from peerdesk.domain.ids import new_record_id
from peerdesk.vault import header
from peerdesk.vault.opening import KDF_SECONDS, MAX_KDF_KIB, open_with_key
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_page, keep_encounter, keep_many, local_day, search
from peerdesk.work.enrolment import start_alone

NAME = "Bench"
PASSPHRASE = "seven quiet wrens by the harbor"
NOW = datetime(2026, 11, 21, 14, 20, tzinfo=UTC)
NEWEST = 200
HITS = 50
GUESSES = 3


def draft(note: SyntheticNote) -> EncounterDraft:
    """Return a synthetic note as the form would hold it."""
    return EncounterDraft(
        setting=note.setting, outcome="met", support=note.support, happened_on=note.happened_on, memory=note.text
    )


def moment(number: int) -> datetime:
    """Return when note `number` is kept: one after the other, as people do, so ids rise as the floor's do."""
    return NOW + timedelta(seconds=number)


def new_vault(home: Path) -> Vault:
    """Make a vault under `home`, with a key derivation that costs nothing: it is measured by itself elsewhere."""
    return start_alone(home, NAME, PASSPHRASE, profile=TEST_ONLY).vault


def opener(folder: Path) -> Callable[[], Vault]:
    """Return what opens the vault in `folder` from here on: the passphrase has done its work before."""
    slots = header.read(folder)[0].header
    key = open_with_passphrase(slots, PASSPHRASE, allow_test_profile=True)
    return lambda: open_with_key(folder, slots, key, os.urandom)


def measure(home: Path, count: int) -> Samples:
    """Run the store's operations on `count` notes."""
    empty = resident_mib()
    drafts = [draft(note) for note in synthetic_notes(count + SAVES)]
    set_aside_inputs()
    samples = _handed_in(home.with_name("drafts"), drafts[:count], resident_mib() - empty)
    vault = new_vault(home)
    checked = [_checked(number, one) for number, one in enumerate(drafts[:count])]
    set_aside_inputs()
    samples[IMPORT] = [seconds(lambda: _put(vault, checked))]
    vault.close()
    again = opener(vault.folder)
    opened: list[Vault] = []

    def reopen() -> None:
        opened.append(again())
        encounter_page(opened[0], limit=NEWEST)

    samples["open (raw key) + newest 200"] = [seconds(reopen)]
    vault = opened[0]
    # The desk does this a few seconds after it has opened a vault (`desktop/tidying.py`).
    vault.tidy()
    samples |= each(SAVE, (_saving(vault, number, one) for number, one in enumerate(drafts[count:], start=count)))
    samples |= each(QUERY, (_searching(vault, text) for text in letters()))
    samples["peak memory"] = [peak_mib()]
    vault.close()
    samples[DISK] = [stored_bytes(vault.folder) / (count + SAVES)]
    return {**samples, **_derived()}


def _handed_in(home: Path, drafts: list[EncounterDraft], inputs_mib: float) -> Samples:
    """Import drafts as they are handed in and search: how long it takes, and how much memory beyond the drafts."""
    vault = new_vault(home)
    samples: Samples = {DRAFTS: [seconds(lambda: keep_many(vault, drafts, NOW, os.urandom))]}
    for text in letters():
        search(vault, text, HITS)
    samples[PEAK] = [peak_mib() - inputs_mib]
    vault.close()
    return samples


def _derived() -> Samples:
    """Return what a guess at a passphrase costs with the profile that a new vault gets on this computer."""
    profile = calibrate(KDF_SECONDS, time.monotonic, max_memory_kib=MAX_KDF_KIB)
    took = [seconds(lambda: hash_once(profile)) for _ in range(GUESSES)]
    return {DERIVE: took, DERIVE_MEMORY: [profile.memory_kib / 1024], DERIVE_PASSES: [profile.passes]}


def _checked(number: int, one: EncounterDraft) -> Encounter:
    return begin_encounter(one, record=new_record_id(moment(number), os.urandom), individual=None, today=local_day(NOW))


def _put(vault: Vault, checked: list[Encounter]) -> None:
    with vault.write() as tx:
        tx.encounters.put_many(checked)


def _saving(vault: Vault, number: int, one: EncounterDraft) -> Callable[[], object]:
    return lambda: keep_encounter(vault, one, moment(number), os.urandom)


def _searching(vault: Vault, text: str) -> Callable[[], object]:
    return lambda: search(vault, text, HITS)


if __name__ == "__main__":
    child_result(measure(Path(sys.argv[1]), int(sys.argv[2])))
