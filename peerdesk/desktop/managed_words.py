"""What a fault of the hospital's file, or a home that it changed, means at the door, in words for people."""

from pathlib import Path

from PySide6.QtCore import QObject

from peerdesk.desktop.managed import is_in_doubt, left_behind
from peerdesk.domain.managed import ManagedSettings


class ManagedWords(QObject):
    """Says it before anything is unlocked. Empty where there is nothing to say, as nearly always.

    To be shown once the page is on the screen: who listens to the screen hears nothing that is said before.
    """

    def at_unlock(self, home: Path, managed: ManagedSettings) -> str:
        """Return why somebody may not find their name here."""
        return self.elsewhere(managed) if is_in_doubt(home, managed) else ""

    def elsewhere(self, managed: ManagedSettings) -> str:
        """Return that a fault in a file may hide where the notes lie."""
        line = self.tr(
            "The file with your hospital's settings has a fault. Your notes may lie elsewhere. "
            "Ask your IT to mend it: %1"
        )
        return line.replace("%1", managed.path)

    def at_first_steps(self, home: Path, managed: ManagedSettings) -> str:
        """Return why notes do not begin here, or where there are some already."""
        if is_in_doubt(home, managed):
            return self._no_beginning().replace("%1", managed.path)
        if managed.hides("server"):
            return self._no_joining().replace("%1", managed.path)
        before = left_behind(home, managed)
        if before is None:
            return ""
        line = self.tr(
            "There are notes on this computer in %1. Your hospital now wants them in %2. Ask your IT to move them."
        )
        return line.replace("%1", str(before)).replace("%2", str(home))

    def _no_beginning(self) -> str:
        return self.tr(
            "The file with your hospital's settings has a fault. No notes can begin here yet. "
            "If you have notes, they may lie elsewhere. Ask your IT to mend it: %1"
        )

    def _no_joining(self) -> str:
        return self.tr(
            "The file with your hospital's settings has a fault. "
            "An invite or a recovery sheet cannot be used here yet. Ask your IT to mend it: %1"
        )
