"""Tell the screens that something changed, and tell the person who listens to the screen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Announcer(QObject):
    """The one way up: after a change `changed` carries what was touched, and each model decides if it cares.

    `worked`: somebody is at work in a form, by whatever means, also one that presses no key.
    """

    changed = Signal(object)
    worked = Signal()

    def tell(self, changes: object) -> None:
        """Tell every listener about a change that is already durable."""
        self.changed.emit(changes)


def say(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Have a screen reader say a sentence, politely unless `urgent`; nothing is shown."""
    # Nothing is said before the first paint, and what Qt knows about screen readers is much to bring in.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    kind = QAccessible.AnnouncementPoliteness
    event.setPoliteness(kind.Assertive if urgent else kind.Polite)
    QAccessible.updateAccessibility(event)
