"""What is said at the command line about signing in with the hospital."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_ABOUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sign_in_needed": (
            "Your hospital wants you to sign in before this computer joins. Run the setup again with your invite."
        ),
        "sign_in_failed": "Signing in did not count for this computer. Nothing was joined. Run the same setup again.",
        "sign_in_away": "Your hospital's sign-in could not be reached. Nothing is lost: run this again later.",
        "sign_in_left": "Nobody signed in. Nothing was joined. Run the same setup again.",
        "sign_in_late": "Nobody signed in within 10 minutes. Nothing was joined. Run the same setup again.",
        "sign_in_refused": "Your hospital's sign-in did not let you in. Nothing was joined. Ask your hospital's IT.",
        "sign_in_mixed": (
            "Something else than your sign-in came back, so it was not used. Nothing was joined. Run this again."
        ),
        "sign_in_page": "The server named no page where one could sign in. Nothing was joined. Tell your IT.",
        "sign_in_no_way_back": "This computer lets no browser come back to PeerDesk. Nothing was joined. Tell your IT.",
        "other_sign_in": (
            "The server named another place to sign in than your hospital's IT has set. Nothing was joined. Tell them."
        ),
    }
)


def about_sign_in(reason: str) -> str:
    """Return the sentence for a reason of the server, or of the way to the browser; empty for any other."""
    return _ABOUT.get(reason, "")
