"""A small hospital for tests of any room: an officer, a real server in this process, people who join by invites."""

import atexit
import functools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import Started, join_hospital, read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.organisation_folder import PUBLIC
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.syncing import sync_now
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.support.vaults import UNNEEDED

OFFICER_PASSPHRASE = "maple harbor lantern quiet otter"
PASSPHRASE = "seven green boats at the pier"
ADDRESS = "http://127.0.0.1:8740"
Joining = tuple[str, Role, str]
SUPERVISED: tuple[Joining, ...] = (
    ("Tomas Okafor", Role.SUPERVISOR, ""),
    ("Devon Achebe", Role.PEER, "Tomas Okafor"),
)
"""A supervisor, and a peer of theirs."""


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Hospital:
    """Harbor Point. `wrap` may put something between every client and the server, for example a bad line."""

    folder: Path
    client: httpx2.Client
    wrap: Callable[[Transport], Transport] = field(default=lambda transport: transport)
    open_vaults: list[Vault] = field(default_factory=list)
    prepared: list[Joining] = field(default_factory=list)
    model: object = None
    sheets: dict[str, RecoverySheet] = field(default_factory=dict)

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
        if not self.prepared:
            return self.start(self.invite(name, role, supervisor)).vault
        assert (name, role, supervisor) == self.prepared.pop(0), "somebody else was prepared to join next"
        return self.opened(name)

    def opened(self, home: str) -> Vault:
        """Open the one vault in the home of somebody who has joined."""
        (place,) = find_vaults(self.folder / "homes" / home)
        self.open_vaults.append(
            open_vault(place.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
        )
        return self.open_vaults[-1]

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
        self.sheets[invite.person_name] = started.sheet
        return started

    def sync(self, vault: Vault) -> SyncResult:
        return sync_now(vault, self.remotes, clock(), os.urandom)


@contextmanager
def a_hospital(
    folder: Path,
    where: Place | None = None,
    *,
    joined: tuple[Joining, ...] = (),
    settled: Callable[[Hospital], object] | None = None,
) -> Iterator[Hospital]:
    """Open Harbor Point's server in a folder, until the block ends. `where` may be another database.

    Those who have `joined` are the first whom the test lets join, in this order. The hospital is then a copy of one in
    which they did, made once in a run: two of these are not two hospitals, and nobody hears how they joined.
    What else has happened there is up to `settled`, which is handed that first hospital once. What it returned is the
    copy's `model`; its vaults are closed, and the copy's are to be opened.
    """
    model = None
    if joined:
        first, model = _prepared(joined, settled)
        shutil.copytree(first, folder, dirs_exist_ok=True, ignore=UNNEEDED)
    else:
        init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    public = (folder / "org" / PUBLIC).read_bytes()
    with in_process_client(where or folder / "server", public) as client:
        hospital = Hospital(folder, client, prepared=list(joined), model=model)
        yield hospital
        for vault in hospital.open_vaults:
            vault.close()


@functools.cache
def _prepared(joined: tuple[Joining, ...], settled: Callable[[Hospital], object] | None) -> tuple[Path, object]:
    folder = Path(tempfile.mkdtemp(prefix="pd-prepared-"))
    atexit.register(shutil.rmtree, folder)
    with a_hospital(folder) as hospital:
        if settled is not None:
            return folder, settled(hospital)
        for one in joined:
            hospital.join(*one)
    return folder, None
