"""`peerdesk org history`: the directory entry by entry, for whoever has to say which one was the last good one."""

from collections.abc import Mapping
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.org_line import ORG, TLS_CERT, officer_line, officers_words
from peerdesk.cli.org_warnings import entry_shape
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.cli.words import moment
from peerdesk.domain.ids import PersonId
from peerdesk.wire.verdict import Verdict
from peerdesk.work.officer_people import SaidEntry, org_people, said_entries
from peerdesk.work.two_directories import spelled


@click.command(cls=Command, epilog="Example: peerdesk org history --org org/ --server https://peers.example:8740")
@ORG
@click.option(
    "--server", default="", metavar="URL", help="Ask this server for what is new; without it, what was known."
)
@TLS_CERT
@pass_invocation
def history(invocation: Invocation, folder: Path, server: str, tls_cert: Path | None) -> None:
    """Show who said what in the hospital's directory, oldest first, and what of it counts for nothing.

    Behind its number each entry has sixteen signs that name it and all before it. Where a desk says that it was shown
    two lists, they tell which of the two is this one.
    """
    if server:
        passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
        with officer_line(server, tls_cert, "Asking the server") as line:
            org_people(folder, now(), passphrase, line)
    with officers_words():
        entries = said_entries(folder)
        names = {one.person: one.name for one in org_people(folder, now())}
    invocation.answer({"entries": [entry_shape(one) for one in entries]}, [_line(one, names) for one in entries])


def _line(one: SaidEntry, names: Mapping[PersonId, str]) -> str:
    about = f"  {names.get(one.person, one.person.hex())}" if one.person else ""
    counts = "" if one.verdict is Verdict.COUNTED else f"  counts for nothing ({one.verdict.value.replace('_', ' ')})"
    known = spelled(one.hash)
    return f"{one.n}  {known}  {moment(one.said_at)}  {one.kind.replace('_', ' ')}  by {one.by}{about}{counts}"
