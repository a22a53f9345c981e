"""What is known of a record's revisions while one page is taken in: read once for the page, not once for each revision.

A colleague, or a computer that fell into wrong hands, can edit one note a hundred thousand times. Whatever is asked for
each edit must not look through all the others.
"""

from dataclasses import dataclass, field

from sqlcipher3 import dbapi2

from peerdesk.vault import revisions
from peerdesk.wire.revision import Header, Kind


@dataclass(slots=True)
class _Known:
    """Which revisions of a record are named as a parent, and whether an erase is among those that are known.

    A void names none: what it follows is still shown, also where that comes behind it.
    """

    named: set[bytes] = field(default_factory=set)
    is_erased: bool = False
    is_erase_refused: bool = False


class Ancestry:
    """For one page, in one transaction. Whoever changes kept revisions in another way begins a new one."""

    def __init__(self, driver: dbapi2.Connection) -> None:
        self._driver = driver
        self._records: dict[tuple[bytes, bytes], _Known] = {}

    def is_named(self, header: Header, revision: bytes) -> bool:
        """Say whether a known revision of the record names this one as its parent: then it comes late."""
        return revision in self._known(header).named

    def is_erased(self, header: Header) -> bool:
        """Say whether an erase of the record is known."""
        return self._known(header).is_erased

    def is_erase_refused(self, header: Header) -> bool:
        """Say whether the record was erased here and the server turned that down: it is to be sent again."""
        return self._known(header).is_erase_refused

    def keep(self, header: Header) -> None:
        """Note a revision that has just been kept, and counts."""
        known = self._records.get((header.owner, header.record))
        if known is not None:
            known.named.update(() if header.kind is Kind.VOID else header.parents)
            known.is_erased |= header.kind is Kind.ERASE

    def forget(self, header: Header) -> None:
        """Read anew what is known of a record."""
        self._records.pop((header.owner, header.record), None)

    def _known(self, header: Header) -> _Known:
        key = (header.owner, header.record)
        if key not in self._records:
            rows = revisions.kinds_and_parents(self._driver, *key)
            self._records[key] = known = _Known(is_erase_refused=revisions.is_erase_refused(self._driver, header))
            for kind, parents in rows:
                known.named.update(() if kind == Kind.VOID else revisions.split(parents))
                known.is_erased |= kind == Kind.ERASE
        return self._records[key]
