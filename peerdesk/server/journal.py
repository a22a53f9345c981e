"""What the server writes to standard error: a line for each thing that happened, with codes and counts.

Nobody is named there, and nothing that was sent is repeated. So the text of an exception is never written, only its
kind and where it arose: a message of somebody else's library could hold what was sent. What such a library has to say
itself is left out as well, but for its name and how bad it finds it: it would name hosts, users and addresses.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Literal, TextIO

Form = Literal["plain", "json"]

_OURS = "peerdesk"


class Lines(logging.Formatter):
    """One line for each record: the words alone, or a JSON object with the moment, the level and the room."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._is_json = form == "json"

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without anything that an exception says of itself."""
        said = record.getMessage() if _is_ours(record.name) else _left_out(record)
        if not self._is_json:
            return said
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        room = record.name.removeprefix(f"{_OURS}.server.")
        line = {"at": moment, "level": record.levelname.lower(), "room": room, "process": record.process, "says": said}
        return json.dumps(line, ensure_ascii=False)


def keep_journal(form: Form, level: str, to: TextIO | None = None) -> logging.Handler:
    """Write what our own rooms have to say, from this level on, and return what writes it.

    It listens to everybody. What nobody listens to, Python would write to standard error as it stands.
    """
    handler = logging.StreamHandler(to or sys.stderr)
    handler.setFormatter(Lines(form))
    logging.getLogger().addHandler(handler)
    logging.getLogger(_OURS).setLevel(level.upper())
    return handler


def _is_ours(name: str) -> bool:
    return name == _OURS or name.startswith(f"{_OURS}.")


def _left_out(record: logging.LogRecord) -> str:
    return f"{record.levelname.lower()} in {record.name}, whose words are left out"
