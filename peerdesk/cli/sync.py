"""`peerdesk sync`: one round with the hospital server, or rounds until stopped."""

import os
import time
from contextlib import closing

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import code_of, message
from peerdesk.cli.opened import opened
from peerdesk.domain.errors import NotEnrolledError, NotPeerDeskServerError, OfflineError, ServerError
from peerdesk.sync.kept_line import KeptLine
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.enrolment import Remotes
from peerdesk.work.syncing import SyncResult, sync_now
from peerdesk.work.waking import Watch

DONE, SAVED_HERE, NEEDS_ATTENTION = 0, 3, 4
PROOF_SECONDS = 1.0


@click.command(cls=Command, epilog="Example: peerdesk sync --wait-proof 30 --json")
@click.option("--wait-proof", type=click.FloatRange(min=0), metavar="SECONDS", help="Go on until all is proved there.")
@click.option("--watch", is_flag=True, help="Go on until Ctrl+C, at each change; with --json one line per round.")
@pass_invocation
def sync(invocation: Invocation, wait_proof: float | None, watch: bool) -> int:
    """Send what waits and fetch what is new.

    "proof" is true only when nothing waits, the server has a receipt for every change of yours, and this computer has
    checked the server's chain up to them. When the server cannot be reached everything stays saved here (status 3).
    """
    with opened(invocation) as vault:
        if watch:
            return _watch(invocation, vault)
        result = _until_proved(vault, wait_proof)
        waits = sum(not one.is_calm for one in needs(vault))
    tell(invocation, result, waits)
    return NEEDS_ATTENTION if waits else DONE


def one_round(vault: Vault, remotes: Remotes | None = None) -> SyncResult:
    """Sync once, with the real clock, the real random numbers and a real connection."""
    with progress("Syncing"):
        return sync_now(vault, remotes or connect, now(), os.urandom)


def _until_proved(vault: Vault, wait_seconds: float | None) -> SyncResult:
    end = time.monotonic() + (wait_seconds or 0.0)
    result = one_round(vault)
    while not result.proof and time.monotonic() < end:
        time.sleep(min(PROOF_SECONDS, max(0.0, end - time.monotonic())))
        result = one_round(vault)
    return result


def _watch(invocation: Invocation, vault: Vault) -> int:
    """Sync, and again whenever the server has something new. It is not asked again and again in between."""
    watch, was_offline = Watch(vault, connect, os.urandom), False
    with closing(KeptLine(connect)) as line:
        while True:
            try:
                result = one_round(vault, line)
                tell(invocation, result, sum(not one.is_calm for one in needs(vault)))
                was_offline = False
            except (OfflineError, NotPeerDeskServerError):
                if not was_offline:
                    invocation.answer({"offline": True}, ["Offline. Everything is saved here."])
                was_offline = True
            except NotEnrolledError:
                raise
            except ServerError as trouble:
                # The watch rests after it, and the next round may go better.
                invocation.answer({"problem": code_of(trouble)}, [message(trouble)])
            watch.wait()


def tell(invocation: Invocation, result: SyncResult, waits: int) -> None:
    """Answer with one round's result; `waits` is how many things need the person now."""
    document = {
        "pushed": result.pushed,
        "pulled": result.pulled,
        "waiting": result.waiting,
        "needs_attention": waits,
        "proof": result.proof,
        "bytes_up": result.bytes_up,
        "bytes_down": result.bytes_down,
        "ms": result.ms,
    }
    state = "Everything is on the hospital server." if result.proof else f"{result.waiting} still to send."
    lines = [f"Sent {result.pushed}, received {result.pulled}. {state}"]
    if waits:
        lines.append(f"{waits} need your attention. See: peerdesk attention list")
    invocation.answer(document, lines)
