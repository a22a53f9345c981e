"""A small hospital for tests of any room: an officer, a real server in this process, people who join by invites."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.vocabulary import Role
from peerdesk.server.store.place import Place
from peerdesk.sync.address import Address
from peerdesk.sync.kept_line import KeptLine
from peerdesk.sync.remote import Remote
from peerdesk.sync.result import SyncResult
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import Started, join_hospital, read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.syncing import sync_now
from tests.support.servers import IN_PROCESS_HOST, in_process_client

OFFICER_PASSPHRASE = "maple harbor lantern quiet otter"
PASSPHRASE = "seven green boats at the pier"
ADDRESS = "http://127.0.0.1:8740"


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Hospital:
    """Harbor Point. `wrap` may put something between every client and the server, for example a bad line."""

    folder: Path
    client: httpx2.Client
    wrap: Callable[[Transport], Transport] = field(default=lambda transport: transport)
    open_vaults: list[Vault] = field(default_factory=list)

    @property
    def org(self) -> Path:
        return self.folder / "org"

    @property
    def data(self) -> Path:
        return self.folder / "server"

    def remotes(self, address: str, pin: bytes) -> Transport:
        """Reach the server in this process, whatever address stands in the invite."""
        here = Address(url=f"http://{IN_PROCESS_HOST}", authority=IN_PROCESS_HOST, is_secure=False)
        # A question inside this process cannot be ended from outside, so nobody may wait on it: a lent line says so.
        line = KeptLine(lambda *_: Remote(self.client._transport, here, kept_open=True))
        return self.wrap(line(address, pin))

    def invite(self, name: str, role: Role = Role.PEER, supervisor: str = "") -> str:
        wanted = Invitation(server=ADDRESS, person=name, role=role, supervisor=supervisor)
        return make_invite(self.org, OFFICER_PASSPHRASE, wanted, clock(), allow_test_profile=True).text

    def join(self, name: str, role: Role = Role.PEER, supervisor: str = "") -> Vault:
        return self.start(self.invite(name, role, supervisor)).vault

    def start(self, text: str, home: str = "") -> Started:
        invite = read_invite(text)
        started = join_hospital(
            self.folder / "homes" / (home or invite.person_name),
            invite,
            PASSPHRASE,
            clock(),
            remotes=self.remotes,
            profile=TEST_ONLY,
        )
        self.open_vaults.append(started.vault)
        return started

    def sync(self, vault: Vault) -> SyncResult:
        return sync_now(vault, self.remotes, clock(), os.urandom)


@contextmanager
def a_hospital(folder: Path, where: Place | None = None) -> Iterator[Hospital]:
    """Found Harbor Point in a folder and open its server, until the block ends. `where` may be another database."""
    founded = init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    with ExitStack() as stack:
        client = stack.enter_context(in_process_client(where or folder / "server", founded.public_file.read_bytes()))
        hospital = Hospital(folder, client)
        yield hospital
        for vault in hospital.open_vaults:
            vault.close()
