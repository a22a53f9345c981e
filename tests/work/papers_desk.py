"""A peer who shows permission papers to a supervisor: the steps that several tests take."""

import os
from dataclasses import replace

from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.papers import Papers
from peerdesk.domain.summary import SummaryDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual, keep_consent
from peerdesk.work.labels import read_labels
from peerdesk.work.papers import preview_papers, share_papers
from peerdesk.work.papers_received import open_papers, received_papers
from peerdesk.work.resources import resource
from peerdesk.work.summaries import prepare_summary, record_summary
from tests.support.hospital import clock
from tests.work.test_withdrawing import RELEASE, WHO
from tests.work.ward import Pair

KIM = "Dr. Kim, 4 West"
WORDS_TOLD = "A visit on Friday."
LABELS = read_labels(resource("library", "vocab.json").read_bytes())
VERBAL = ConsentDraft(handle=WHO, kind="verbal_ok_to_keep_in_touch")
OTHER = "Red Maple 4"


def whose(vault: Vault, handle: str = WHO) -> RecordId:
    return find_individual(vault, handle)


def allowed(vault: Vault, draft: ConsentDraft = RELEASE, **changes: object) -> RecordId:
    return keep_consent(vault, replace(draft, **changes), clock(), os.urandom).id  # type: ignore[arg-type]


def told(pair: Pair, note: RecordId) -> None:
    """Let a summary leave on paper."""
    sheet = prepare_summary(pair.devon, note, SummaryDraft(recipient=KIM, agreed=WORDS_TOLD), LABELS, "en", clock())
    record_summary(pair.devon, sheet, LedgerAct.PRINTED, clock(), os.urandom)


def shown(vault: Vault, reader: PersonId, handle: str = WHO) -> Papers:
    return preview_papers(vault, whose(vault, handle), reader, clock()).papers


def give(vault: Vault, reader: PersonId, handle: str = WHO) -> None:
    share_papers(vault, whose(vault, handle), reader, clock())


def seen(vault: Vault) -> list[Papers]:
    """Return what a supervisor has, by handle."""
    return [one.received.item.papers for one in received_papers(vault)]


def opened(vault: Vault) -> Papers:
    """Open the only papers a supervisor has."""
    (one,) = received_papers(vault)
    return open_papers(vault, one.received.item.id, clock(), os.urandom)[0].received.item.papers
