"""A stand-in for a header that cannot be read, so that the bytes of its revision can be kept beside the others."""

from typing import Final

from peerdesk.wire.errors import WireError
from peerdesk.wire.ids import DeviceId, EpochId, PersonId, RecordId, RunId, SpaceId
from peerdesk.wire.revision import Header, Kind, Revision, parse_header
from peerdesk.wire.statement import SUITE

_NOBODY: Final = bytes(16)


def header_of_unread(shape: Revision, space: SpaceId) -> Header:
    """Return the header of a revision that was set aside: its own where it can be read, else one that names nobody."""
    try:
        return parse_header(shape.header)
    except WireError:
        return Header(
            suite=SUITE,
            space=space,
            owner=PersonId(_NOBODY),
            record=RecordId(_NOBODY),
            kind=Kind.DATA,
            parents=(),
            device=DeviceId(_NOBODY),
            run=RunId(_NOBODY[:8]),
            n=1,
            directory_n=1,
            directory_hash=_NOBODY,
            seen_seq=0,
            seen_chain=_NOBODY[:8],
            epoch=EpochId(_NOBODY),
            bucket=0,
        )
