"""That a guide for a hard moment was used: which one, when if the peer says so, and whether they spoke to a supervisor.

Nothing of what was told is asked or kept. It stays with the peer, unless they bring it to supervision themselves.
"""

from datetime import datetime
from typing import Final

from peerdesk.domain.agenda import AgendaDraft
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.guide_use import AT_FORM, GuideUse, say_guide
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.agenda_copies import item_id
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import put_item
from peerdesk.work.agenda_shares import take_entries_back

MOST: Final = 100


def minute_of(now: datetime) -> str:
    """Return a moment by the clock on the wall of whoever is at this computer, as a log says it."""
    return now.astimezone().strftime(AT_FORM)


def log_guide(
    vault: Vault, guide: str, used_at: str, now: datetime, rng: Rng, *, spoke: bool
) -> tuple[RecordId, Changes]:
    """Keep that a guide was used, and return its id. `used_at` is YYYY-MM-DD HH:MM, or "" to leave the time out.

    Raises NotAllowedError in a supervisor's vault, or an InputRefusedError that names the field.
    """
    said = say_guide(guide, used_at, spoke=spoke)
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        record = new_record_id(now, rng)
        tx.guide_uses.put(GuideUse(id=record, said=said))
        return record, Changes.of(RecordKind.GUIDE_USE, record)


def bring_guide(vault: Vault, record: RecordId, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Put it on the peer's own list of what to bring to supervision, and return the item. Raises NotFoundError."""
    with vault.write() as tx:
        tx.guide_uses.get(record)
        return put_item(tx, AgendaDraft(topic=AgendaTopic.GUIDE.value), now, rng, origin=record)


def guide_log(vault: Vault, limit: int = MOST) -> tuple[GuideUse, ...]:
    """Return what was kept, the last first."""
    with vault.read() as tx:
        return tx.guide_uses.all(limit)


def resolve_guide_use(vault: Vault, prefix: str) -> RecordId:
    """Return the only one whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.guide_uses.resolve(prefix)


def remove_guide_use(vault: Vault, record: RecordId) -> Changes:
    """Take it off the list, and with it whatever of it was brought to supervision. Raises NotFoundError."""
    with vault.write() as tx:
        tx.guide_uses.get(record)
        tx.guide_uses.hide(record, hidden=True)
        changes = Changes.of(RecordKind.GUIDE_USE, record)
        item = item_id(tx, record)
        return changes if item is None else changes | _take_off(tx, item)


def put_guide_use_back(vault: Vault, record: RecordId) -> Changes:
    """Put it back on the list of guides; what was brought of it is brought anew."""
    with vault.write() as tx:
        tx.guide_uses.hide(record, hidden=False)
        return Changes.of(RecordKind.GUIDE_USE, record)


def _take_off(tx: Transaction, item: RecordId) -> Changes:
    """Take what was brought of a guide off the list, and back. Where it comes only later, a round takes it back."""
    try:
        tx.agenda.get(item)
    except NotFoundError:
        return Changes()
    tx.agenda.hide(item, hidden=True)
    return Changes.of(RecordKind.AGENDA_ITEM, item) | take_entries_back(tx, item, None)
