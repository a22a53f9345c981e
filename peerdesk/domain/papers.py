"""The permission papers of one individual, as a supervisor may be shown them: what was allowed, and what was given out.

They are a copy of chosen parts, like the copy of a note. Why somebody is supported, how to reach them, what a note or a
summary says and who signed where is in none of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from peerdesk.domain.consent import Consent, Withdrawal
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.sharing import Grants

MOST_PERMISSIONS: Final = 30
MOST_GIVEN_OUT: Final = 150
"""The newest so many are in a copy, so that it always travels in one piece; how many older ones are not, it says."""

SHOWN_ACTS: Final = frozenset({LedgerAct.PRINTED, LedgerAct.COPIED, LedgerAct.FILED, LedgerAct.WITHDRAWN})
"""What rests on a permission. A copy of a note needs none, and is told to whoever has it and to nobody else."""

Mark = Callable[[RecordId], str]
"""What a permission is called in a copy: a mark that says nothing to anybody, and is the same each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersShare:
    """Who has the papers of an individual. `highest` is the highest generation ever used."""

    individual: RecordId
    readers: Grants
    highest: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionShown:
    """One permission as a reader sees it."""

    mark: str
    kind: ConsentKind
    recipients: tuple[str, ...] = ()
    scope: tuple[ConsentScope, ...] = ()
    purpose: ConsentPurpose | None = None
    starts: date | None = None
    expires: date | None = None
    until: ConsentUntil | None = None
    signed_how: SignedHow | None = None
    copy_given: bool = False
    revoked_on: date | None = None
    revoked_how: RevokedHow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOut:
    """One line of what was given out under a permission, or that it ended. `what` names the parts, never the words."""

    under: str
    act: LedgerAct
    done_on: date
    recipient: str = ""
    what: tuple[ConsentScope, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What a reader sees, and nothing else. `has_ended`: they changed their mind, and this is all that is said of it.

    `left_out` counts what is older than a copy holds.
    """

    handle: str
    permissions: tuple[PermissionShown, ...] = ()
    given_out: tuple[GivenOut, ...] = ()
    has_ended: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPapers:
    """A copy of the papers in the space of two people. `owner` is the peer who gave it."""

    id: RecordId
    owner: PersonId
    papers: Papers


def papers_of(handle: str, consents: Iterable[Consent], entries: Iterable[LedgerEntry], mark: Mark) -> Papers:
    """Return exactly what a reader sees of an individual's permissions, and of what was given out under them."""
    allowed = sorted(consents, key=lambda one: one.id)
    known = {one.id for one in allowed}
    resting = sorted(
        (one for one in entries if one.consent in known and one.act in SHOWN_ACTS),
        key=lambda one: (one.done_on, one.id),
    )
    shown, told = allowed[-MOST_PERMISSIONS:], resting[-MOST_GIVEN_OUT:]
    return Papers(
        handle=handle,
        permissions=tuple(_permission(one, mark) for one in shown),
        given_out=tuple(_line(one, mark) for one in told),
        left_out=len(allowed) - len(shown) + len(resting) - len(told),
    )


def ending_of(handle: str, consents: Iterable[Consent], withdrawals: Iterable[Withdrawal], mark: Mark) -> Papers:
    """Return what is left of the papers once somebody changed their mind: what ended, for whom, when and how said.

    What they allowed afterwards is no part of it, also where that has ended since.
    """
    said = {one.id for one in withdrawals}
    met = (one for one in consents if one.is_revoked and not said <= set(one.after))
    ended = sorted(met, key=lambda one: one.id)[-MOST_PERMISSIONS:]
    return Papers(
        handle=handle,
        permissions=tuple(
            PermissionShown(
                mark=mark(one.id),
                kind=one.kind,
                recipients=one.recipients,
                revoked_on=one.revoked_on,
                revoked_how=one.revoked_how,
            )
            for one in ended
        ),
        has_ended=True,
    )


def _permission(consent: Consent, mark: Mark) -> PermissionShown:
    return PermissionShown(
        mark=mark(consent.id),
        kind=consent.kind,
        recipients=consent.recipients,
        scope=consent.scope,
        purpose=consent.purpose,
        starts=consent.starts,
        expires=consent.expires,
        until=consent.until,
        signed_how=consent.signed_how,
        copy_given=consent.copy_given,
        revoked_on=consent.revoked_on,
        revoked_how=consent.revoked_how,
    )


def _line(entry: LedgerEntry, mark: Mark) -> GivenOut:
    # `resting` has only lines that name a permission.
    under = mark(entry.consent) if entry.consent is not None else ""
    parts = {code.value: code for code in ConsentScope}
    return GivenOut(
        under=under,
        act=entry.act,
        done_on=entry.done_on,
        recipient=entry.recipient,
        what=tuple(parts[name] for name in entry.what if name in parts),
    )
