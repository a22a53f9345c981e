"""Jots: something happened, and the note is for later. A jot is a draft with at most one line.

Like every draft it is encrypted at once, stays on this computer and is in no outbox. It goes when its note is kept.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.encounter import checked_text
from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotFoundError
from peerdesk.domain.ids import SHORTEST_PREFIX, RecordId, Rng, new_record_id
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.drafts import KeptDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import drafts, keep_draft
from peerdesk.work.shifts import first_words

JOT_LIMIT: Final = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class JotKept:
    """A jot that is durable now, and what keeping it touched."""

    id: RecordId
    changes: Changes


def keep_jot(vault: Vault, line: str, now: datetime, rng: Rng) -> JotKept:
    """Keep a jot; an empty line will do. It begins where the shift is.

    Raises NotAllowedError in a supervisor's vault, or TextTooLongError.
    """
    with vault.read() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
    text = checked_text("line", " ".join(line.split()), JOT_LIMIT)
    jot = new_record_id(now, rng)
    return JotKept(id=jot, changes=keep_draft(vault, jot, replace(first_words(vault), memory=text), now))


def put_jot_back(vault: Vault, kept: KeptDraft) -> Changes:
    """Put back a jot that was let go, as it was."""
    return keep_draft(vault, kept.id, kept.draft, kept.kept_at)


def find_jot(vault: Vault, prefix: str) -> KeptDraft:
    """Return the only jot whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    wanted = prefix.strip().lower()
    found = [one for one in drafts(vault) if one.id.hex().startswith(wanted)]
    if not found:
        raise NotFoundError("jot")
    if len(found) > 1 or len(wanted) < SHORTEST_PREFIX:
        raise AmbiguousIdError("jot")
    return found[0]
