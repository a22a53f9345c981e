"""Two handles that are one person: the peer says so, and nothing that was kept under either is written again.

What is kept is only that saying. Whoever reads puts the two together, so that what another computer wrote meanwhile
under the other handle belongs to the same person as well, and taking the saying back leaves everything as it was.

Another handle for somebody is such a saying, too: of the handle they had before. That one is not taken back.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from peerdesk.domain.ids import ID_BYTES, RecordId

_BEFORE: Final = b"PD1 called so before"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePerson:
    """`kept` and `other` are one person, who goes by the handle of `kept`."""

    id: RecordId
    kept: RecordId
    other: RecordId

    @property
    def is_before(self) -> bool:
        """Say whether `other` is only what `kept` was called before (see `called_before`)."""
        return self.id == called_before(kept=self.kept, other=self.other).id


def called_before(*, kept: RecordId, other: RecordId) -> OnePerson:
    """Return that `other` is what `kept` was called before. Its id tells it from what the peer said."""
    named = hashlib.sha256(_BEFORE + kept + other).digest()[:ID_BYTES]
    return OnePerson(id=RecordId(named), kept=kept, other=other)


def goes_by(handles: Mapping[RecordId, str], said: Iterable[OnePerson]) -> RecordId:
    """Return whose handle a person goes by. `handles` has each of their records (at least one), folded.

    Two computers that were apart may each have kept another one. No clock decides: of several that nobody put under
    another, and where each was put under another, the lowest id counts, and every computer finds the same. A handle is
    never under itself: somebody may be called again what they were called before.
    """
    under = {handles.get(one.other) for one in said if handles.get(one.kept) != handles.get(one.other)} - {None}
    free = [record for record, handle in handles.items() if handle not in under]
    return min(free or handles)
