"""Real processes are killed at random moments over a bad line; `make faults` does it for as long as one likes."""

from pathlib import Path

import pytest

from peerdesk.server.store.place import place
from tests.faults.ordeal import Ordeal

SECONDS = 6.0


@pytest.mark.invariant(1, 2, 8)
def test_whatever_was_said_to_be_kept_is_on_both_computers_after_all_the_kills(tmp_path: Path) -> None:
    ordeal = Ordeal(tmp_path, place(tmp_path / "server"), seed=1)
    try:
        ordeal.play(SECONDS)
        outcome = ordeal.check()
    finally:
        ordeal.close()
    assert outcome.kept > 0
    assert outcome.client_kills + outcome.server_kills > 0
