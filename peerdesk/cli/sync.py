"""`peerdesk sync`: one round with the hospital server, or rounds until stopped."""

import time

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.rounds import one_round, tell
from peerdesk.cli.watch import go_on_syncing
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.syncing import SyncResult

DONE, SAVED_HERE, NEEDS_ATTENTION = 0, 3, 4
PROOF_SECONDS = 1.0


@click.command(cls=Command, epilog="Example: peerdesk sync --wait-proof 30 --json")
@click.option("--wait-proof", type=click.FloatRange(min=0), metavar="SECONDS", help="Go on until all is proved there.")
@click.option("--watch", is_flag=True, help="Go on until Ctrl+C, at each change; with --json one line per round.")
@pass_invocation
def sync(invocation: Invocation, wait_proof: float | None, watch: bool) -> int:
    """Send what waits and fetch what is new.

    "proof" is true only when nothing waits, the server has a receipt for every change of yours, and this computer has
    checked the server's chain up to them. When the server cannot be reached everything stays saved here (status 3);
    with --watch it is tried again by itself, and only what no waiting can change ends it (status 1).
    """
    with opened(invocation) as vault:
        if watch:
            go_on_syncing(invocation, vault, connect)
        result = _until_proved(vault, wait_proof)
        waits = sum(not one.is_calm for one in needs(vault))
    tell(invocation, result, waits)
    return NEEDS_ATTENTION if waits else DONE


def _until_proved(vault: Vault, wait_seconds: float | None) -> SyncResult:
    end = time.monotonic() + (wait_seconds or 0.0)
    result = one_round(vault, connect)
    while not result.proof and time.monotonic() < end:
        time.sleep(min(PROOF_SECONDS, max(0.0, end - time.monotonic())))
        result = one_round(vault, connect)
    return result
