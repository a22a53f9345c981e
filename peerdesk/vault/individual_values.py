"""Two handles that are one person as plain fields, read back. Reading raises UnreadableFieldError only."""

from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.one_person import OnePerson
from peerdesk.vault import reading
from peerdesk.vault.reading import Fields


def one_person_of(record: RecordId, fields: Fields) -> OnePerson:
    """Return which two are one person."""
    kept, other = (RecordId(reading.sized(fields, name, ID_BYTES)) for name in ("kept", "other"))
    return OnePerson(id=record, kept=kept, other=other)
