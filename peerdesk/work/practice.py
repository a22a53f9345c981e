"""Practice: a vault of its own with invented people, which is gone when practice is over.

It lies under `practice` in the home and not among the vaults, so that nothing finds it that looks for somebody's notes.
Its passphrase is random, known to this process alone and written nowhere: what a crash leaves behind can be read by
nobody, and the next start takes it away.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from peerdesk.crypto.passphrase import FLOOR, Argon2Profile
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import VaultError
from peerdesk.domain.ids import Rng
from peerdesk.vault import files, lock
from peerdesk.vault.undoing import undone_on_failure
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.enrolment import start_alone
from peerdesk.work.resources import resource

FOLDER: Final = "practice"
_KEY_BYTES: Final = 24
_NAME_BYTES: Final = 8
_NAME: Final = re.compile(f"[0-9a-f]{{{2 * _NAME_BYTES}}}")
_TODAY: Final = "today"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningPractice:
    """An open practice: its vault, and the folder that goes with it."""

    vault: Vault
    folder: Path
    held: lock.VaultLock

    def end(self) -> None:
        """Close the vault and take away all of it. Twice is once."""
        self.vault.close()
        self.held.release()
        shutil.rmtree(self.folder, ignore_errors=True)


def begin_practice(
    home: Path, language: str, now: datetime, rng: Rng, *, profile: Argon2Profile | None = FLOOR
) -> RunningPractice:
    """Make a vault with invented people. What fails leaves nothing behind. Raises a VaultError or a disk error."""
    folder, held = _own_folder(home)
    with undone_on_failure(lambda: _undo(folder, held)):
        words = json.loads(resource("library", "practice.json").read_bytes())[language]
        vault = start_alone(folder, words["name"], secrets.token_hex(_KEY_BYTES), rng=rng, profile=profile).vault
        with undone_on_failure(vault.close):
            for note in words["notes"]:
                keep_encounter(vault, _draft(note, now), now, rng)
    return RunningPractice(vault=vault, folder=folder, held=held)


def sweep_practice(home: Path) -> int:
    """Take away what practices left that did not end as they should. Returns how many there were.

    One that is open in another window stays, and so does what is none: a home may be a folder that somebody used.
    Raises nothing: what cannot be taken away now is at the next start.
    """
    within = home / FOLDER
    if not _left(within):
        return 0
    with suppress(VaultError), _alone(within):
        left = [one for one in _left(within) if lock.holder(one) is None]
        for one in left:
            shutil.rmtree(one, ignore_errors=True)
        return len(left)
    return 0


def _left(within: Path) -> list[Path]:
    """Return the folders that a practice made: by their name, and by the file with which it held them."""
    if not within.is_dir():
        return []
    return [one for one in within.iterdir() if _NAME.fullmatch(one.name) and (one / lock.NAME).is_file()]


def _own_folder(home: Path) -> tuple[Path, lock.VaultLock]:
    """Make a folder that is held from its first moment, so that nobody who sweeps takes it for one that was left."""
    within = home / FOLDER
    folder = within / secrets.token_hex(_NAME_BYTES)
    with files.disk():
        files.make_folder(within)
        with _alone(within):
            files.make_folder(folder)
            held = lock.VaultLock(folder)
            held.take()
    return folder, held


@contextmanager
def _alone(within: Path) -> Iterator[None]:
    held = lock.VaultLock(within)
    held.take()
    try:
        yield
    finally:
        held.release()


def _undo(folder: Path, held: lock.VaultLock) -> None:
    held.release()
    shutil.rmtree(folder, ignore_errors=True)


def _draft(note: dict[str, str | int | list[str]], now: datetime) -> EncounterDraft:
    days_ago, support = note.get("days_ago", 0), note.get("support", ())
    today = now.astimezone().date()
    due = str(note.get("follow_up", ""))
    return EncounterDraft(
        setting=str(note["setting"]),
        outcome=str(note["outcome"]),
        support=tuple(support) if isinstance(support, list) else (),
        handle=str(note.get("handle", "")),
        memory=str(note.get("memory", "")),
        words=str(note.get("words", "")),
        follow_up=today.isoformat() if due == _TODAY else due,
        happened_on=(today - timedelta(days=int(str(days_ago)))).isoformat(),
    )
