"""A running application, a hospital whose server it is, and two people who have joined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from peerdesk.server.store.place import Place, place
from peerdesk.wire.ids import SpaceId, own_space, pair_space
from peerdesk.wire.invite_certificate import Role
from tests.server.hospital import Caller, Hospital
from tests.support.postgres import Cluster, cluster
from tests.support.servers import IN_PROCESS_HOST, in_process_client
from tests.wire.chains import Member


@pytest.fixture
def hospital() -> Hospital:
    return Hospital()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "srv"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Run a PostgreSQL for all tests that want a database on it."""
    with cluster() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, data: Path) -> Iterator[Place]:
    """Return where the server's database is: every test that asks runs once on each kind.

    A test file that looks into SQLite's own files has a `where` of its own.
    """
    if request.param == "sqlite":
        yield place(data)
        return
    running: Cluster = request.getfixturevalue("postgres")
    name = running.new_database()
    yield place(data, running.url(name))
    running.drop(name)


@pytest.fixture
def http(where: Place, hospital: Hospital) -> Iterator[TestClient]:
    """Serve the hospital; its clock is the hospital's own."""
    with in_process_client(where, hospital.public(), now=lambda: hospital.now) as client:
        yield client


@pytest.fixture
def knock(http: TestClient) -> Callable[[], Caller]:
    """Return a way to get a caller who has not logged in."""
    return lambda: Caller(http, IN_PROCESS_HOST)


Knock = Callable[[], Caller]


@dataclass
class Team:
    """A supervisor and a peer who have joined, and lines on which both are logged in."""

    supervisor: Member
    peer: Member
    tomas: Caller
    devon: Caller

    @property
    def own(self) -> SpaceId:
        return own_space(self.peer.person)

    @property
    def pair(self) -> SpaceId:
        return pair_space(self.peer.person, self.supervisor.person)


@pytest.fixture
def team(hospital: Hospital, knock: Knock) -> Team:
    supervisor = hospital.join_at(knock(), hospital.promise(Role.SUPERVISOR))
    peer = hospital.join_at(knock(), hospital.promise(Role.PEER, supervisor.person))
    tomas, devon = knock(), knock()
    tomas.login_member(supervisor)
    devon.login_member(peer)
    return Team(supervisor=supervisor, peer=peer, tomas=tomas, devon=devon)
