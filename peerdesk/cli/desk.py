"""`peerdesk` alone: hand over to the desk, with the home and the person that were named."""

import os
import sys
from collections.abc import Sequence

from peerdesk.cli.home import home_folder
from peerdesk.desktop.first_child import fork_session

_TALKATIVE = ("QT_LOGGING_RULES", "QT_LOGGING_CONF")
"""What has Qt write each key that is pressed to the log of the system: the passphrase, too."""


def desk(words: Sequence[str]) -> int:
    """Open the desk and stay until it is closed; return its exit status. `words` hold only --home and --as."""
    named = _pairs(words)
    if not prepared():
        return 1
    home, name = home_folder(named.get("--home"), os.environ), named.get("--as")
    first = fork_session(home, name)
    if first is not None:
        # Until its window is on the screen, every core belongs to the child.
        first.first_word()
    # Only now: the child must not have waited for what only its parent needs.
    from peerdesk.desktop.main import open_desk

    return open_desk(home, name, environment=os.environ, first=first)


def prepared() -> bool:
    """Make ready for a window, or say on standard error why there can be none."""
    if not os.environ.get("QT_QPA_PLATFORM") and not has_display():
        sys.stderr.write("There is no display here. The same product without a window: peerdesk --help\n")
        return False
    for talkative in _TALKATIVE:
        os.environ.pop(talkative, None)
    return True


def has_display() -> bool:
    """Say whether a window could be seen."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _pairs(words: Sequence[str]) -> dict[str, str]:
    named: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        named[name] = value if equals else rest.pop(0)
    return named
