"""Taking back what was offered to another peer about somebody who changed their mind.

Whatever became of the follow-up since, and also where the other peer said no: as long as the offer lies with them, they
can read it. What they accepted is theirs.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.handover import Answer, Handover
from peerdesk.domain.ids import RecordId
from peerdesk.vault.transaction import Transaction


def take_unwanted_back(tx: Transaction) -> Changes:
    """Take back every offer nobody accepted about somebody who wants no sharing or no contact now.

    One computer may have offered what another had heard a no to. Of every computer that knows both, the first does it.
    Doing it again takes nothing more back.
    """
    changes = Changes()
    for given in tx.handovers.kept():
        if not given.is_given or not _is_unwanted(tx, given) or _is_accepted(tx, given):
            continue
        if tx.handovers.withdraw(given):
            changes |= Changes.of(RecordKind.HANDOFF, given.handoff)
        if not given.is_taken_back:
            tx.handovers.put(replace(given, is_taken_back=True))
            changes |= Changes.of(RecordKind.HANDOVER, given.id)
    return changes


def _is_unwanted(tx: Transaction, given: Handover) -> bool:
    return any(
        tx.consents.sharing_is_withdrawn(one) or tx.consents.contact_is_withdrawn(one) for one in _about(tx, given)
    )


def _about(tx: Transaction, given: Handover) -> Iterable[RecordId]:
    """Return whom a handover is about: as its follow-up says, and as the note of that says by now."""
    try:
        planned = tx.follow_ups.get(given.follow_up)
    except NotFoundError:
        return ()
    found = {planned.individual}
    if planned.encounter is not None:
        # A note that was erased, or has not come yet, says nothing. What the follow-up says is enough then.
        with suppress(NotFoundError):
            found.add(tx.encounters.get(planned.encounter).individual)
    return tuple(one for one in found if one is not None)


def _is_accepted(tx: Transaction, given: Handover) -> bool:
    said = tx.handovers.answers(given.handoff, by=given.person, other=tx.person)
    return any(answer.answer is Answer.ACCEPTED for answer in said)
