"""What the journeys share with the tests of the command line."""

from tests.cli.conftest import passphrases_that_cost_little

__all__ = ["passphrases_that_cost_little"]
