"""What an individual has allowed, and how they take it back. Never why they are here.

A spoken yes is enough for staying in touch, and for nothing else: what leaves the program needs a written release. A
written release has nine parts (42 CFR 2.31). PeerDesk keeps them as facts, and says which are missing; the form itself,
with the name and the signature, lies with the program.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.encounter import checked_text, code, codes, day, optional_code
from peerdesk.domain.errors import BadValueError, MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.text import folded

RECIPIENT_LIMIT = 80
MOST_RECIPIENTS = 10
NO_RECORD = "no_record_requested"
"""Somebody who wants nothing written has no record of that wish either."""


class Element(StrEnum):
    """One part of a written release. Source: 42 CFR 2.31(a), as amended in 2024."""

    NAME = "name"
    DISCLOSER = "discloser"
    SCOPE = "scope"
    RECIPIENTS = "recipients"
    PURPOSE = "purpose"
    REVOCABLE = "revocable"
    EXPIRY = "expiry"
    SIGNATURE = "signature"
    SIGNED_ON = "signed_on"
    REDISCLOSURE = "redisclosure"
    DECLINING = "declining"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """What stands in the form, unchecked: codes and days as text."""

    handle: str = ""
    kind: str = ""
    recipients: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    purpose: str = ""
    discloser: str = ""
    starts: str = ""
    expires: str = ""
    until: str = ""
    signed_how: str = ""
    signed_on: str = ""
    statements: tuple[str, ...] = ()
    copy_given: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One permission. `after` names the withdrawals that were known when it was given.

    `expires` is the last day on which it holds; `until` names an event instead. `revoked_on` ends it for good: a
    permission that is given again is another one.
    """

    id: RecordId
    individual: RecordId
    kind: ConsentKind
    starts: date
    recipients: tuple[str, ...] = ()
    scope: tuple[ConsentScope, ...] = ()
    purpose: ConsentPurpose | None = None
    discloser: str = ""
    expires: date | None = None
    until: ConsentUntil | None = None
    signed_how: SignedHow | None = None
    signed_on: date | None = None
    statements: tuple[FormStatement, ...] = ()
    copy_given: bool = False
    revoked_on: date | None = None
    revoked_how: RevokedHow | None = None
    after: tuple[RecordId, ...] = ()

    @property
    def is_revoked(self) -> bool:
        """Say whether it was taken back."""
        return self.revoked_on is not None

    def is_in_force(self, today: date) -> bool:
        """Say whether it holds on a day: begun, not over, not taken back."""
        return not self.is_revoked and self.starts <= today and (self.expires is None or today <= self.expires)

    def missing(self) -> tuple[Element, ...]:
        """Return the parts of a written release that are not there, in the order of the rule."""
        if self.kind is not ConsentKind.RELEASE:
            return ()
        here = {
            Element.NAME: FormStatement.NAME in self.statements,
            Element.DISCLOSER: bool(self.discloser),
            Element.SCOPE: bool(self.scope),
            Element.RECIPIENTS: bool(self.recipients),
            Element.PURPOSE: self.purpose is not None,
            Element.REVOCABLE: FormStatement.REVOCABLE in self.statements,
            Element.EXPIRY: self._says_when_it_ends(),
            Element.SIGNATURE: self.signed_how is not None,
            Element.SIGNED_ON: self.signed_on is not None,
        }
        if self.purpose is ConsentPurpose.CARE:
            here[Element.REDISCLOSURE] = FormStatement.REDISCLOSED in self.statements
            here[Element.DECLINING] = FormStatement.DECLINING in self.statements
        return tuple(part for part, is_here in here.items() if not is_here)

    def names(self, recipient: str) -> bool:
        """Say whether a recipient is one of those named, whatever the case and the spaces around."""
        return folded(recipient) in {folded(one) for one in self.recipients}

    def revoked(self, on: date, how: RevokedHow) -> "Consent":
        """Return it taken back. The first day stays."""
        return self if self.is_revoked else replace(self, revoked_on=on, revoked_how=how)

    def _says_when_it_ends(self) -> bool:
        # Only for one's own care may a form say "no end".
        endless = self.until is ConsentUntil.NONE and self.purpose is not ConsentPurpose.CARE
        return self.expires is not None or (self.until is not None and not endless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That an individual changed their mind: what was allowed has ended, and is not shared again without a new yes."""

    id: RecordId
    individual: RecordId
    said_on: date
    how: RevokedHow
    do_not_contact: bool = False


def begin_consent(
    draft: ConsentDraft, *, record: RecordId, individual: RecordId, today: date, after: tuple[RecordId, ...] = ()
) -> Consent:
    """Check a draft and return the permission. Raises an InputRefusedError that names the field.

    A wish for no record is turned away: it is kept by keeping nothing.
    """
    if draft.kind == NO_RECORD:
        raise BadValueError("kind", "a permission: somebody who wants nothing written has no record of it here")
    kind = code("kind", draft.kind, ConsentKind, required=True)
    signed = optional_code("signed_how", draft.signed_how, SignedHow)
    return Consent(
        id=record,
        individual=individual,
        kind=kind,
        starts=day("starts", draft.starts) if draft.starts else today,
        recipients=_recipients(draft.recipients),
        scope=codes("scope", draft.scope, ConsentScope),
        purpose=optional_code("purpose", draft.purpose, ConsentPurpose),
        discloser=checked_text("discloser", draft.discloser, RECIPIENT_LIMIT).replace("\n", " "),
        expires=day("expires", draft.expires) if draft.expires else None,
        until=optional_code("until", draft.until, ConsentUntil),
        signed_how=signed,
        signed_on=day("signed_on", draft.signed_on) if draft.signed_on else None,
        statements=codes("statements", draft.statements, FormStatement),
        copy_given=draft.copy_given,
        after=after,
    )


def permits_contact(consent: Consent, today: date) -> bool:
    """Say whether this permission is enough to get in touch again: any that is in force."""
    return consent.is_in_force(today)


def permits_disclosure(consent: Consent, recipient: str, scope: Iterable[ConsentScope], today: date) -> bool:
    """Say whether something may be told to somebody outside the program under this permission.

    Only under a written release that is in force, lacks no part, names the recipient, and covers every part that is
    told. A spoken yes never is enough.
    """
    return (
        consent.kind is ConsentKind.RELEASE
        and consent.is_in_force(today)
        and not consent.missing()
        and consent.names(recipient)
        and set(scope) <= set(consent.scope)
    )


def sharing_withdrawn(withdrawals: Iterable[Withdrawal], consents: Iterable[Consent]) -> bool:
    """Say whether notes about somebody are not to be shared: they withdrew, and signed no release since that says so.

    A release that was signed after a withdrawal names it. So one that another computer did not know of still holds, and
    one whose release was taken back since holds again.
    """
    answered = _answered(one for one in consents if one.kind is ConsentKind.RELEASE and not one.missing())
    return any(one.id not in answered for one in withdrawals)


def contact_withdrawn(withdrawals: Iterable[Withdrawal], consents: Iterable[Consent]) -> bool:
    """Say whether somebody asked not to be contacted, and has said nothing else since."""
    answered = _answered(consents)
    return any(one.do_not_contact and one.id not in answered for one in withdrawals)


def _answered(consents: Iterable[Consent]) -> set[RecordId]:
    return {named for one in consents if not one.is_revoked for named in one.after}


def _recipients(given: tuple[str, ...]) -> tuple[str, ...]:
    named = [checked_text("recipients", one, RECIPIENT_LIMIT).replace("\n", " ") for one in given]
    if any(not one for one in named):
        raise MissingAnswerError("recipients")
    if len(named) > MOST_RECIPIENTS:
        raise BadValueError("recipients", f"at most {MOST_RECIPIENTS} names")
    return tuple(dict.fromkeys(named))
