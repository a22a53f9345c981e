"""Summaries for a care team: only under a whole written release that names the recipient, and each is in the ledger.

The words of a summary are kept nowhere: they leave, and the ledger says that they did, to whom, and which parts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.consent import Consent, permits_disclosure
from peerdesk.domain.consent_vocabulary import ConsentScope, LedgerAct
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId, Rng, new_record_id
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.summary import Summary, SummaryDraft, compose
from peerdesk.sync.papers_copies import refresh_papers
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.consent_words import consent_words
from peerdesk.work.consents import handle_of, local_day
from peerdesk.work.labels import Labels

ACTS: Final = (LedgerAct.PRINTED, LedgerAct.COPIED, LedgerAct.FILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What leaves, whole: the summary, the notice that the rule asks for, and what the release allows.

    `consent` is the release it leaves under, `individual` whom it is about.
    """

    summary: Summary
    notice: tuple[str, ...]
    scope: tuple[str, ...]
    consent: RecordId
    individual: RecordId
    note: RecordId

    @property
    def text(self) -> str:
        """The whole page as plain text."""
        return "\n".join((*self.summary.lines, "", *self.notice, "", *self.scope)) + "\n"


def summary_recipients(vault: Vault, note: RecordId, now: datetime) -> tuple[str, ...]:
    """Return who may be told about whom a note is about: the names in the releases that hold. Raises NotFoundError."""
    with vault.read() as tx:
        individual = tx.encounters.get(note).individual
        if individual is None or tx.consents.sharing_is_withdrawn(individual):
            return ()
        named = (
            name
            for consent in tx.consents.of(individual)
            for name in consent.recipients
            if permits_disclosure(consent, name, (), local_day(now))
        )
        return tuple(dict.fromkeys(named))


def with_visit(vault: Vault, note: RecordId, draft: SummaryDraft, *, visit: bool) -> SummaryDraft:
    """Return the draft, with the day of the note if a visit is told. Raises NotFoundError."""
    if not visit:
        return draft
    with vault.read() as tx:
        return replace(draft, visited_on=tx.encounters.get(note).happened_on)


def prepare_summary(
    vault: Vault,
    note: RecordId,
    draft: SummaryDraft,
    labels: Labels,
    language: str,
    now: datetime,
    *,
    also: tuple[ConsentScope, ...] = (),
) -> Sheet:
    """Return exactly what would leave about whom a note is about. Nothing leaves by looking.

    `also` are parts that go beside the text and need the same release. Raises NotAllowedError (`release`) without a
    release that permits it, an InputRefusedError, or NotFoundError.
    """
    with vault.read() as tx:
        return _prepared(tx, note, draft, labels, language, now, also)


def record_summary(vault: Vault, sheet: Sheet, act: LedgerAct, now: datetime, rng: Rng) -> Changes:
    """Write into the ledger that a summary leaves, right before it does. Raises NotAllowedError if it may not."""
    with vault.write() as tx:
        consent = tx.consents.get(sheet.consent)
        parts, to = sheet.summary.parts, sheet.summary.recipient
        withdrawn = tx.consents.sharing_is_withdrawn(sheet.individual)
        if withdrawn or not permits_disclosure(consent, to, parts, local_day(now)):
            raise NotAllowedError("release")
        entry = LedgerEntry(
            id=new_record_id(now, rng),
            act=act,
            done_on=local_day(now),
            recipient=to,
            what=tuple(part.value for part in parts),
            individual=sheet.individual,
            note=sheet.note,
            consent=consent.id,
        )
        tx.ledger.add(entry)
        return Changes.of(RecordKind.DISCLOSURE, entry.id) | refresh_papers(tx, sheet.individual)


def recording(vault: Vault, sheet: Sheet, act: LedgerAct, now: datetime, rng: Rng) -> Callable[[], None]:
    """Return what writes a summary into the ledger, for whoever puts it into a file and asks first."""

    def record() -> None:
        record_summary(vault, sheet, act, now, rng)

    return record


def _prepared(
    tx: Transaction,
    note: RecordId,
    draft: SummaryDraft,
    labels: Labels,
    language: str,
    now: datetime,
    also: tuple[ConsentScope, ...],
) -> Sheet:
    individual = tx.encounters.get(note).individual
    said = consent_words(language)
    named = draft if draft.called.strip() else replace(draft, called=handle_of(tx, individual))
    summary = compose(named, said)
    summary = replace(summary, parts=tuple(dict.fromkeys((*summary.parts, *also))))
    if individual is None or tx.consents.sharing_is_withdrawn(individual):
        raise NotAllowedError("release")
    for consent in reversed(tx.consents.of(individual)):
        if permits_disclosure(consent, summary.recipient, summary.parts, local_day(now)):
            return Sheet(
                summary=summary,
                notice=(said["notice"], said["notice_plain"]),
                scope=_scope(consent, labels, language),
                consent=consent.id,
                individual=individual,
                note=note,
            )
    raise NotAllowedError("release")


def _scope(consent: Consent, labels: Labels, language: str) -> tuple[str, ...]:
    """Return what the release says, in words: the explanation of its scope that goes along (42 CFR 2.32)."""
    said = consent_words(language)
    event = labels.of(consent.until, language) if consent.until else ""
    until = ", ".join(filter(None, (consent.expires.isoformat() if consent.expires else "", event)))
    parts = {
        "consent_recipients": "; ".join(consent.recipients),
        "consent_discloser": consent.discloser,
        "consent_scope": ", ".join(labels.of(part, language) for part in consent.scope),
        "consent_purpose": labels.of(consent.purpose, language) if consent.purpose else "",
        "consent_starts": consent.starts.isoformat(),
        "consent_ends": until,
        "consent_signed": consent.signed_on.isoformat() if consent.signed_on else "",
    }
    lines = (f"{said[name]}: {text}" for name, text in parts.items() if text)
    return (said["consent_title"], *lines, said["consent_revocable"])
