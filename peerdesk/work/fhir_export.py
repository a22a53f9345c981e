"""Giving a care team a FHIR file: the summary under its release, and beside it what the peer adds by name.

It is the road of a summary and no other: the same release, the same ledger, the same notice. What is added (a follow-up
of the note, an introduction, a referral) is told by its day and its state, and needs a release that covers what was
agreed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from peerdesk.domain.consent_vocabulary import ConsentScope
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.follow_up import current
from peerdesk.domain.ids import RecordId, Rng
from peerdesk.domain.introduction import Introduction
from peerdesk.domain.summary import SummaryDraft
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import handle_of
from peerdesk.work.fhir import fhir_bundle
from peerdesk.work.fhir_given import Added, Given, referrals_with_days
from peerdesk.work.labels import Labels
from peerdesk.work.summaries import Sheet, prepare_summary

_AGREED: Final = (ConsentScope.AGREED,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirSheet:
    """What would leave: the sheet of the summary, all that is told, and the file of it as it would be written."""

    sheet: Sheet
    given: Given
    content: bytes

    def refuse_unlike(self, shown: Sheet) -> None:
        """Refuse to stand beside a summary that somebody has read, unless its words and its release are the file's.

        Raises NotAllowedError (`shown_release`): what is added may need another release than the one that was shown.
        """
        if (self.sheet.consent, self.sheet.text) != (shown.consent, shown.text):
            raise NotAllowedError("shown_release")


def prepare_fhir(
    vault: Vault, note: RecordId, draft: SummaryDraft, added: Added, labels: Labels, language: str, now: datetime
) -> Callable[[Rng], FhirSheet]:
    """Look what may leave, and return what makes the file of it. Nothing leaves by looking.

    Raises NotAllowedError (`release`) without a release that permits all of it, `introduction` for one that is about
    somebody else, an InputRefusedError, or NotFoundError.
    """
    also = () if added.is_empty else _AGREED
    sheet = prepare_summary(vault, note, draft, labels, language, now, also=also)
    with vault.read() as tx:
        given = _given(tx, sheet, draft, added, now)
    return lambda rng: FhirSheet(sheet=sheet, given=given, content=fhir_bundle(given, rng))


def _given(tx: Transaction, sheet: Sheet, draft: SummaryDraft, added: Added, now: datetime) -> Given:
    identity = tx.identity.get()
    visited = draft.visited_on is not None
    planned = current(tx.follow_ups.of(sheet.note)) if added.follow_up else None
    return Given(
        called=draft.called.strip() or handle_of(tx, sheet.individual),
        peer=identity.display_name,
        program=identity.organisation.name if identity.organisation is not None else "",
        text="\n".join((*sheet.summary.lines, "", *sheet.notice)) + "\n",
        release="\n".join(sheet.scope) + "\n",
        consent=tx.consents.get(sheet.consent),
        recipient=sheet.summary.recipient,
        visited_on=draft.visited_on,
        setting=tx.encounters.get(sheet.note).setting if visited else None,
        follow_ups=(planned,) if planned is not None else (),
        introductions=tuple(_of_this_person(tx, one, sheet.individual) for one in added.introductions),
        referrals=referrals_with_days(map(tx.referrals.get, added.referrals), now),
    )


def _of_this_person(tx: Transaction, record: RecordId, individual: RecordId) -> Introduction:
    found = tx.introductions.get(record)
    if found.individual is None or found.individual not in tx.consents.same(individual):
        raise NotAllowedError("introduction")
    # Somebody who is told may be told who they were introduced to; who said that it worked stays here.
    return replace(found, confirmed_by=None)
