"""How much a round that did not go through matters to the person: most of it passes by itself, and nothing is lost."""

from enum import StrEnum
from typing import Final

from peerdesk.domain.errors import (
    CertificateRefusedError,
    ExpectedError,
    NotPeerDeskServerError,
    OfflineError,
    ServerRefusedError,
)

_FOR_SOMEBODY: Final = frozenset({"device_revoked", "not_allowed", "login_failed", "unknown_version"})
"""What the server says that somebody has to do something about."""


class Trouble(StrEnum):
    """Named by the state in which it is shown."""

    NONE = ""
    AWAY = "offline"
    """The server is not to be reached, or something else stands before it: grey, and never as if it were wrong."""
    PASSING = "saved"
    """The server is there and cannot do it now: it asks for time, is full, or has a fault of its own."""
    NEEDS = "needs"
    """It stays so until somebody does something."""


def trouble_of(problem: ExpectedError | None) -> Trouble:
    """Return how much the end of a round matters."""
    match problem:
        case None:
            return Trouble.NONE
        case CertificateRefusedError():
            return Trouble.NEEDS
        case OfflineError() | NotPeerDeskServerError():
            return Trouble.AWAY
        case ServerRefusedError(reason=reason) if reason not in _FOR_SOMEBODY:
            return Trouble.PASSING
        case _:
            return Trouble.NEEDS
