"""A peer who shares everything with their supervisor, on a computer of their own: at first, and while the other reads.

Half of what comes later are new notes that are shared, half are other words in notes that were shared before.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.laptop import main
from bench.notes import SEED, synthetic_notes
from bench.ours_store import draft
from bench.people import SUPERVISOR, clock
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, encounter_page, keep_encounter, keep_many
from peerdesk.work.sharing import find_reader, share

HANDLES = 300
"""So many individuals a peer has notes about."""
FLAGGED = 50
"""One note in so many asks to talk about it."""
_TIDIED = 500


def share_all(vault: Vault, count: int, seed: int) -> None:
    """Keep notes, the same ones for the same seed, and give the supervisor a copy of each with the words in it."""
    keep_many(vault, _drafts(count, seed), clock(), os.urandom)
    _give(vault, (row.id for row in encounter_page(vault, limit=count)))


def change(vault: Vault, changes: int, seed: int) -> None:
    """Keep changes, the same ones for the same seed."""
    known = [row.id for row in encounter_page(vault, limit=changes // 2)]
    fresh = _drafts(changes, SEED + seed)
    _give(vault, (keep_encounter(vault, next(fresh), clock(), os.urandom).id for _ in range(changes - len(known))))
    for note, other in zip(known, fresh, strict=True):
        change_encounter(vault, note, {"memory": other.memory}, clock(), os.urandom)


def _give(vault: Vault, notes: Iterator[RecordId]) -> None:
    reader = find_reader(vault, SUPERVISOR, clock())
    for number, note in enumerate(notes):
        if number % _TIDIED == 0:
            vault.tidy()
        share(vault, note, reader, clock(), include_memory=True)


def _drafts(count: int, seed: int) -> Iterator[EncounterDraft]:
    for number, note in enumerate(synthetic_notes(count, seed)):
        flagged = number % FLAGGED == 0
        yield replace(draft(note), handle=f"Wren {number % HANDLES}", bring_to_supervision=flagged)


if __name__ == "__main__":
    main(change, Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
