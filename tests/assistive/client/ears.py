"""What an assistive technology hears: announcements, and the letters that fields say were typed into them."""

from typing import Any

import pyatspi

ANNOUNCEMENT = "object:announcement"
TYPED = "object:text-changed:insert"


class Ears:
    """Listens from the moment it is made. `said` are the announcements in order, `typed` what fields told."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.typed: list[str] = []
        pyatspi.Registry.registerEventListener(self._on_event, ANNOUNCEMENT, TYPED)

    def heard(self, words: str) -> bool:
        """Say whether an announcement had these words in it."""
        return any(words in line for line in self.said)

    def _on_event(self, event: Any) -> None:
        kind = str(event.type)
        into = self.said if kind.startswith(ANNOUNCEMENT) else self.typed
        into.append(str(event.any_data))
