"""An open vault for each test of this room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.vault.vault import Vault
from tests.support.vaults import a_vault


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    """Return the open vault of somebody who keeps notes alone."""
    opened = a_vault(home)
    yield opened
    opened.close()
