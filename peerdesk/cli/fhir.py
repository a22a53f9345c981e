"""`peerdesk export fhir`: a summary under its release, as a FHIR file for a care team's own system."""

import os
from pathlib import Path
from typing import Any

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.summary_options import check_way, told_in_summary
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.summary import SummaryDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.fhir_export import FhirSheet, prepare_fhir
from peerdesk.work.fhir_given import Added
from peerdesk.work.handing_out import put_out
from peerdesk.work.reading import resolve
from peerdesk.work.summaries import recording, with_visit


@click.command(
    cls=Command,
    epilog='Example: peerdesk export fhir 0192f3 --to "Dr. Kim, 4 West" --agreed "A visit on Friday." --out visit.json',
)
@click.argument("note", metavar="ID")
@told_in_summary
@click.option("--follow-up", is_flag=True, help="Add the note's follow-up: its day and its state.")
@click.option("--introduction", "introductions", multiple=True, metavar="ID", help="Add an introduction of theirs.")
@click.option("--referral", "referrals", multiple=True, metavar="ID", help="Add a referral of theirs: day and state.")
@pass_invocation
def fhir(
    invocation: Invocation,
    /,
    note: str,
    recipient: str,
    visit: bool,
    language: str,
    preview: bool,
    out: Path | None,
    follow_up: bool,
    introductions: tuple[str, ...],
    referrals: tuple[str, ...],
    **texts: object,
) -> None:
    """Write a FHIR R4 file for people whom the individual has agreed to.

    It holds what `peerdesk summary` would hand out, under the same release, with the notice, what the release allows,
    and labels that say how confidential it is. Nothing of your note is in it. What you add goes by its day and its
    state, and needs a release that covers what was agreed. The ledger keeps that it left.
    """
    check_way(preview=preview, out=out)
    said: dict[str, Any] = dict(texts)
    draft = SummaryDraft(recipient=recipient, **said)
    with opened(invocation) as vault:
        with vault.read() as tx:
            added = Added(
                follow_up=follow_up,
                introductions=tuple(map(tx.introductions.resolve, introductions)),
                referrals=tuple(map(tx.referrals.resolve, referrals)),
            )
        found = _made(vault, note, draft, added, language, visit=visit)
        if out is not None:
            _file(vault, found, out)
    document = {
        "to": found.sheet.summary.recipient,
        "text": found.sheet.text,
        "parts": [part.value for part in found.sheet.summary.parts],
        "bundle": found.content.decode(),
        "consent": found.sheet.consent.hex(),
        "file": str(out) if out else None,
    }
    lines = [calm(line) for line in found.content.decode().splitlines()]
    invocation.answer(document, [f"Written to {out}."] if out else lines)


def _made(vault: Vault, note: str, draft: SummaryDraft, added: Added, language: str, *, visit: bool) -> FhirSheet:
    record = resolve(vault, note)
    draft = with_visit(vault, record, draft, visit=visit)
    try:
        return prepare_fhir(vault, record, draft, added, shipped_labels(), language, now())(os.urandom)
    except NotAllowedError as problem:
        if str(problem) != "introduction":
            raise
        raise RefusalError("not_theirs", "That introduction is about somebody else. Choose one of theirs.") from None


def _file(vault: Vault, found: FhirSheet, out: Path) -> None:
    try:
        put_out(out, found.content, recording(vault, found.sheet, LedgerAct.FILED, now(), os.urandom))
    except OSError:
        raise RefusalError("not_written", f"It could not be written to {out}.") from None
