"""What the desk and the first steps need of the door they stand behind."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from peerdesk.desktop.background import Background
from peerdesk.desktop.language import Language
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.frame import Frame
from peerdesk.domain.managed import ManagedSettings

if TYPE_CHECKING:
    from peerdesk.vault.vault import Vault
    from peerdesk.work.enrolment import Remotes


class Practice(Protocol):
    """Invented people in a vault that is gone behind its end. `tour_step` counts from 0."""

    tour_step: int

    @property
    def is_on(self) -> bool:
        """Say whether the desk behind this door is practice."""
        ...

    def ask(self) -> None:
        """Begin it: here where nobody's notes are open, else in the next window, behind a lock."""
        ...


class Doorway(Protocol):
    """The window of this process and what belongs to it. `remotes` None means the real network.

    `managed` is what the hospital's IT has decided for this computer.
    """

    preferences: Preferences
    managed: ManagedSettings
    language: Language
    frame: Frame
    background: Background
    now: Callable[[], datetime]
    remotes: "Remotes | None"

    @property
    def is_open(self) -> bool:
        """Say whether notes are open in this window."""
        ...

    @property
    def practice(self) -> Practice:
        """Practice, and the way to it."""
        ...

    def prefer(self, preferences: Preferences) -> None:
        """Take over another look, language or text size at once, and remember it."""
        ...

    def remember(self, preferences: Preferences) -> None:
        """Keep a preference that changes nothing about the look."""
        ...

    def lock(self) -> None:
        """Lock."""
        ...

    def pass_on(self) -> None:
        """Lock, and let the next window ask who works now."""
        ...

    def show_door(self) -> None:
        """Show the unlock page, or the first steps."""
        ...

    def enter(self, vault: "Vault", place_id: str) -> None:
        """Turn the window into the desk of an open vault."""
        ...

    def refuse(self, sentence: str) -> None:
        """Say on the unlock page why it did not open."""
        ...
