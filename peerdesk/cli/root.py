"""The table of commands, and the one edge where an error becomes a sentence and an exit status."""

import json
import os
import sys
from collections.abc import Sequence

import click

from peerdesk import __version__
from peerdesk.cli.bug_report import write_bug_report
from peerdesk.cli.commands import CONTEXT, LazyGroup
from peerdesk.cli.invocation import Invocation, now
from peerdesk.cli.messages import code_of, message
from peerdesk.domain.errors import ExpectedError, NotPeerDeskServerError, OfflineError

DONE, REFUSED, USAGE, SAVED_HERE, NEEDS_ATTENTION, BUG, STOPPED = 0, 1, 2, 3, 4, 70, 130

PLACES = {
    "setup": ("peerdesk.cli.setup:setup", "Begin: a vault of your own, alone or with an invite."),
    "join": ("peerdesk.cli.join:join", "One more computer of yours, by your recovery sheet."),
    "people": ("peerdesk.cli.people:people", "Whose notes are on this computer."),
    "note": ("peerdesk.cli.groups:note", "Record, read, search and change notes."),
    "shift": ("peerdesk.cli.groups:shift", "Where you work now, so that notes begin there."),
    "jot": ("peerdesk.cli.groups:jot", "One line now, the note later."),
    "count": ("peerdesk.cli.groups:count", "Count an encounter, and keep nothing of it."),
    "share": ("peerdesk.cli.share:share", "Let your supervisor see exactly what a preview shows."),
    "unshare": ("peerdesk.cli.share:unshare", "Stop sharing a note."),
    "sharing": ("peerdesk.cli.groups:sharing", "How your notes are shared, seen from all of them."),
    "tally": ("peerdesk.cli.groups:tally", "Weekly counts for the team's figures, if you say yes."),
    "ledger": ("peerdesk.cli.share:ledger", "What was shared, with whom, and who opened it."),
    "consent": ("peerdesk.cli.groups:consent", "What individuals allow, and taking it back."),
    "summary": ("peerdesk.cli.summary:summary", "A few plain words for a care team, under a written release."),
    "followup": ("peerdesk.cli.groups:followup", "When you want to be in touch again."),
    "referral": ("peerdesk.cli.groups:referral", "Somebody asked for a peer."),
    "introduction": ("peerdesk.cli.groups:introduction", "Warm handoffs to a person or a place outside."),
    "impact": ("peerdesk.cli.impact:impact", "What you did in a month, a quarter or a year, for you alone."),
    "individual": ("peerdesk.cli.own_groups:individual", "Whom you support, by the handles you gave them."),
    "library": ("peerdesk.cli.library_group:library", "Places that help: find one, keep one, take in a table."),
    "outofrole": ("peerdesk.cli.own_groups:outofrole", "What you were asked that is not a peer's to do."),
    "export": ("peerdesk.cli.own_groups:export", "Files that leave, because you want it."),
    "units": ("peerdesk.cli.own_groups:units", "Your encounters in units of 15 minutes, where they are counted."),
    "training": ("peerdesk.cli.own_groups:training", "Trainings you went to, for yourself."),
    "pulse": ("peerdesk.cli.own_groups:pulse", "What came out of the peers' box, for the program report."),
    "spelling": ("peerdesk.cli.own_groups:spelling", "Words that you kept, so that they are never underlined."),
    "handoff": ("peerdesk.cli.groups:handoff", "Hand follow-ups over to another peer, and answer what comes."),
    "handout": ("peerdesk.cli.handout:handout", "Pages to print and give away."),
    "leaving": ("peerdesk.cli.groups:leaving", "Your last day: what happens to each thing."),
    "sync": ("peerdesk.cli.sync:sync", "Send what waits and fetch what is new."),
    "status": ("peerdesk.cli.status:status", "What waits, and what is proved to be on the server."),
    "attention": ("peerdesk.cli.groups:attention", "What waits for you, and deciding about it."),
    "review": ("peerdesk.cli.groups:review", "For supervisors: read, comment, acknowledge."),
    "supervision": ("peerdesk.cli.groups:supervision", "Log sessions of supervision, sign them, see the hours."),
    "guide": ("peerdesk.cli.supervision_groups:guide", "What to do first in a hard moment."),
    "report": ("peerdesk.cli.team_report:report", "The team's figures of a month or a quarter."),
    "wellbeing": ("peerdesk.cli.groups:wellbeing", "How you are, for yourself, on this computer only."),
    "trust": ("peerdesk.cli.groups:trust", "Safety words of the people you work with."),
    "devices": ("peerdesk.cli.groups:devices", "Your own computers."),
    "passphrase": ("peerdesk.cli.groups:passphrase", "Another passphrase, also when it is forgotten."),
    "recovery": ("peerdesk.cli.groups:recovery", "A new recovery sheet, which ends the one before it."),
    "backup": ("peerdesk.cli.groups:backup", "Backups: make, check, look into, and put back beside."),
    "rescue": ("peerdesk.cli.rescue:rescue", "Make damaged notes whole again."),
    "settings": ("peerdesk.cli.settings:settings", "What is set on this computer, and who set it."),
    "verify-installed": ("peerdesk.cli.verify_installed:verify_installed", "Is what is installed what was released?"),
    "doctor": ("peerdesk.cli.doctor:doctor", "Check the health of the notes on this computer."),
    "org": ("peerdesk.cli.program_groups:org", "For the hospital's officer: invites and people."),
    "serve": ("peerdesk.cli.serve:serve", "Run the hospital server."),
    "server": ("peerdesk.cli.program_groups:server", "For the operator: check the server's store."),
    "practice": ("peerdesk.cli.practice:practice", "Try the desk with invented people; nothing is kept."),
    "demo": ("peerdesk.cli.demo:demo", "See the whole road with an invented hospital."),
}


@click.group(
    cls=LazyGroup,
    context_settings=CONTEXT,
    epilog="Example: peerdesk note add --setting ed --outcome met --support listened,time",
)
@click.version_option(__version__, prog_name="PeerDesk", message="%(prog)s %(version)s")
def peerdesk() -> None:
    """PeerDesk: private notes for peer recovery specialists. Without a command it opens the desk."""


peerdesk.places = PLACES


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit status. This is the edge: nothing goes past it as a traceback."""
    invocation = Invocation(as_json="--json" in words)
    try:
        status = invoke(words, invocation)
        sys.stdout.flush()
    except (ExpectedError, click.ClickException) as problem:
        return _refused(invocation, problem)
    except (click.Abort, KeyboardInterrupt):
        return _tell(invocation, STOPPED, "stopped", "Stopped. What was saved before is kept.")
    except BrokenPipeError:
        return _reader_left()
    except Exception as problem:
        return _bug(invocation, problem)
    return status if isinstance(status, int) else DONE


def invoke(words: Sequence[str], invocation: Invocation) -> object:
    """Read the words and call the command they name. Click's own `main` would print a line of its own at Ctrl+C."""
    try:
        with peerdesk.make_context("peerdesk", list(words), obj=invocation) as context:
            return peerdesk.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code


def _refused(invocation: Invocation, problem: ExpectedError | click.ClickException) -> int:
    match problem:
        case OfflineError() | NotPeerDeskServerError():
            return _tell(invocation, SAVED_HERE, problem.code, message(problem))
        case ExpectedError():
            return _tell(invocation, REFUSED, code_of(problem), message(problem))
        case click.exceptions.NoArgsIsHelpError():
            click.echo(problem.format_message(), err=True)
            return USAGE
        case click.UsageError():
            hint = f" See: {problem.ctx.command_path} --help" if problem.ctx else ""
            said = problem.format_message().removeprefix("Invalid value for ")
            return _tell(invocation, USAGE, "usage", said + hint)
        case _:
            return _tell(invocation, REFUSED, "refused", problem.format_message())


def _bug(invocation: Invocation, problem: Exception) -> int:
    path = write_bug_report(problem, invocation.home_folder(), now())
    return _tell(invocation, BUG, "bug", f"PeerDesk made a mistake. A report without any of your words is in {path}")


def _reader_left() -> int:
    # `peerdesk note list | head`: the reader has seen enough. Python would complain once more at exit without this.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _tell(invocation: Invocation, status: int, code: str, sentence: str) -> int:
    one_line = " ".join(sentence.split())
    if invocation.as_json:
        one_line = json.dumps({"error": code, "message": one_line}, ensure_ascii=False)
    click.echo(one_line, err=True)
    return status
