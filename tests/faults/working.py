"""Somebody at work in a process of its own: keeps notes, changes them, syncs, until the process is killed.

python -m tests.faults.working FOLDER URL AUTHORITY PASSPHRASE NAME SEED

Each line it prints names a word that the product has said to be kept.
"""

import os
import random
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, encounter_page, keep_encounter
from peerdesk.work.sharing import readers, share
from peerdesk.work.syncing import sync_now
from tests.faults.line import through

MOST_NOTES = 300


def work(vault: Vault, chance: random.Random, word: str) -> None:
    """Keep one word somewhere, and now and then share a note."""
    now, notes = datetime.now(UTC), encounter_page(vault)
    if not notes or (len(notes) < MOST_NOTES and chance.random() < 0.7):
        keep_encounter(vault, EncounterDraft(setting="ed", outcome="left", memory=word), now, os.urandom)
        print(word, flush=True)
    elif chance.random() < 0.5:
        share(vault, chance.choice(notes).id, readers(vault, now)[0].person, now)
    else:
        change_encounter(vault, chance.choice(notes).id, {"words": f"later {word}"}, now, os.urandom)


def main() -> None:
    folder, url, authority, passphrase, name, seed = sys.argv[1:]
    chance, number = random.Random(int(seed)), 0
    vault = open_vault(Path(folder), passphrase=passphrase, rng=os.urandom, allow_test_profile=True)
    print("ready", flush=True)
    while True:
        for _ in range(chance.randrange(1, 4)):
            number += 1
            work(vault, chance, f"{name}{seed}w{number}q")
        with suppress(ExpectedError):
            sync_now(vault, lambda *_: through(url, authority), datetime.now(UTC), os.urandom)


if __name__ == "__main__":
    main()
