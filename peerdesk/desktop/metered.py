"""Whether this connection costs money, as far as the system can tell."""

from enum import Enum

from PySide6.QtCore import QObject


class Cost(Enum):
    """What is known about a connection."""

    FREE = "free"
    METERED = "metered"
    UNKNOWN = "unknown"


class Metering(QObject):
    """Asks the system. Qt's part for it is brought in with the first question, long after the first paint."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = False
        self._can_tell = False

    def cost(self) -> Cost:
        """Return what is known now. A system that cannot tell is UNKNOWN for good."""
        from PySide6.QtNetwork import QNetworkInformation

        if not self._asked:
            self._asked = True
            wanted = QNetworkInformation.Feature.Metered
            self._can_tell = QNetworkInformation.loadBackendByFeatures(wanted)
        known = QNetworkInformation.instance() if self._can_tell else None
        if known is None:
            return Cost.UNKNOWN
        return Cost.METERED if known.isMetered() else Cost.FREE
