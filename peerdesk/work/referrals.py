"""Referrals: somebody asked for a peer. Keeping one, what became of it, and passing it to another peer.

How to find somebody is erased with the end of the referral, on every computer once that is sent. After three days it
is erased as well (`peerdesk.work.whereabouts`).
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.handover import HandoffState, Picked
from peerdesk.domain.ids import PersonId, RecordId, Rng, new_record_id
from peerdesk.domain.referral import Referral, ReferralDraft, Whereabouts, check_find, make_referral
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_over import given_of, hand_over_in
from peerdesk.work.history import begun_at

MOST: Final = 100
_DRAFT: Final = "referral draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReferral:
    """A referral on a list. `how_to_find` is empty once it was erased; `received_at` is UTC by its computer's clock.

    `passed_to` is the peer to whom it was offered, and `passed` how far that has come.
    """

    referral: Referral
    how_to_find: str
    received_at: datetime | None
    passed_to: str = ""
    passed: HandoffState | None = None

    @property
    def is_mine(self) -> bool:
        """Say whether somebody waits for this peer: nobody else has taken it, or whoever was asked said no."""
        back = self.referral.state is ReferralState.PASSED and self.passed in _BACK
        return self.referral.is_waiting or back


_BACK: Final = frozenset({None, HandoffState.DECLINED, HandoffState.TAKEN_BACK})


def add_referral(vault: Vault, draft: ReferralDraft, now: datetime, rng: Rng) -> tuple[RecordId, Changes]:
    """Keep a referral, and let go of what stood in the form; return its id.

    Raises NotAllowedError in a supervisor's vault, or an InputRefusedError that names the field; nothing is kept then.
    """
    with vault.write() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        found = check_find(draft.how_to_find)
        referral = make_referral(draft, new_record_id(now, rng))
        tx.referrals.put(referral)
        tx.referrals.find(Whereabouts(id=new_record_id(now, rng), about=referral.id, how_to_find=found))
        tx.settings.put(_DRAFT, b"")
        return referral.id, Changes.of(RecordKind.REFERRAL, referral.id)


def edit_referral(vault: Vault, record: RecordId, draft: ReferralDraft, now: datetime, rng: Rng) -> Changes:
    """Say anew where, how to find them, and who asked why. Raises like `add_referral`, and NotFoundError."""
    with vault.write() as tx:
        known = tx.referrals.get(record)
        said = make_referral(draft, record)
        tx.referrals.put(replace(known, place=said.place, source=said.source, reason=said.reason))
        if draft.how_to_find.strip() != how_to_find_in(tx, record):
            _find(tx, record, draft.how_to_find, now, rng)
        return Changes.of(RecordKind.REFERRAL, record)


def answer_referral(vault: Vault, record: RecordId, state: ReferralState, now: datetime) -> Changes:
    """Note what became of it. Anything but a try ends it, and erases how to find them. Raises NotFoundError."""
    with vault.write() as tx:
        known = tx.referrals.get(record)
        since = begun_at(record)
        tx.referrals.put(known.answered(state, now - since if since is not None else None))
        if state is not ReferralState.TRIED:
            tx.referrals.forget(record)
        return Changes.of(RecordKind.REFERRAL, record)


def reopen_referral(vault: Vault, record: RecordId, found: str, now: datetime, rng: Rng) -> Changes:
    """Take back that it ended; `found` is how to find them, where the peer still knows. Raises NotFoundError."""
    with vault.write() as tx:
        tx.referrals.put(replace(tx.referrals.get(record), state=ReferralState.OPEN))
        if found.strip():
            _find(tx, record, found, now, rng)
        return Changes.of(RecordKind.REFERRAL, record)


def pass_referral(
    vault: Vault, record: RecordId, person: PersonId, prompt: str, now: datetime, rng: Rng, *, agreed: bool
) -> Changes:
    """Offer it to another peer: they see where, and the one line, and never how to find them.

    It stays here until they accept. Raises MissingAnswerError unless whoever asked is OK with another peer,
    NotFoundError, and what `hand_over` raises.
    """
    with vault.write() as tx:
        if not _listed(tx, known := tx.referrals.get(record), "").is_mine:
            raise NotAllowedError("not_waiting")
        planned = FollowUp(id=new_record_id(now, rng), due=now.astimezone().date(), encounter=None, individual=None)
        tx.follow_ups.put(planned)
        since = begun_at(record)
        passed = known.answered(ReferralState.PASSED, now - since if since is not None else None)
        tx.referrals.put(replace(passed, follow_up=planned.id))
        picked = Picked(agreed=agreed, prompt=prompt, with_handle=False)
        return Changes.of(RecordKind.REFERRAL, record) | hand_over_in(tx, [(planned.id, picked)], person, now, rng)


def referral_list(vault: Vault, limit: int = MOST) -> tuple[ListedReferral, ...]:
    """Return referrals, the newest first."""
    with vault.read() as tx:
        found = {one.about: one.how_to_find for one in tx.referrals.whereabouts()}
        return tuple(_listed(tx, one, found.get(one.id, "")) for one in tx.referrals.all(limit))


def one_referral(vault: Vault, record: RecordId) -> ListedReferral:
    """Return one of them. Raises NotFoundError."""
    with vault.read() as tx:
        return _listed(tx, tx.referrals.get(record), how_to_find_in(tx, record))


def resolve_referral(vault: Vault, prefix: str) -> RecordId:
    """Return the only referral whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.referrals.resolve(prefix)


def keep_referral_draft(vault: Vault, draft: ReferralDraft) -> None:
    """Keep what stands in the form; an empty one lets go of it. It never leaves this computer."""
    is_empty = not (draft.how_to_find.strip() or draft.source or draft.reason)
    with vault.write() as tx:
        tx.settings.put(_DRAFT, b"" if is_empty else json.dumps(asdict(draft)).encode())


def referral_draft(vault: Vault) -> ReferralDraft | None:
    """Return what stood in the form when it was left, None for nothing."""
    with vault.read() as tx:
        kept = tx.settings.get(_DRAFT)
        return ReferralDraft(**json.loads(kept)) if kept else None


def how_to_find_in(tx: Transaction, record: RecordId) -> str:
    """Return how to find them, empty once it was erased, inside a transaction."""
    there = (one.how_to_find for one in tx.referrals.whereabouts() if one.about == record)
    return next(there, "")


def _find(tx: Transaction, record: RecordId, found: str, now: datetime, rng: Rng) -> None:
    one = Whereabouts(id=new_record_id(now, rng), about=record, how_to_find=check_find(found))
    tx.referrals.find(one)


def _listed(tx: Transaction, one: Referral, found: str) -> ListedReferral:
    given = given_of(tx, one.follow_up) if one.follow_up is not None else None
    return ListedReferral(
        referral=one,
        how_to_find=found,
        received_at=begun_at(one.id),
        passed_to=given.name if given is not None else "",
        passed=given.state if given is not None else None,
    )
