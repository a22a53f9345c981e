"""What a peer was asked to do that is not a peer's to do: two picks, kept for the peer alone.

Nothing here says who asked. Nobody else reads it. The peer may put one on their list for supervision, and add that item
to the agenda like any other.
"""

from datetime import datetime

from peerdesk.domain.agenda import AgendaDraft
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import Changes
from peerdesk.domain.ids import RecordId, Rng
from peerdesk.domain.out_of_role import OutOfRole, OutOfRoleDraft, make_out_of_role
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import put_item
from peerdesk.work.labels import Labels
from peerdesk.work.own_days import OUT_OF_ROLE


def add_out_of_role(vault: Vault, draft: OutOfRoleDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Keep what was asked and what was done about it, and return its id.

    Raises NotAllowedError in a supervisor's vault, or an InputRefusedError that names the field.
    """
    return OUT_OF_ROLE.add(vault, lambda record, today: make_out_of_role(draft, record=record, today=today), now, rng)


def edit_out_of_role(vault: Vault, record: RecordId, draft: OutOfRoleDraft, now: datetime) -> Changes:
    """Say anew what it was. Raises NotFoundError, or an InputRefusedError that names the field."""
    return OUT_OF_ROLE.change(vault, record, lambda key, today: make_out_of_role(draft, record=key, today=today), now)


def out_of_role_draft(one: OutOfRole) -> OutOfRoleDraft:
    """Return what was kept as a form shows it."""
    return OutOfRoleDraft(asked=one.asked, answer=one.answer, on=one.happened_on.isoformat())


def bring_out_of_role(
    vault: Vault, record: RecordId, labels: Labels, language: str, now: datetime, rng: Rng
) -> tuple[RecordId, Changes]:
    """Put it on the peer's own list for supervision, and return the item's id. Nobody else sees the item yet.

    Its line is what was asked and what was done, in the words of `labels`; the day is left out. Raises NotFoundError.
    """
    with vault.write() as tx:
        one = OUT_OF_ROLE.shelf(tx).get(record)
        said = f"{labels.of(one.asked, language)}: {labels.of(one.answer, language).lower()}"
        return put_item(tx, AgendaDraft(topic=AgendaTopic.OUT_OF_ROLE, line=said), now, rng, origin=record)
