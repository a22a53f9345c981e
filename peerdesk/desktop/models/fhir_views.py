"""What the desk shows of a FHIR file before it is saved: what can be added, and all that is in it, in words."""

from dataclasses import dataclass

from peerdesk.domain.ids import RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddableView:
    """One thing that can be added, in words. `key` is None for the follow-up of the note."""

    kind: str
    key: RecordId | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirView:
    """All that is in the file, line by line in words, and the file itself as text."""

    lines: tuple[str, ...]
    file: str
