"""Records by the beginning of their id, as a person types it."""

from sqlalchemy import Connection

from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.ids import ID_BYTES, SHORTEST_PREFIX, RecordId

_HEX_DIGITS = 2 * ID_BYTES


def only_one(connection: Connection, sql: str, prefix: str, kind: str, *given: object) -> RecordId:
    """Return the only record whose id begins so. `kind` is the word that an error has for it.

    `sql` selects up to two ids between two bounds; `given` are what it wants after them. Raises NotFoundError, or
    AmbiguousIdError when there are two or the prefix is shorter than anybody should rely on.
    """
    digits = prefix.strip().lower()
    if any(digit not in "0123456789abcdef" for digit in digits) or len(digits) > _HEX_DIGITS:
        raise NotFoundError(kind)
    if len(digits) < SHORTEST_PREFIX:
        raise AmbiguousIdError(kind)
    low, high = (bytes.fromhex(digits.ljust(_HEX_DIGITS, fill)) for fill in "0f")
    found = connection.exec_driver_sql(sql, (low, high, *given)).scalars().all()
    if not found:
        raise NotFoundError(kind)
    if len(found) > 1:
        raise AmbiguousIdError(kind)
    return RecordId(found[0])
