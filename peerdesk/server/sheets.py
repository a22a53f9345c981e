"""What a recovery sheet is given here: the directory, keys, and the record that holds the hospital's key of names.

With that it signs a computer in, in everybody's sight, and the computer does the rest. So nobody who found a sheet
reads words, or writes any, without being seen first.
"""

import msgspec

from peerdesk.wire.exchange import PullReply
from peerdesk.wire.ids import KEY_OF_NAMES, DeviceId
from peerdesk.wire.members import Members
from peerdesk.wire.revision import Kind, parse_header, parse_revision


def is_sheet(members: Members, device: DeviceId) -> bool:
    """Say whether this is a recovery sheet, and no computer."""
    known = members.device(device)
    return known is not None and known.is_paper


def without_words(page: PullReply) -> PullReply:
    """Return a page of a log with what a sheet is given of it, and where it ends."""
    return msgspec.structs.replace(page, revisions=tuple(filter(_is_for_sheets, page.revisions)))


def _is_for_sheets(frame: bytes) -> bool:
    header = parse_header(parse_revision(frame).header)
    return header.kind is Kind.EPOCH or header.record == KEY_OF_NAMES
