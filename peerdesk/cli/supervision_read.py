"""`peerdesk supervision list`, `show`, `hours` and `export`: the log as both of the two see it."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.new_file import write_new
from peerdesk.cli.opened import opened
from peerdesk.cli.supervision_shapes import month_line, month_shape, session_line, session_lines, session_shape
from peerdesk.cli.supervision_write import WITH, person_meant
from peerdesk.cli.words import calm, shipped_labels
from peerdesk.vault.vault import Vault
from peerdesk.work.supervision_log import (
    Partner,
    evidence_csv,
    find_session,
    logged_session,
    partners,
    sessions_with,
    signed_and_gone,
)
from peerdesk.work.supervision_log import hours as hours_of

NOTHING = "Nothing is logged yet. See: peerdesk supervision add"


@click.command("list", cls=Command, epilog="Example: peerdesk supervision list")
@WITH
@pass_invocation
def list_sessions(invocation: Invocation, who: str) -> None:
    """List sessions, the newest day first. Both of the two see the same list, and nobody else sees it."""
    with opened(invocation) as vault:
        people = _people(vault, who)
        found = [one for person in people for one in sessions_with(vault, person.person, now())]
        gone = sum(signed_and_gone(vault, person.person) for person in people)
    labels = shipped_labels()
    lines = [session_line(one, labels) for one in found] or [NOTHING]
    lines += [f"You have signed {gone} that the other one took away since."] if gone else []
    invocation.answer({"sessions": [session_shape(one) for one in found], "signed_and_gone": gone}, lines)


@click.command(cls=Command, epilog="Example: peerdesk supervision show 0192f3")
@click.argument("session", metavar="ID")
@pass_invocation
def show(invocation: Invocation, session: str) -> None:
    """Show one session whole. Looking signs nothing."""
    with opened(invocation) as vault:
        found = logged_session(vault, find_session(vault, session), now())
    invocation.answer(session_shape(found), session_lines(found, shipped_labels()))


@click.command(cls=Command, epilog="Example: peerdesk supervision hours")
@WITH
@pass_invocation
def hours(invocation: Invocation, who: str) -> None:
    """Show the hours of each month, by name. Neither of the two is measured by them."""
    with opened(invocation) as vault:
        found = [(one.name, hours_of(sessions_with(vault, one.person, now()))) for one in _people(vault, who)]
    document = {"people": [{"with": name, "months": [month_shape(one) for one in months]} for name, months in found]}
    lines = [calm(f"{name}: {month_line(one)}") for name, months in found for one in months]
    invocation.answer(document, lines or [NOTHING])


@click.command(cls=Command, epilog="Example: peerdesk supervision export --out supervision.csv")
@click.option(
    "--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The table; it must not be there yet."
)
@WITH
@pass_invocation
def export(invocation: Invocation, out: Path, who: str) -> None:
    """Write days and minutes into a table, and nothing else. Only what both have signed is in it."""
    with opened(invocation) as vault:
        sessions = sessions_with(vault, person_meant(vault, who), now())
    text, records = evidence_csv(sessions)
    left_out = len(sessions) - records
    write_new(out, text.encode())
    lines = [f"{records} sessions are in {out.name}: days and minutes, nothing else."]
    lines += [f"Left out, because both have not signed: {left_out}."] if left_out else []
    invocation.answer({"file": str(out), "records": records, "left_out": left_out}, lines)


def _people(vault: Vault, who: str) -> list[Partner]:
    chosen = {person_meant(vault, who)} if who else None
    return [one for one in partners(vault, now()) if chosen is None or one.person in chosen]
