"""One round with the hospital server, and what is said of it."""

import os

from peerdesk.cli.invocation import Invocation, now, progress
from peerdesk.vault.vault import Vault
from peerdesk.work.enrolment import Remotes
from peerdesk.work.syncing import SyncResult, sync_now


def one_round(vault: Vault, remotes: Remotes) -> SyncResult:
    """Sync once, with the real clock and the real random numbers."""
    with progress("Syncing"):
        return sync_now(vault, remotes, now(), os.urandom)


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
