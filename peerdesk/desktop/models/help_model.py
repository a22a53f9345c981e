"""The topics of help, in the language of the desk. They are files that ship, so nothing is asked of the vault."""

from peerdesk.work.help_topics import HelpTopic, found_topics

Topic = HelpTopic


class HelpModel:
    """Finds topics by a few words."""

    def __init__(self, language: str) -> None:
        self._language = language

    def found(self, wanted: str) -> tuple[HelpTopic, ...]:
        """Return the topics that have every wanted word; all of them where nothing is wanted."""
        return found_topics(self._language, wanted)
