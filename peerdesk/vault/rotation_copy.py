"""The vault that is to come: made under new keys in a folder that means nothing yet, read from end to end, tried."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from peerdesk.crypto.vault_key import Purpose, open_with_passphrase, open_with_recovery
from peerdesk.domain.errors import DiskFailedError, VaultDamagedError
from peerdesk.vault import backups, files, header, own_file, rotated, seal
from peerdesk.vault.backup_places import Reason, name_of
from peerdesk.vault.backups import copied, put_on_disk, read_whole
from peerdesk.vault.engine import connect, driver_of, finished_copy
from peerdesk.vault.new_keys import Keys, Rotation
from peerdesk.vault.places import DATABASE, HEADER, PREVIOUS_HEADER, PRIVATE, SEAL
from peerdesk.vault.rotated import BACKUP, TO_MOVE
from peerdesk.vault.tally import Tally, tally_of
from peerdesk.vault.transaction import Transaction
from peerdesk.wire.ids import RUN_BYTES

_PAGES: Final = "PRAGMA page_count"
_COPIED, _READ, _BACKED_UP = 0.4, 0.6, 0.9
"""How far it has come by then, roughly as a share of the time."""
_FOLD: Final = "PRAGMA wal_checkpoint(TRUNCATE)"


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationCopy:
    """Makes the vault that is to come, in a folder that means nothing yet."""

    folder: Path
    keys: Keys
    asked: Rotation

    def copy(self, driver: dbapi2.Connection, let_others_in: Callable[[], None]) -> tuple[Tally, int]:
        """Copy the database in a turn of the vault. Return what it held, and how many changes it had seen by then."""
        rotated.sweep(self.folder.parent)
        self.folder.mkdir(mode=files.FOLDER_MODE)
        files.create(self.folder / DATABASE)
        pages = max(1, int(driver.execute(_PAGES).fetchone()[0]))
        held = copied(driver, self.folder / DATABASE, self._key(Purpose.DATABASE), self._paced(let_others_in, pages))
        return held, driver.total_changes

    def finish(self, held: Tally) -> bytes:
        """Seal in it anew what has to be, read all of it, back it up, and write and try its ways in.

        Returns the state of the other file in the vault's folder that was taken along.
        """
        self.asked.go_on(_COPIED)
        database = self.folder / DATABASE
        _carried_over(database, held, self.keys, self.asked)
        put_on_disk(database)
        held = _whole(database, self._key(Purpose.DATABASE))
        self.asked.go_on(_READ)
        header.write(self.folder, self._display_name(), self.keys.slots)
        seal.write(self.folder, self._key(Purpose.LOG_SEAL), held)
        self._back_up(held)
        self.asked.go_on(_BACKED_UP)
        old, new = (key.subkey(Purpose.PRIVATE) for key in (self.keys.old, self.keys.new))
        taken = own_file.seal_anew(self.folder.parent, self.folder / PRIVATE, old, new)
        for name, copy in TO_MOVE.items():
            source = self.folder / (HEADER if name == PREVIOUS_HEADER else name)
            if source.exists():
                files.create(self.folder / copy, source.read_bytes())
        self._try_ways_in()
        self.asked.go_on(1.0)
        return taken

    def make_at_once(self, driver: dbapi2.Connection) -> bool:
        """Do all of it in one turn, in which nobody keeps anything."""
        self.finish(self.copy(driver, lambda: None)[0])
        return True

    def _back_up(self, held: Tally) -> None:
        stamp = self.asked.now
        place = self.folder / BACKUP / name_of(1, stamp, Reason.UNLOCK)
        place.mkdir(mode=files.FOLDER_MODE, parents=True)
        files.create(place / DATABASE)
        own, key = self._key(Purpose.BACKUP), self._key(Purpose.DATABASE)
        with closing(finished_copy(self.folder / DATABASE, key)) as source:
            copied(source, place / DATABASE, own, lambda: self.asked.go_on(_READ))
        put_on_disk(place / DATABASE)
        if _whole(place / DATABASE, own) != held:
            raise DiskFailedError
        for name in (HEADER, SEAL):
            files.create(place / name, (self.folder / name).read_bytes())
        files.sync_folder(place)
        files.sync_folder(place.parent)

    def _try_ways_in(self) -> None:
        """Open what was written by the passphrase and by the sheet. Raises DiskFailedError."""
        (opening,) = header.read(self.folder)
        allow = self.asked.allow_test_profile
        found = {
            open_with_passphrase(opening.header, self.asked.passphrase, allow_test_profile=allow).root,
            open_with_recovery(opening.header, self.asked.code).root,
        }
        if found != {self.keys.new.root}:
            raise DiskFailedError

    def _display_name(self) -> str:
        return header.read(self.folder.parent)[0].display_name

    def _key(self, purpose: Purpose) -> bytes:
        return self.keys.new.subkey(purpose)

    def _paced(self, let_others_in: Callable[[], None], pages: int) -> Callable[[], None]:
        """Return what is called after each few of so many pages."""
        done = 0

        def after_a_few() -> None:
            nonlocal done
            done += backups.PAGES_AT_ONCE
            self.asked.go_on(_COPIED * min(1.0, done / pages))
            let_others_in()

        return after_a_few


def _carried_over(database: Path, held: Tally, keys: Keys, asked: Rotation) -> None:
    connection = connect(database, keys.new.subkey(Purpose.DATABASE))
    try:
        if tally_of(driver_of(connection)) != held:
            raise DiskFailedError
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        asked.carry_over(Transaction(connection, bytes(RUN_BYTES)), keys)
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(_FOLD).all()
    finally:
        connection.close()
        connection.engine.dispose()


def _whole(database: Path, key: bytes) -> Tally:
    try:
        return read_whole(database, key)
    except VaultDamagedError:
        # It was read without a fault a moment ago, so what was written is not what is there.
        raise DiskFailedError from None
