"""The individual a peer supports, as the peer calls them: a preferred name, initials, or two generated words."""

import re
from dataclasses import dataclass

from peerdesk.domain.encounter import HANDLE_LIMIT, checked_text
from peerdesk.domain.errors import MissingAnswerError
from peerdesk.domain.ids import RecordId, Rng

_RECORD_NUMBER = re.compile(r"\d(?:[\s-]?\d){5,}")
_FULL_NAME = re.compile(r"^[A-ZÁÉÍÓÚÑ][a-záéíóúñ'-]+ [A-ZÁÉÍÓÚÑ][a-záéíóúñ'-]+$")
GENERATED_COLOURS = ("Blue", "Red", "Amber", "Quiet", "Green", "Silver", "Golden", "Bright", "Calm", "Little")
GENERATED_THINGS = ("Heron", "Maple", "Fox", "River", "Wren", "Cedar", "Otter", "Meadow", "Sparrow", "Harbor")
_FIRST_NUMBER, _NUMBERS = 10, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """One individual, by handle. No number, no birth date, no address."""

    id: RecordId
    handle: str


def name_individual(record: RecordId, handle: str) -> Individual:
    """Return an individual with a checked handle. Raises MissingAnswerError or TextTooLongError."""
    text = checked_text("handle", handle, HANDLE_LIMIT).replace("\n", " ")
    if not text:
        raise MissingAnswerError("handle")
    return Individual(id=record, handle=text)


def made_handle(rng: Rng) -> str:
    """Return two words and a number that say nothing of anybody, as `Blue Heron 27`."""
    words = (names[rng(1)[0] % len(names)] for names in (GENERATED_COLOURS, GENERATED_THINGS))
    return f"{' '.join(words)} {_FIRST_NUMBER + int.from_bytes(rng(2)) % _NUMBERS}"


def looks_like_identity(text: str) -> bool:
    """Say whether a handle looks like a full name or a record number, so that the peer can be asked (never stopped)."""
    if generated_form(text):
        return False
    return bool(_RECORD_NUMBER.search(text) or _FULL_NAME.match(text.strip()))


def generated_form(text: str) -> bool:
    """Say whether a handle has the form of the two-word handles that PeerDesk makes (`Blue Heron 27`)."""
    words = text.split()
    return len(words) in (2, 3) and words[0] in GENERATED_COLOURS and words[1] in GENERATED_THINGS
