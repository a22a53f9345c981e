"""`peerdesk org policy`: the hospital's choices, shown, or changed with the root's key."""

from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import ORG, TLS_CERT, officer_line, officers_words
from peerdesk.cli.org_recovery import RECOVERY_KEY_OPTION, RECOVERY_PASSPHRASE, open_recovery_key, recovery_passphrase
from peerdesk.cli.org_root import ROOT_KEY_OPTION, ROOT_PASSPHRASE, open_root, root_passphrase
from peerdesk.cli.policy_words import UNITS_OFF, policy_lines, policy_shape
from peerdesk.domain.levels import Level
from peerdesk.domain.unit_summary import Profile
from peerdesk.wire.recovery import key_text
from peerdesk.work.policy import Rule, Value, Words
from peerdesk.work.policy_making import known_policy, make_policy


@click.command(
    cls=Command,
    epilog="Example: peerdesk org policy --words demanded --lock-minutes 5 --org org/ "
    "--server https://peers.example:8740",
)
@ORG
@click.option("--server", default="", metavar="URL", help="Where the hospital server answers; needed for a change.")
@TLS_CERT
@click.option("--lock-minutes", type=int, metavar="N", help="A desk nobody touches locks after N minutes at most.")
@click.option("--words", type=click.Choice([one.value for one in Words]), help="Six words before the first share.")
@click.option("--part2", type=click.Choice(["yes", "no"]), help="Whether 42 CFR Part 2 applies to the peers' unit.")
@click.option(
    "--recovery",
    type=click.Choice(["on", "off"]),
    help="Ask people if the hospital may open their notes.",
)
@click.option("--retention-days", type=int, metavar="N", help="How long copies of those who left stay; 0: no end.")
@click.option("--hide", metavar="CODES", help="Answers not offered here, with commas; empty offers all.")
@click.option(
    "--widest-start", type=click.Choice([one.value for one in Level]), help="How wide a peer may have new notes begin."
)
@click.option("--code-team", metavar="TEXT", help="For the guides: how peers call the code team.")
@click.option("--supervisor-line", metavar="TEXT", help="For the guides: how peers call a supervisor.")
@click.option("--report-rule", metavar="TEXT", help="For the guides: the rule on reporting, and its number.")
@click.option("--local-checked", metavar="DATE", help="For the guides: the day on which these were looked at.")
@click.option("--numbers-checked", metavar="DATE", help="The day on which you called the crisis numbers that ship.")
@click.option(
    "--units",
    type=click.Choice([UNITS_OFF, *(one.value for one in Profile)]),
    help="Let peers count time in units of 15 minutes.",
)
@click.option("--eight-minutes", type=click.Choice(["yes", "no"]), help="Whether 8 minutes are a unit, or only all 15.")
@RECOVERY_KEY_OPTION
@RECOVERY_PASSPHRASE
@ROOT_KEY_OPTION
@ROOT_PASSPHRASE
@pass_invocation
def policy(
    invocation: Invocation,
    /,
    folder: Path,
    server: str,
    tls_cert: Path | None,
    recovery_key: Path | None,
    recovery_passphrase_file: Path | None,
    root_key: Path | None,
    root_passphrase_file: Path | None,
    **choices: str | int | None,
) -> None:
    """Show the hospital's choices, or change them with the root's key. Desks hear of it at their next sync."""
    changes = _changes(choices)
    if not changes:
        with officers_words():
            found = known_policy(folder)
        invocation.answer({**policy_shape(found), "changed": False}, policy_lines(found))
        return
    if not server:
        raise RefusalError("bad_input", "A change is signed into the server's directory: --server URL is needed.")
    if changes.get(Rule.RECOVERY) is True:
        opened = open_recovery_key(
            folder, recovery_key, recovery_passphrase(invocation, recovery_passphrase_file, new=False)
        )
        changes[Rule.RECOVERY_KEY] = key_text(opened.public().box)
    root = open_root(folder, root_key, root_passphrase(invocation, root_passphrase_file))
    with officer_line(server, tls_cert, "Signing") as line:
        made = make_policy(folder, root, changes, line, now())
    invocation.answer({**policy_shape(made.policy), "changed": made.changed}, policy_lines(made.policy))


def _changes(choices: dict[str, str | int | None]) -> dict[Rule, Value]:
    said = {Rule(name): value for name, value in choices.items() if value is not None}
    yes_or_no: dict[Rule, Value] = {
        rule: said[rule] in {"on", "yes"} for rule in (Rule.RECOVERY, Rule.PART2, Rule.EIGHT_MINUTES) if rule in said
    }
    codes = {Rule.HIDE: ",".join(str(said[Rule.HIDE]).replace(",", " ").split())} if Rule.HIDE in said else {}
    return {**said, **yes_or_no, **codes}
