"""Open vaults for tests of any room: real SQLCipher, real header, and a key derivation that costs nothing."""

import atexit
import functools
import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import Encounter, EncounterDraft, begin_encounter
from peerdesk.domain.ids import RecordId, record_id
from peerdesk.vault import reserve
from peerdesk.vault.opening import create_vault, open_vault
from peerdesk.vault.vault import Vault

PASSPHRASE = "five quiet herons by the river"
RECOVERY_CODE = bytes(range(20))
NOW = datetime(2026, 11, 21, 14, 20, tzinfo=UTC)
TODAY = date(2026, 11, 21)
# Two empty MiB that each opening sets by again.
UNNEEDED = shutil.ignore_patterns(reserve.NAME)


def new_vault(home: Path, display_name: str = "Rosa Vega", passphrase: str = PASSPHRASE) -> Vault:
    """Make a vault under `home` and return it open. Close it when the test is done with it."""
    return create_vault(
        home,
        display_name=display_name,
        passphrase=passphrase,
        recovery_code=RECOVERY_CODE,
        rng=os.urandom,
        kdf=TEST_ONLY,
        allow_test_profile=True,
    )


def a_vault(home: Path, display_name: str = "Rosa Vega") -> Vault:
    """Return an open vault under `home`, where none is yet: a copy of one that was made once in a run.

    That takes a third of the time. Two of these are one vault twice; who needs two makes the other with `new_vault`.
    """
    shutil.copytree(_made(display_name), home, dirs_exist_ok=True, ignore=UNNEEDED)
    (folder,) = (home / "vaults").iterdir()
    return reopened(folder)


@functools.cache
def _made(display_name: str) -> Path:
    home = Path(tempfile.mkdtemp(prefix="pd-made-"))
    atexit.register(shutil.rmtree, home)
    new_vault(home, display_name).close()
    return home


def reopened(folder: Path, passphrase: str = PASSPHRASE) -> Vault:
    """Open a vault that `new_vault` made."""
    return open_vault(folder, passphrase=passphrase, rng=os.urandom, allow_test_profile=True)


def new_id(unix_ms: int = 1_700_000_000_000) -> RecordId:
    """Return a record id nobody has."""
    return record_id(unix_ms, os.urandom(10))


def an_encounter(memory: str = "", *, unix_ms: int = 1_700_000_000_000, **draft: object) -> Encounter:
    """Return an encounter that can be kept. Further words are fields of the draft."""
    answers: dict[str, object] = {"setting": "ed", "outcome": "met", "support": ("listened",), **draft}
    filled = EncounterDraft(memory=memory, **answers)  # type: ignore[arg-type]
    return begin_encounter(filled, record=new_id(unix_ms), individual=None, today=TODAY)
