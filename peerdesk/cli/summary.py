"""`peerdesk summary`: a few plain words for a care team, under a written release that names them."""

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
from peerdesk.domain.ids import RecordId
from peerdesk.domain.summary import SummaryDraft, words_in
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_out import put_out
from peerdesk.work.reading import resolve
from peerdesk.work.summaries import Sheet, prepare_summary, recording, with_visit


@click.command(
    cls=Command,
    epilog='Example: peerdesk summary 0192f3 --to "Dr. Kim, 4 West" --agreed "A visit on Friday." --preview',
)
@click.argument("note", metavar="ID")
@told_in_summary
@pass_invocation
def summary(
    invocation: Invocation,
    /,
    note: str,
    recipient: str,
    visit: bool,
    language: str,
    preview: bool,
    out: Path | None,
    **texts: object,
) -> None:
    """Write a summary for people whom the individual has agreed to, at most 120 words of plain text.

    Nothing of your note is in it: only what you write here for that purpose. A written release has to be in force that
    lacks no part, names the recipient, and covers what is told. The notice that the rule asks for and what the release
    allows go along. The ledger keeps that it left, to whom, and which parts; the words are kept nowhere.
    """
    check_way(preview=preview, out=out)
    said: dict[str, Any] = dict(texts)
    draft = SummaryDraft(recipient=recipient, **said)
    with opened(invocation) as vault:
        record = resolve(vault, note)
        sheet = _sheet(vault, record, draft, language, visit=visit)
        if out is not None:
            _file(vault, sheet, out)
    document = {
        "to": sheet.summary.recipient,
        "text": sheet.summary.text,
        "parts": [part.value for part in sheet.summary.parts],
        "word_count": words_in(sheet.summary.lines),
        "notice": "\n".join(sheet.notice),
        "release": "\n".join(sheet.scope),
        "consent": sheet.consent.hex(),
        "file": str(out) if out else None,
    }
    lines = [calm(line) for line in sheet.text.splitlines()]
    invocation.answer(document, [*lines, f"Written to {out}."] if out else lines)


def _sheet(vault: Vault, note: RecordId, draft: SummaryDraft, language: str, *, visit: bool) -> Sheet:
    draft = with_visit(vault, note, draft, visit=visit)
    return prepare_summary(vault, note, draft, shipped_labels(), language, now())


def _file(vault: Vault, sheet: Sheet, out: Path) -> None:
    try:
        put_out(out, sheet.text.encode(), recording(vault, sheet, LedgerAct.FILED, now(), os.urandom))
    except OSError:
        raise RefusalError("not_written", f"It could not be written to {out}.") from None
