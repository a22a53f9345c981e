"""`peerdesk export fhir`: a summary under its release, as a FHIR file for a care team's own system."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.summary import SummaryDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.fhir_export import Added, FhirSheet, prepare_fhir
from peerdesk.work.handing_out import put_out
from peerdesk.work.reading import resolve
from peerdesk.work.summaries import recording


@click.command(
    cls=Command,
    epilog='Example: peerdesk export fhir 0192f3 --to "Dr. Kim, 4 West" --agreed "A visit on Friday." --out visit.json',
)
@click.argument("note", metavar="ID")
@click.option("--to", "recipient", required=True, metavar="NAME", help="Whom the release names.")
@click.option("--visit", is_flag=True, help="Say that a peer visited, on the day of the note.")
@click.option("--words", default="", metavar="TEXT", help="What they want the team to know, in their words.")
@click.option("--agreed", default="", metavar="TEXT", help="What the two of you agreed.")
@click.option("--reach", default="", metavar="TEXT", help="How to reach you.")
@click.option("--called", default="", metavar="NAME", help="How the team knows them (the handle). It is not kept.")
@click.option("--follow-up", is_flag=True, help="Add the note's follow-up: its day and its state.")
@click.option("--introduction", "introductions", multiple=True, metavar="ID", help="Add an introduction of theirs.")
@click.option("--referral", "referrals", multiple=True, metavar="ID", help="Add a referral: its day and its state.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", help="The language of the fixed words.")
@click.option("--preview", is_flag=True, help="Show exactly what would leave; nothing leaves.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to a file.")
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
    if preview == (out is not None):
        raise click.UsageError("Say --preview to see it, or --out FILE to write it.")
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
    if visit:
        with vault.read() as tx:
            draft = replace(draft, visited_on=tx.encounters.get(record).happened_on)
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
