"""One provider for all, and a fresh hospital for each test."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.server.provider import Provider as Verifier
from peerdesk.work.officer import init_organisation
from peerdesk.work.organisation_folder import PUBLIC
from tests.support.hospital import OFFICER_PASSPHRASE, Hospital, clock
from tests.support.provider import CLIENT, Provider, a_provider
from tests.support.servers import in_process_client
from tests.work.signing_in.ward import Ward


@pytest.fixture(scope="session")
def process() -> Iterator[Provider]:
    with a_provider() as provider:
        yield provider


@pytest.fixture(scope="session")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("organisation")
    init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    return folder


@pytest.fixture
def provider(process: Provider) -> Provider:
    process.behave()
    return process


@pytest.fixture
def ward(organisation: Path, tmp_path: Path, provider: Provider) -> Iterator[Ward]:
    shutil.copytree(organisation, tmp_path, dirs_exist_ok=True)
    public = (tmp_path / "org" / PUBLIC).read_bytes()
    verifier = Verifier(provider.issuer, CLIENT, now=time.time, monotonic=time.monotonic, seconds=2.0)
    with in_process_client(tmp_path / "server", public, sign_in=verifier) as client:
        found = Ward(Hospital(tmp_path, client), provider)
        yield found
        for vault in found.hospital.open_vaults:
            vault.close()
