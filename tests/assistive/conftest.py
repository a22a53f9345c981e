"""One display with its buses for all tests of this room."""

from collections.abc import Iterator

import pytest

from tests.assistive.machine import Machine, a_machine


@pytest.fixture(scope="package")
def machine() -> Iterator[Machine]:
    """Return a machine for somebody who uses an assistive technology."""
    with a_machine() as machine:
        yield machine
