"""Checking the signatures of a page on two threads: the largest single part of a first pull.

The library lets go of the interpreter while it checks one, so a second core really helps. What is not found genuine
here is checked once more where it is taken, and set aside there with its reason.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.sync.opening import Arrived
from peerdesk.wire.errors import WireError
from peerdesk.wire.members import Members
from peerdesk.wire.revision import Revision, parse_header

MANY: Final = 32
"""Below this a thread costs more than it brings."""

_THREADS: Final = 2

_Job = tuple[int, Revision, bytes]


def genuine(page: Sequence[Arrived], members: Members) -> frozenset[int]:
    """Return the places of those whose signature was checked and holds; none of a short page is checked here."""
    if len(page) < MANY:
        return frozenset()
    jobs = [job for place, one in enumerate(page) if (job := _job(place, one, members)) is not None]
    share = -(-len(jobs) // _THREADS)
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="signatures") as pool:
        halves = pool.map(_checked, [jobs[i * share : (i + 1) * share] for i in range(_THREADS)])
        return frozenset(place for half in halves for place in half)


def _job(place: int, one: Arrived, members: Members) -> _Job | None:
    try:
        device = members.device(parse_header(one.shape.header).device)
    except WireError:
        return None
    return None if device is None else (place, one.shape, device.sign_public)


def _checked(jobs: Sequence[_Job]) -> list[int]:
    held = []
    for place, shape, public in jobs:
        try:
            verify_revision(shape, public)
        except SignatureError:
            continue
        held.append(place)
    return held
