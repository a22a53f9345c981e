"""Two handles that are one person: the peer says so, and nothing that was kept under either is written again.

What is kept is only that saying. Whoever reads puts the two together, so that what another computer wrote meanwhile
under the other handle belongs to the same person as well, and taking the saying back leaves everything as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from peerdesk.domain.ids import RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """`kept` and `other` are one person, who goes by the handle of `kept`."""

    id: RecordId
    kept: RecordId
    other: RecordId


def goes_by(handles: Mapping[RecordId, str], said: Iterable[OnePerson]) -> RecordId:
    """Return whose handle a person goes by. `handles` has each of their records (at least one), folded.

    Two computers that were apart may each have kept another one. No clock decides: of several that nobody put under
    another, and where each was put under another, the lowest id counts, and every computer finds the same.
    """
    under = {handles.get(one.other) for one in said} - {None}
    free = [record for record, handle in handles.items() if handle not in under]
    return min(free or handles)
