"""A real server on loopback, in a process of its own, and a hospital that it serves."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2
import pytest

from peerdesk.server.store.place import Place
from peerdesk.wire.ids import SpaceId, own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from tests.server.conftest import data, hospital, http, knock, postgres, team, where
from tests.server.hospital import Caller, Hospital
from tests.server.processes import Process, start
from tests.wire.chains import Member

__all__ = ["data", "hospital", "http", "knock", "postgres", "team", "where"]


@dataclass
class Ward:
    """A server in a process, a supervisor and a peer who have joined, and lines to it."""

    process: Process
    hospital: Hospital
    where: Place
    people: dict[str, Member] = field(default_factory=dict)
    lines: list[httpx2.Client] = field(default_factory=list)

    @property
    def peer(self) -> Member:
        return self.people["peer"]

    @property
    def supervisor(self) -> Member:
        return self.people["supervisor"]

    @property
    def own(self) -> SpaceId:
        return own_space(self.peer.person)

    @property
    def pair(self) -> SpaceId:
        return pair_space(self.peer.person, self.supervisor.person)

    @property
    def address(self) -> tuple[str, int]:
        host, _, port = self.process.host.partition(":")
        return host, int(port)

    def line(self, member: Member | None = None) -> Caller:
        """Return a connection of one's own, logged in as somebody if one is named."""
        client = httpx2.Client(timeout=30, trust_env=False, base_url=self.process.url)
        self.lines.append(client)
        caller = self.process.caller(client)
        if member is not None:
            caller.login_member(member)
        return caller

    def hang_up(self) -> None:
        for client in self.lines:
            client.close()
        self.lines.clear()


@pytest.fixture
def ward(where: Place) -> Iterator[Ward]:
    """Serve from a process, once on each kind of database."""
    hospital = Hospital()
    hospital.now = int(time.time())
    ward = Ward(start(where, hospital.public()), hospital, where)
    try:
        ward.people["supervisor"] = hospital.join_at(ward.line(), hospital.promise(Role.SUPERVISOR))
        promise = hospital.promise(Role.PEER, ward.supervisor.person)
        ward.people["peer"] = hospital.join_at(ward.line(), promise)
        yield ward
    finally:
        ward.hang_up()
        ward.process.end()
