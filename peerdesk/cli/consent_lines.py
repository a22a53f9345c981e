"""A permission and a line of the ledger, in JSON and in lines."""

from collections.abc import Iterator

from peerdesk.cli.note_shapes import Shape, day_shape
from peerdesk.cli.words import calm, line
from peerdesk.work.consent_words import missing_words
from peerdesk.work.consents import ConsentState
from peerdesk.work.labels import Labels
from peerdesk.work.ledger import LedgerLine


def consent_shape(state: ConsentState) -> Shape:
    """Return a permission. Keys are the names of the options."""
    consent = state.consent
    return {
        "id": consent.id.hex(),
        "handle": state.handle,
        "kind": consent.kind.value,
        "recipients": list(consent.recipients),
        "scope": [code.value for code in consent.scope],
        "purpose": consent.purpose.value if consent.purpose else None,
        "discloser": consent.discloser,
        "starts": consent.starts.isoformat(),
        "expires": day_shape(consent.expires),
        "until": consent.until.value if consent.until else None,
        "signed_how": consent.signed_how.value if consent.signed_how else None,
        "signed_on": day_shape(consent.signed_on),
        "statements": [code.value for code in consent.statements],
        "copy_given": consent.copy_given,
        "in_force": state.in_force,
        "enough_for_contact": state.enough_for_contact,
        "enough_for_telling": state.enough_for_telling,
        "missing": [part.value for part in state.missing],
        "revoked_on": day_shape(consent.revoked_on),
        "revoked_how": consent.revoked_how.value if consent.revoked_how else None,
    }


def consent_lines(state: ConsentState, labels: Labels) -> Iterator[str]:
    """Return the lines of a permission, with what a written release lacks in plain words."""
    consent = state.consent
    yield f"{consent.id.hex()}  {calm(state.handle)}  {labels.of(consent.kind)}"
    parts = {
        "State": _standing(state),
        "To": "; ".join(consent.recipients),
        "What": ", ".join(labels.of(code) for code in consent.scope),
        "For": labels.of(consent.purpose) if consent.purpose else "",
        "From": consent.discloser,
        "Since": consent.starts.isoformat(),
        "Until": _until(state, labels),
        "Signed": labels.of(consent.signed_how) + (f", {consent.signed_on}" if consent.signed_on else "")
        if consent.signed_how
        else "",
        "Enough for": _enough(state),
        "Copy": "they have a copy" if consent.copy_given else "they have no copy yet",
        "Missing": "; ".join(missing_words(part, "en") for part in state.missing),
    }
    yield from (line(name, text) for name, text in parts.items() if text)


def entry_shape(told: LedgerLine) -> Shape:
    """Return a line of the ledger."""
    entry = told.entry
    return {
        "id": entry.id.hex(),
        "on": entry.done_on.isoformat(),
        "act": entry.act.value,
        "recipient": told.recipient,
        "handle": told.handle,
        "note": entry.note.hex() if entry.note else None,
        "what": list(entry.what),
        "consent": entry.consent.hex() if entry.consent else None,
        "opened_on": day_shape(told.opened_on),
        "can_be_recalled": not entry.left,
    }


def entry_line(told: LedgerLine, labels: Labels) -> str:
    """Return a line of the ledger for a person."""
    entry = told.entry
    parts = [entry.done_on.isoformat(), labels.of(entry.act), calm(told.recipient), calm(told.handle)]
    if entry.what:
        parts.append(", ".join(name.replace("_", " ") for name in entry.what))
    if told.opened_on:
        parts.append(f"opened {told.opened_on}")
    if entry.left:
        parts.append("cannot be recalled")
    return "  ".join(filter(None, parts))


def _enough(state: ConsentState) -> str:
    if state.enough_for_telling:
        return "staying in touch, and telling whom it names"
    return "staying in touch only" if state.enough_for_contact else "nothing today"


def _standing(state: ConsentState) -> str:
    if state.consent.revoked_on:
        return f"taken back on {state.consent.revoked_on}"
    return "in force" if state.in_force else "not in force today"


def _until(state: ConsentState, labels: Labels) -> str:
    consent = state.consent
    event = labels.of(consent.until) if consent.until else ""
    return ", ".join(filter(None, (consent.expires.isoformat() if consent.expires else "", event)))
