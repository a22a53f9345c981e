"""What the tests of the screens share: passphrases that cost little."""

from collections.abc import Iterator

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.work import practice
from tests.support.stretching import cheap_passphrases


@pytest.fixture(autouse=True)
def _passphrases_that_cost_little() -> Iterator[None]:
    with cheap_passphrases():
        yield


@pytest.fixture
def practice_that_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the vaults of practice be made with the test profile: each has a passphrase of its own."""
    begun = practice.start_alone
    monkeypatch.setattr(practice, "start_alone", lambda *words, **how: begun(*words, **{**how, "profile": TEST_ONLY}))
