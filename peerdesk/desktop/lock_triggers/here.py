"""The triggers of the system that this process runs on."""

import sys
from collections.abc import Callable

from peerdesk.desktop.lock_triggers.trigger import LockTrigger


def kinds_here(platform: str = sys.platform) -> tuple[Callable[[], LockTrigger], ...]:
    """Bring in the triggers of a platform, and return what makes them; nothing for one that we do not know."""
    # Each system has parts that the others do not, so only the own one is brought in.
    if platform == "win32":
        from peerdesk.desktop.lock_triggers.windows import WindowsTrigger

        return (WindowsTrigger,)
    if platform == "darwin":
        from peerdesk.desktop.lock_triggers.macos import MacTrigger

        return (MacTrigger,)
    if platform == "linux":
        from peerdesk.desktop.lock_triggers.login import LoginTrigger
        from peerdesk.desktop.lock_triggers.screen_saver import ScreenSaverTrigger

        return (LoginTrigger, ScreenSaverTrigger)
    return ()


def triggers_here(platform: str = sys.platform) -> tuple[LockTrigger, ...]:
    """Return new triggers of a platform."""
    return tuple(kind() for kind in kinds_here(platform))
