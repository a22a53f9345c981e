"""`peerdesk attention`: what waits for the person, and deciding about it."""

import os

import click

from peerdesk.cli.attention import sentence
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import line
from peerdesk.work.attention import Act, Need, do
from peerdesk.work.attention import needs as everything

DONE, NEEDS_ATTENTION = 0, 4
_WAYS = {
    Act.COMPARE: "peerdesk note show {note}, then: peerdesk note resolve {note} --keep mine|theirs|both",
    Act.SHOW: "peerdesk note show {note}",
    Act.AGAIN: "peerdesk sync",
    Act.KEEP: "peerdesk attention keep {key}",
    Act.DROP: "peerdesk attention drop {key}",
    Act.RESEND: "peerdesk attention resend {key}",
    Act.KEEP_ALL: "peerdesk attention keep-all {key}",
    Act.ACCEPT: "peerdesk attention accept {key}",
    Act.SEEN: "peerdesk attention seen {key}",
}


@click.command("list", cls=Command, epilog="Example: peerdesk attention list")
@pass_invocation
def list_needs(invocation: Invocation) -> int:
    """List what waits for you, with what can be done about each. Nothing else waits for any of it (status 4)."""
    with opened(invocation) as vault:
        found = everything(vault)
    lines = [part for one in found for part in need_lines(one)]
    invocation.answer({"attention": [need_shape(one) for one in found]}, lines or ["Nothing waits for you."])
    return NEEDS_ATTENTION if any(not one.is_calm for one in found) else DONE


@click.command(cls=Command, epilog="Example: peerdesk attention keep aside-1")
@click.argument("key", metavar="KEY")
@pass_invocation
def keep(invocation: Invocation, key: str) -> None:
    """Keep words that were overtaken by an erase, as a new note that only you can read."""
    _decide(invocation, key, Act.KEEP, "Kept as a new note. Only you can read it.")


@click.command(cls=Command, epilog="Example: peerdesk attention drop aside-1")
@click.argument("key", metavar="KEY")
@pass_invocation
def drop(invocation: Invocation, key: str) -> None:
    """Let words go that were overtaken by an erase, or hear no more of something that was set apart."""
    _decide(invocation, key, Act.DROP, "Done.")


@click.command(cls=Command, epilog="Example: peerdesk attention resend turned-down-too_large")
@click.argument("key", metavar="KEY")
@pass_invocation
def resend(invocation: Invocation, key: str) -> None:
    """Send once more what the hospital server turned down. It goes with the next sync."""
    _decide(invocation, key, Act.RESEND, "It goes with the next sync.")


@click.command(cls=Command, epilog="Example: peerdesk attention keep-all notice-1")
@click.argument("key", metavar="KEY")
@pass_invocation
def keep_all(invocation: Invocation, key: str) -> None:
    """Keep everything that another computer of yours deletes."""
    _decide(invocation, key, Act.KEEP_ALL, "Everything is kept, and comes back on your other computers.")


@click.command(cls=Command, epilog="Example: peerdesk attention accept notice-1")
@click.argument("key", metavar="KEY")
@pass_invocation
def accept(invocation: Invocation, key: str) -> None:
    """Delete here, too, what another computer of yours has deleted."""
    _decide(invocation, key, Act.ACCEPT, "Deleted here too.")


@click.command(cls=Command, epilog="Example: peerdesk attention seen notice-1")
@click.argument("key", metavar="KEY")
@pass_invocation
def seen(invocation: Invocation, key: str) -> None:
    """Note that you have read what syncing had to tell."""
    _decide(invocation, key, Act.SEEN, "Done.")


def need_shape(need: Need) -> Shape:
    """Return one thing that waits. `calm` says that it only tells of something that is over."""
    return {
        "key": need.key,
        "reason": need.reason,
        "acts": [act.value for act in need.acts],
        "note": need.note.hex() if need.note else None,
        "number": need.number or None,
        "calm": need.is_calm,
        "name": need.name or None,
    }


def need_lines(need: Need) -> list[str]:
    """Return what is said about one thing, and how to go about it."""
    said = f"{need.name}: " * bool(need.name) + sentence(need.reason, need.number)
    ways = " or ".join(_WAYS[act] for act in need.acts if act in _WAYS)
    note = need.note.hex() if need.note else ""
    return [
        line("To know" if need.is_calm else "For you", said),
        line("", ways.replace("{note}", note).replace("{key}", need.key)),
    ]


def _decide(invocation: Invocation, key: str, act: Act, sentence_after: str) -> None:
    with opened(invocation) as vault:
        do(vault, key, act, now(), os.urandom)
    invocation.answer({"key": key, "done": act.value}, [sentence_after])
