"""A hospital in a folder: computers that are used, copied, put back and cut off, and one server that has the same fate.

Vaults, keys and server are the real ones. Only the sockets and the disk's waiting are left out: the folder may lie in
memory, and a power cut is a copy of what lay on it.
"""

import asyncio
import shutil
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import httpx2

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.ids import DeviceId
from peerdesk.server.limits import Limits
from peerdesk.server.store.place import Place
from peerdesk.sync.address import Address
from peerdesk.sync.remote import Remote
from peerdesk.sync.result import SyncResult
from peerdesk.sync.transport import Transport
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import join_hospital, read_invite
from peerdesk.work.recovery_sheet import read_sheet
from peerdesk.work.second_computer import JoinAsk, join_by_sheet
from peerdesk.work.sharing import find_reader
from peerdesk.work.syncing import sync_now
from tests.schedules.desk import PEER_NAME, SUPERVISOR_NAME, Desk
from tests.schedules.faults import FaultyLine
from tests.schedules.inside import HOST, Inside
from tests.schedules.power import SERVER_FUSE, VAULT_FUSE
from tests.schedules.stores import Store
from tests.support.hospital import PASSPHRASE, a_hospital
from tests.support.servers import in_process_app
from tests.support.two_computers import TwoComputers, revoke, second_computer

HERE = Address(url=f"http://{HOST}", authority=HOST, is_secure=False)
PEER, SUPERVISOR = ("ward", "laptop"), "tomas"
SHEET = "sheet.txt"


@dataclass
class Computer:
    """One computer with its vault. `off` is how far its clock is off; `backups` are copies of the vault's folder.

    `is_newer`: it has a newer PeerDesk.
    """

    name: str
    folder: Path
    off: timedelta = timedelta()
    backups: list[Path] = field(default_factory=list)
    is_newer: bool = False
    vault: Vault | None = None

    @property
    def open(self) -> Vault:
        assert self.vault is not None
        return self.vault

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self.off


def build_template(folder: Path, where: Place | None = None) -> None:
    """Found the hospital that every schedule begins with, in an empty folder; nothing is left open.

    `where` is the database of its server, by default a file.
    """
    with a_hospital(folder, where) as hospital:
        people = TwoComputers(hospital)
        (folder / SHEET).write_text(hospital.sheets[PEER_NAME].text(), "utf-8")
        for name, vault in (("ward", people.ward), ("laptop", people.laptop), (SUPERVISOR, people.tomas)):
            vault.close()
            shutil.move(vault.folder, folder / "vaults" / name)
    shutil.rmtree(folder / "homes")


class Town:
    """The computers and the server. What goes wrong is asked for from outside; nothing here is left to chance."""

    def __init__(self, folder: Path, store: Store, chance: Random) -> None:
        self.folder = folder
        self.store = store
        self.rng = chance.randbytes
        self.server_off = timedelta()
        self.limits = Limits()
        self.loop = asyncio.new_event_loop()
        self._server = ExitStack()
        self.line = FaultyLine(httpx2.MockTransport(lambda _: httpx2.Response(503)))
        self.start_server()
        self.computers = {name: Computer(name, folder / "vaults" / name) for name in (*PEER, SUPERVISOR)}
        self.outcasts: dict[str, Computer] = {}
        self.desk = Desk(folder / "org", self._remotes)
        for computer in self.computers.values():
            self.switch_on(computer)
        self.reader = find_reader(self.computers["ward"].open, SUPERVISOR_NAME, datetime.now(UTC))

    @property
    def peers(self) -> list[Computer]:
        """Return the computers of the peer, copies among them."""
        return [one for one in self.computers.values() if one.name != SUPERVISOR]

    @property
    def everybody(self) -> list[Computer]:
        """Return all computers, those that were removed among them."""
        return [*self.computers.values(), *self.outcasts.values()]

    @property
    def data(self) -> Path:
        return self.folder / "server"

    def close(self) -> None:
        for computer in self.everybody:
            self.switch_off(computer)
        self._server.close()
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        self.store.close()
        shutil.rmtree(self.folder)

    def switch_on(self, computer: Computer) -> None:
        computer.vault = open_vault(computer.folder, passphrase=PASSPHRASE, rng=self.rng, allow_test_profile=True)

    def switch_off(self, computer: Computer) -> None:
        computer.open.close()

    def lose_power(self, computer: Computer) -> None:
        """Let a computer that has lost its power start again from what lay on its disk."""
        # What is left in memory may be in any state; only its handles are given back.
        with suppress(BaseException):
            computer.open.close()
        computer.open._driver.close()
        computer.open._lock.release()
        VAULT_FUSE.leave_only_what_lay()
        self.switch_on(computer)

    def copy_vault(self, computer: Computer) -> Path:
        """Copy the folder of an open vault, as a backup program does."""
        path = self.folder / "copies" / f"{computer.name}-{len(computer.backups)}"
        shutil.copytree(computer.folder, path)
        computer.backups.append(path)
        return path

    def put_vault_back(self, computer: Computer, number: int) -> None:
        self.switch_off(computer)
        shutil.rmtree(computer.folder)
        shutil.copytree(computer.backups[number % len(computer.backups)], computer.folder)
        self.switch_on(computer)

    def clone(self, computer: Computer) -> Computer:
        """Begin to use a copy of a vault on one more computer, beside the first."""
        name = f"copy{len(self.computers) + len(self.outcasts)}"
        copy = Computer(name, self.folder / "vaults" / name, computer.off, is_newer=computer.is_newer)
        shutil.copytree(computer.folder, copy.folder)
        self.switch_on(copy)
        self.computers[name] = copy
        return copy

    def enrol(self, at: Computer) -> Computer:
        """Begin to use one more computer of the same person, with keys of its own, which this one vouches for.

        Raises what the server says against it. Nobody is told yet but the new one and the server.
        """
        name = f"new{len(self.computers) + len(self.outcasts)}"
        new = self._put_up(name, second_computer(at.open, self.folder / "homes" / name, self._remotes("", b"")))
        new.off, new.is_newer = at.off, at.is_newer
        return new

    def _put_up(self, name: str, vault: Vault) -> Computer:
        vault.close()
        new = Computer(name, self.folder / "vaults" / name)
        shutil.move(vault.folder, new.folder)
        self.switch_on(new)
        self.computers[name] = new
        return new

    def join_by_sheet(self) -> Computer:
        """Begin to use one more computer of the same person, by the sheet in their drawer."""
        name = f"new{len(self.computers) + len(self.outcasts)}"
        ask = JoinAsk(
            home=self.folder / "homes" / name,
            sheet=read_sheet((self.folder / SHEET).read_text("utf-8")),
            passphrase=PASSPHRASE,
            now=datetime.now(UTC),
            remotes=self._remotes,
            profile=TEST_ONLY,
        )
        return self._put_up(name, join_by_sheet(ask).vault)

    def come_back(self) -> Computer:
        """Invite the peer once more. Their new sheet takes the place of the one that is not good any more."""
        name, now = f"new{len(self.computers) + len(self.outcasts)}", datetime.now(UTC)
        invite = read_invite(self.desk.invite())
        home = self.folder / "homes" / name
        started = join_hospital(home, invite, PASSPHRASE, now, remotes=self._remotes, profile=TEST_ONLY)
        (self.folder / SHEET).write_text(started.sheet.text(), "utf-8")
        return self._put_up(name, started.vault)

    def revoke(self, at: Computer, device: DeviceId) -> list[Computer]:
        """Let a computer take another one off the list, and with it every copy of that one. Raises what is in the way.

        Who was revoked is still there, and outside: with everything that it has not sent.
        """
        revoke(at.open, device, self._remotes("", b""))
        return self.cast_out(device)

    def cast_out(self, device: DeviceId | None) -> list[Computer]:
        """Let a computer, and every copy of it, take part no more."""
        lost = [one for one in self.computers.values() if one.open.device == device]
        for one in lost:
            self.outcasts[one.name] = self.computers.pop(one.name)
        return lost

    def start_server(self) -> None:
        # The public file was kept by the server when it was founded.
        app = self._server.enter_context(
            in_process_app(self.store.place, None, limits=self.limits, now=self._server_time)
        )
        self.line.inner = Inside(app, self.loop)

    def stop_server(self) -> None:
        self._server.close()

    def limit(self, limits: Limits | None = None) -> None:
        """Start the server again, with these limits or with the usual ones."""
        self.limits = limits or Limits()
        self.stop_server()
        self.start_server()

    def server_loses_power(self) -> None:
        self.stop_server()
        self.store.lose_power()
        SERVER_FUSE.disarm()
        self.start_server()

    def back_server_up(self) -> None:
        if self.store.is_copied_at_rest:
            self.stop_server()
        self.store.back_up()
        if self.store.is_copied_at_rest:
            self.start_server()

    def put_server_back(self, number: int) -> None:
        self.stop_server()
        self.store.put_back(number % self.store.backups)
        self.start_server()

    def sync(self, computer: Computer) -> SyncResult:
        """Run one round; whatever the round raises is raised."""
        return sync_now(computer.open, self._remotes, computer.now, self.rng)

    def _remotes(self, _address: str, _pin: bytes) -> Transport:
        return Remote(self._mains(), HERE)

    def _mains(self) -> httpx2.BaseTransport:
        return _Cable(self)

    def _server_time(self) -> float:
        return (datetime.now(UTC) + self.server_off).timestamp()


class _Cable(httpx2.BaseTransport):
    """The way to the server. When the server loses its power, it starts again and the caller hears nothing."""

    def __init__(self, town: Town) -> None:
        self._town = town

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            reply = self._town.line.handle_request(request)
        except BaseException:
            if not SERVER_FUSE.is_blown:
                raise
        else:
            if not SERVER_FUSE.is_blown:
                return reply
        self._town.server_loses_power()
        raise httpx2.ReadError("the server is gone")
