"""`peerdesk leaving`: what happens to each thing on the last day, and the numbers to take along."""

from collections.abc import Iterator
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.new_file import write_new
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm
from peerdesk.domain.leaving import LastDay
from peerdesk.work.leaving import as_csv, last_day, portfolio


@click.command(cls=Command, epilog="Example: peerdesk leaving show")
@pass_invocation
def show(invocation: Invocation) -> None:
    """Say what happens to each thing when you leave. Nothing is changed by looking, and nobody asks why you go."""
    with opened(invocation) as vault:
        day = last_day(vault)
    document = {
        "notes": day.notes,
        "copies": day.copies,
        "papers": day.papers,
        "readers": list(day.readers),
        "waiting": day.waiting,
        "offered": day.offered,
        "theirs": day.theirs,
        "unsent": day.unsent,
        "hospital_reads": day.hospital_reads,
    }
    invocation.answer(document, map(calm, _lines(day)))


@click.command(cls=Command, epilog="Example: peerdesk leaving counts --out my-counts.csv")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The table; it must not be there yet."
)
@pass_invocation
def counts(invocation: Invocation, out: Path) -> None:
    """Write the numbers of your own work into a table: how many notes, and how often each answer. Nobody is in it."""
    with opened(invocation) as vault:
        tallies = portfolio(vault)
    write_new(out, as_csv(tallies).encode())
    invocation.answer({"file": str(out), "records": len(tallies)}, [f"{len(tallies)} numbers are in {out.name}."])


def _lines(day: LastDay) -> Iterator[str]:
    yield f"Your notes ({day.notes}): they stay on this computer and open with your passphrase, also without a network."
    if day.hospital_reads:
        yield "You let your hospital open what you keep. To end that for what comes: peerdesk trust recovery --end"
    else:
        yield "Nobody at the hospital can open them. What lies on its server is sealed, and nobody there has a key."
    yield from _with_others(day)
    if day.unsent:
        yield f"Not sent yet ({day.unsent}): sync before you go, or it stays on this computer only."
    yield "Your sign-in: this computer is let in no more once the officer has noted that you left."
    yield "Your numbers: peerdesk leaving counts --out FILE. There is nobody in them."
    yield "Sealed copies on the server: the officer may let it drop them, 30 days after you left at the earliest."


def _with_others(day: LastDay) -> Iterator[str]:
    who = ", ".join(day.readers)
    if day.papers:
        yield f"Permission papers ({day.papers}): {who} keep them, unless you take them back: peerdesk consent unshare"
    if day.copies:
        yield f"Shared copies ({day.copies}): {who} keep them, unless you take them back before: peerdesk unshare ID"
    if day.theirs:
        yield f"Follow-ups another peer has accepted ({day.theirs}): they are theirs."
    if day.offered:
        yield f"Follow-ups offered and not answered ({day.offered}): they can be accepted after you left, too."
    if day.waiting:
        yield f"Follow-ups with nobody else ({day.waiting}): nobody hears of them. See: peerdesk handoff add"
