"""What a pulled revision looks like when it is handed to the vault."""

from dataclasses import dataclass

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import RevisionId
from peerdesk.domain.merge import Head
from peerdesk.wire.revision import Header


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRevision:
    """One pulled revision: opened (`head`), without content (an erase, an epoch, a blank), or set apart (`reason`).

    `previous` is the run before its own, with that one's last counter, where it says so. `is_early` says that it was
    asked for before the log has come so far: then it has no place yet.
    """

    revision: RevisionId
    seq: int
    header: Header
    record_kind: RecordKind | None
    head: Head | None
    frame: bytes
    reason: str = ""
    previous: tuple[bytes, int] | None = None
    is_early: bool = False
