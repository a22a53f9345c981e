"""Permissions, withdrawals and lines of the ledger as plain fields, and back. Reading raises UnreadableFieldError."""

from datetime import date

from peerdesk.domain.consent import Consent, Withdrawal
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    LedgerAct,
    RevokedHow,
    SignedHow,
)
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_consent(consent: Consent) -> Values:
    """Return a permission's fields."""
    return {
        "individual": consent.individual,
        "kind": consent.kind.value,
        "starts": consent.starts.isoformat(),
        "recipients": list(consent.recipients),
        "scope": [code.value for code in consent.scope],
        "purpose": consent.purpose.value if consent.purpose else "",
        "discloser": consent.discloser,
        "expires": _day_text(consent.expires),
        "until": consent.until.value if consent.until else "",
        "signed_how": consent.signed_how.value if consent.signed_how else "",
        "signed_on": _day_text(consent.signed_on),
        "statements": [code.value for code in consent.statements],
        "copy_given": consent.copy_given,
        "revoked_on": _day_text(consent.revoked_on),
        "revoked_how": consent.revoked_how.value if consent.revoked_how else "",
        "after": [one.hex() for one in consent.after],
    }


def consent_of(record: RecordId, fields: Fields) -> Consent:
    """Return a permission."""
    return Consent(
        id=record,
        individual=_somebody(fields),
        kind=reading.code(fields, "kind", ConsentKind),
        starts=reading.day(fields, "starts"),
        recipients=_texts(fields, "recipients"),
        scope=reading.codes(fields, "scope", ConsentScope),
        purpose=reading.maybe_code(fields, "purpose", ConsentPurpose),
        discloser=fields["discloser"],
        expires=_maybe_day(fields, "expires"),
        until=reading.maybe_code(fields, "until", ConsentUntil),
        signed_how=reading.maybe_code(fields, "signed_how", SignedHow),
        signed_on=_maybe_day(fields, "signed_on"),
        statements=reading.codes(fields, "statements", FormStatement),
        copy_given=fields["copy_given"],
        revoked_on=_maybe_day(fields, "revoked_on"),
        revoked_how=reading.maybe_code(fields, "revoked_how", RevokedHow),
        after=_records(fields, "after"),
    )


def plain_withdrawal(withdrawal: Withdrawal) -> Values:
    """Return a withdrawal's fields."""
    return {
        "individual": withdrawal.individual,
        "said_on": withdrawal.said_on.isoformat(),
        "how": withdrawal.how.value,
        "do_not_contact": withdrawal.do_not_contact,
    }


def withdrawal_of(record: RecordId, fields: Fields) -> Withdrawal:
    """Return a withdrawal."""
    return Withdrawal(
        id=record,
        individual=_somebody(fields),
        said_on=reading.day(fields, "said_on"),
        how=reading.code(fields, "how", RevokedHow),
        do_not_contact=fields["do_not_contact"],
    )


def plain_entry(entry: LedgerEntry) -> Values:
    """Return the fields of a line of the ledger."""
    return {
        "act": entry.act.value,
        "done_on": entry.done_on.isoformat(),
        "recipient": entry.recipient,
        "what": list(entry.what),
        "individual": entry.individual,
        "note": entry.note,
        "reader": entry.reader,
        "consent": entry.consent,
    }


def entry_of(record: RecordId, fields: Fields) -> LedgerEntry:
    """Return a line of the ledger."""
    reader = reading.record(fields, "reader")
    return LedgerEntry(
        id=record,
        act=reading.code(fields, "act", LedgerAct),
        done_on=reading.day(fields, "done_on"),
        recipient=fields["recipient"],
        what=_texts(fields, "what"),
        individual=reading.record(fields, "individual"),
        note=reading.record(fields, "note"),
        reader=PersonId(reader) if reader is not None else None,
        consent=reading.record(fields, "consent"),
    )


def _somebody(fields: Fields) -> RecordId:
    return RecordId(reading.sized(fields, "individual", ID_BYTES))


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _maybe_day(fields: Fields, name: str) -> date | None:
    return reading.day(fields, name) if fields[name] else None


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    if not all(isinstance(one, str) for one in fields[name]):
        raise UnreadableFieldError(name)
    return tuple(fields[name])


def _records(fields: Fields, name: str) -> tuple[RecordId, ...]:
    try:
        found = tuple(RecordId(bytes.fromhex(one)) for one in _texts(fields, name))
    except ValueError:
        raise UnreadableFieldError(name) from None
    if any(len(one) != ID_BYTES for one in found):
        raise UnreadableFieldError(name)
    return found
