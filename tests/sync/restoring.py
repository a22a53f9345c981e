"""A hospital whose server can be put back from a backup, as an operator would do it: stop, copy the file, start."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.server.limits import Limits
from peerdesk.work.officer import init_organisation
from tests.support.hospital import OFFICER_PASSPHRASE, Hospital, clock
from tests.support.servers import in_process_client

SERVER_FILE = "server.db"


class Restorable(Hospital):
    """`back_up` keeps the server's state of now; `restore` puts one back while everybody else goes on."""

    def __init__(self, folder: Path, public: bytes) -> None:
        self.public = public
        self.days_later = 0.0
        self.limits = Limits()
        self.backups: list[Path] = []
        self._stack = ExitStack()
        with in_process_client(folder / "server", public) as client:
            super().__init__(folder, client)
        self._start()

    def _start(self) -> None:
        server = in_process_client(self.data, self.public, limits=self.limits, now=self.now)
        self.client = self._stack.enter_context(server)

    def now(self) -> float:
        """The server's clock, which a test can put forward."""
        return time.time() + self.days_later * 86400

    def stop(self) -> None:
        self._stack.close()

    def limit(self, limits: Limits) -> None:
        """Stop the server, and start it again with other limits."""
        self.stop()
        self.limits = limits
        self._start()

    def back_up(self) -> int:
        """Return the number of the backup."""
        path = self.folder / f"backup{len(self.backups)}.db"
        source = sqlite3.connect(self.data / SERVER_FILE)
        source.execute("VACUUM INTO ?", (str(path),))
        source.close()
        self.backups.append(path)
        return len(self.backups) - 1

    def restore(self, number: int) -> None:
        self.stop()
        for file in self.data.iterdir():
            file.unlink()
        (self.data / SERVER_FILE).write_bytes(self.backups[number].read_bytes())
        self._start()


@contextmanager
def a_restorable_hospital(folder: Path) -> Iterator[Restorable]:
    """Found Harbor Point with a server that can be put back, until the block ends."""
    founded = init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    hospital = Restorable(folder, founded.public_file.read_bytes())
    try:
        yield hospital
    finally:
        for vault in hospital.open_vaults:
            vault.close()
        hospital.stop()
