"""What the tests of the screens share: passphrases that cost little."""

from collections.abc import Iterator

import pytest

from tests.support.stretching import cheap_passphrases


@pytest.fixture(autouse=True)
def _passphrases_that_cost_little() -> Iterator[None]:
    with cheap_passphrases():
        yield
