"""The file beside the notes that holds what a peer wrote about their own wellbeing.

A file of its own under a key of its own, so that nothing which reads, backs up, restores, rescues or sends the notes
can take it along by mistake: those name one database, and this is another. It lies in the vault's folder, is opened for
one act and closed again, and the vault's lock guards it too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.crypto.vault_key import Purpose
from peerdesk.domain.errors import DiskReadOnlyError, VaultDamagedError, VaultNewerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.rotation_errors import VaultRenewedError
from peerdesk.domain.wellbeing import CheckIn, Mood
from peerdesk.vault import files
from peerdesk.vault.engine import connect, connect_to_look, driver_of
from peerdesk.vault.failures import translated
from peerdesk.vault.own_file import PART, TURN
from peerdesk.vault.places import PRIVATE
from peerdesk.vault.vault import Vault

WELLBEING: Final = PRIVATE

_FORM: Final = 1
_TABLES: Final = (
    "CREATE TABLE whose (vault_id BLOB NOT NULL) STRICT",
    "CREATE TABLE check_in (id BLOB PRIMARY KEY, happened_on TEXT NOT NULL, mood TEXT, line TEXT NOT NULL) STRICT",
    f"PRAGMA user_version = {_FORM}",
)
_KEEP: Final = "INSERT OR REPLACE INTO check_in (id, happened_on, mood, line) VALUES (?, ?, ?, ?)"
_READ: Final = "SELECT id, happened_on, mood, line FROM check_in ORDER BY happened_on DESC, id DESC"
_ERASE: Final = "DELETE FROM check_in WHERE id = ?"


def keep_check_in(vault: Vault, entry: CheckIn) -> None:
    """Keep an entry; it is on the disk when this returns. Makes the file with the first one.

    Raises DiskFullError, DiskReadOnlyError, DiskFailedError, VaultDamagedError (part "wellbeing") or VaultNewerError.
    """
    if vault.is_read_only:
        raise DiskReadOnlyError
    with TURN:
        _begin(vault)
    with _writing(vault) as driver:
        mood = entry.mood.value if entry.mood else None
        driver.execute(_KEEP, (entry.id, entry.on.isoformat(), mood, entry.line))


def read_check_ins(vault: Vault) -> tuple[CheckIn, ...]:
    """Return all entries, the latest day first. Raises what keeping one raises, but for a full disk."""
    if not _path(vault).exists():
        return ()
    with _opened(vault) as driver:
        rows = driver.execute(_READ).fetchall()
    return tuple(
        CheckIn(
            id=RecordId(bytes(key)),
            on=date.fromisoformat(on),
            mood=Mood(mood) if mood else None,
            line=line,
        )
        for key, on, mood, line in rows
    )


def erase_check_ins(vault: Vault, *entries: RecordId) -> None:
    """Erase entries; their bytes are overwritten in the file. Raises what keeping one raises."""
    if entries and _path(vault).exists():
        with _writing(vault) as driver:
            driver.executemany(_ERASE, [(key,) for key in entries])


def set_aside(vault: Vault) -> str:
    """Put a file that does not open aside, so that another can be begun. Returns the name it has now."""
    path = _path(vault)
    with TURN, files.disk():
        taken = sum(1 for _ in path.parent.glob(f"{WELLBEING}.damaged-*"))
        aside = path.with_name(f"{WELLBEING}.damaged-{taken + 1}")
        path.rename(aside)
        path.with_name(f"{WELLBEING}-wal").unlink(missing_ok=True)
        files.sync_folder(path.parent)
    return aside.name


def _path(vault: Vault) -> Path:
    return vault.folder / WELLBEING


def _begin(vault: Vault) -> None:
    path = _path(vault)
    _demand_current(vault)
    if path.exists():
        return
    # Under another name until it is whole: an empty file would open with any key, and look like an empty one of ours.
    fresh = path.with_name(f".{WELLBEING}")
    with files.disk():
        for leftover in (fresh, fresh.with_name(f"{fresh.name}-wal")):
            leftover.unlink(missing_ok=True)
        files.create(fresh)
    with translated():
        connection = connect(fresh, vault.subkey(Purpose.PRIVATE))
        try:
            driver = driver_of(connection)
            driver.execute("BEGIN IMMEDIATE")
            for statement in _TABLES:
                driver.execute(statement)
            driver.execute("INSERT INTO whose (vault_id) VALUES (?)", (vault.vault_id,))
            driver.execute("COMMIT")
        finally:
            connection.close()
            connection.engine.dispose()
    with files.disk():
        fresh.rename(path)
        files.sync_folder(path.parent)


@contextmanager
def _writing(vault: Vault) -> Iterator[dbapi2.Connection]:
    if vault.is_read_only:
        raise DiskReadOnlyError
    with _opened(vault) as driver:
        driver.execute("BEGIN IMMEDIATE")
        # Whatever ends it, closing the connection undoes what was not committed.
        yield driver
        driver.execute("COMMIT")


@contextmanager
def _opened(vault: Vault) -> Iterator[dbapi2.Connection]:
    path = _path(vault)
    try:
        with TURN, translated():
            _demand_current(vault)
            _demand_content(path)
            connect_to = connect_to_look if vault.is_read_only else connect
            connection = connect_to(path, vault.subkey(Purpose.PRIVATE))
            try:
                driver = driver_of(connection)
                _check(driver, vault.vault_id)
                yield driver
            finally:
                connection.close()
                connection.engine.dispose()
    except VaultDamagedError:
        raise VaultDamagedError(PART) from None


def _demand_current(vault: Vault) -> None:
    # The file in this place may be under other keys by now, and one that was begun under these would never open.
    if vault.is_renewed:
        raise VaultRenewedError


def _demand_content(path: Path) -> None:
    # An empty file opens with any key, and would look like one in which nothing was ever written.
    if path.stat().st_size == 0:
        raise VaultDamagedError(PART)


def _check(driver: dbapi2.Connection, vault_id: bytes) -> None:
    form = driver.execute("PRAGMA user_version").fetchone()[0]
    if form > _FORM:
        raise VaultNewerError
    whose = driver.execute("SELECT vault_id FROM whose").fetchone() if form == _FORM else None
    if whose is None or bytes(whose[0]) != vault_id:
        raise VaultDamagedError(PART)
