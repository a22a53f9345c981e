"""The names of people and organisations, as they are typed at a set-up."""

from typing import Final

from peerdesk.domain.encounter import checked_text
from peerdesk.domain.errors import MissingAnswerError

NAME_LIMIT: Final = 60


def checked_name(field: str, raw: str) -> str:
    """Return the name in one line. Raises MissingAnswerError or TextTooLongError."""
    name = " ".join(checked_text(field, raw, NAME_LIMIT).split())
    if not name:
        raise MissingAnswerError(field)
    return name
