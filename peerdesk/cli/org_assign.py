"""`peerdesk org assign`: who supervises whom, for how long, and the end of it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import at_the_server, last_day_of, officer_line
from peerdesk.cli.passphrases import read_passphrase
from peerdesk.domain.errors import BadDateError
from peerdesk.work.assigning import Assigned, Assignment, end_supervision
from peerdesk.work.assigning import assign as assign_supervisor


@click.command(
    cls=Command,
    epilog='Example: peerdesk org assign "Devon Achebe" --supervisor "Ruth Lind" --org org/ '
    "--server https://peers.example:8740",
)
@click.argument("peer", metavar="NAME")
@click.option("--supervisor", required=True, metavar="NAME", help="Who supervises them.")
@click.option("--until", default="", metavar="DATE", help="The last day of it.")
@click.option("--cover", is_flag=True, help="A stand-in until --until; the supervisor stays.")
@click.option("--beside", is_flag=True, help="Those who supervise them now go on as well.")
@click.option("--end", is_flag=True, help="End the supervision by this person now.")
@at_the_server
@pass_invocation
def assign(
    invocation: Invocation,
    peer: str,
    supervisor: str,
    until: str,
    cover: bool,
    beside: bool,
    end: bool,
    folder: Path,
    server: str,
    tls_cert: Path | None,
) -> None:
    """Name a peer's supervisor, a change, or a stand-in; --end ends it. Nothing is shared or taken back by this."""
    if end and (until or cover or beside):
        raise RefusalError("bad_input", "--end stands alone: it ends what is between the two now.")
    wanted = Assignment(peer=peer, supervisor=supervisor, until=_end_of(until), cover=cover, beside=beside)
    passphrase = read_passphrase(invocation, prompt="Officer's passphrase")
    with officer_line(server, tls_cert, "Assigning") as line:
        if end:
            done = end_supervision(folder, passphrase, peer, supervisor, line, now())
        else:
            done = assign_supervisor(folder, passphrase, wanted, line, now())
    invocation.answer(_shape(done, end=end), _lines(done, end=end))


def _end_of(day: str) -> datetime | None:
    """Return the moment at which a day is over on the officer's own calendar."""
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time()).astimezone()
    except (ValueError, OverflowError):
        raise BadDateError("until") from None


def _shape(done: Assigned, *, end: bool) -> dict[str, object]:
    return {
        "peer": done.peer.person,
        "supervisor": done.supervisor.person,
        "until": done.until.isoformat() if done.until else None,
        "cover": done.cover,
        "ended": list(done.ended),
        "awaited": done.awaited,
        "supervises": not end,
        "changed": done.changed,
    }


def _lines(done: Assigned, *, end: bool) -> list[str]:
    peer, supervisor = done.peer.name, done.supervisor.name
    if end:
        return [f"{supervisor} does not supervise {peer} any more. {peer} decides about what was shared before."]
    how = "stands in for" if done.cover else "supervises"
    last = f", until {last_day_of(done.until)}" if done.until else ""
    lines = [f"{supervisor} {how if not done.cover else 'stands in and supervises'} {peer} now{last}."]
    lines += [f"{name} does not supervise {peer} any more." for name in done.ended]
    if done.awaited:
        lines.append(f"{supervisor} has not joined yet; until then nothing can be shared with them.")
    return [*lines, f"Nothing was shared by this: {peer} is asked what {supervisor} may see."]
