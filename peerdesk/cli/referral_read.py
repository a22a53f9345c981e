"""`peerdesk referral list` and `show`: who waits for a peer, and what became of others."""

import time
from collections.abc import Iterator

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, moment, shipped_labels
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import Labels
from peerdesk.work.referrals import ListedReferral, one_referral, referral_list, resolve_referral
from peerdesk.work.whereabouts import let_whereabouts_go


@click.command("list", cls=Command, epilog="Example: peerdesk referral list")
@pass_invocation
def list_referrals(invocation: Invocation) -> None:
    """List referrals, the newest first: those that wait for you, and what became of the others."""
    with opened(invocation) as vault:
        if not vault.is_read_only:
            let_whereabouts_go(vault, now(), time.monotonic())
        found = referral_list(vault)
    labels = shipped_labels()
    lines = [_line(one, labels) for one in found] or ["Nobody waits for you here."]
    invocation.answer({"referrals": [referral_shape(one) for one in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk referral show 0192f3")
@click.argument("referral", metavar="ID")
@pass_invocation
def show(invocation: Invocation, referral: str) -> None:
    """Show one referral whole."""
    with opened(invocation) as vault:
        answer(invocation, vault, resolve_referral(vault, referral))


def answer(invocation: Invocation, vault: Vault, record: RecordId, *after: str) -> None:
    """Say what one referral is now."""
    one = one_referral(vault, record)
    invocation.answer(referral_shape(one), [*_lines(one, shipped_labels()), *after])


def referral_shape(one: ListedReferral) -> Shape:
    """Return a referral as JSON has it."""
    kept = one.referral
    return {
        "id": kept.id.hex(),
        "place": kept.place.value,
        "how_to_find": one.how_to_find or None,
        "source": kept.source.value if kept.source else None,
        "reason": kept.reason.value if kept.reason else None,
        "state": kept.state.value,
        "waits_for_me": one.is_mine,
        "received_at": one.received_at.isoformat() if one.received_at else None,
        "response": kept.response.value if kept.response else None,
        "passed_to": one.passed_to or None,
        "passed": one.passed.value if one.passed else None,
    }


def _line(one: ListedReferral, labels: Labels) -> str:
    kept = one.referral
    who = f"{one.passed_to}: {one.passed.value}" if one.passed_to and one.passed else ""
    said = (kept.id.hex(), labels.of(kept.place), one.how_to_find, labels.of(kept.state), who)
    return calm("  ".join(part for part in said if part))


def _lines(one: ListedReferral, labels: Labels) -> Iterator[str]:
    kept = one.referral
    yield f"{labels.of(kept.place)}  {labels.of(kept.state)}"
    parts = {
        "How to find": one.how_to_find or "erased",
        "Received": moment(one.received_at) if one.received_at else "",
        "Who asked": labels.of(kept.source) if kept.source else "",
        "Why": labels.of(kept.reason) if kept.reason else "",
        "First try": labels.of(kept.response) if kept.response else "",
        "Offered to": f"{one.passed_to}: {one.passed.value}" if one.passed_to and one.passed else "",
    }
    yield from (line(name, text) for name, text in parts.items() if text)
