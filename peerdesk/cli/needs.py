"""`peerdesk attention`: what waits for the person, and deciding about it."""

import os

import click

from peerdesk.cli.attention import sentence
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.removed_items import decide_item
from peerdesk.cli.words import line
from peerdesk.work.attention import ADDED, Act, Need, do
from peerdesk.work.attention import needs as everything

DONE, NEEDS_ATTENTION = 0, 4
_WAYS = {
    Act.COMPARE: "peerdesk note show {note}, then: peerdesk note resolve {note} --keep mine|theirs|both",
    Act.SHOW: "peerdesk note show {note}",
    Act.AGAIN: "peerdesk sync",
    Act.REMOVE: "peerdesk devices revoke {added}",
    Act.ANSWER: "peerdesk trust recovery",
    Act.WORDS: "peerdesk trust words {person}",
    Act.CHOOSE: "peerdesk sharing offer {person}",
    Act.TAKE_BACK: "peerdesk sharing take-back {person} --preview",
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


def _decision(act: Act, about: str, told: str, *, example: str, by_item: bool = False) -> click.Command:
    """Return the command that does `act`: what its help says, what is told afterwards, and a key for its example.

    `by_item` lets it be done to one item of what a removed computer wrote.
    """

    @click.argument("key", metavar="KEY")
    @pass_invocation
    def decide(invocation: Invocation, key: str, item: str = "") -> None:
        with opened(invocation) as vault:
            if item:
                decide_item(vault, key, item, yes=act is Act.ACCEPT)
            else:
                do(vault, key, act, now(), os.urandom)
        invocation.answer({"key": key, "done": act.value}, [told])

    epilog = f"Example: {_way(act, example)}"
    one = click.option("--item", default="", metavar="ID", help="Only this one of what: peerdesk attention look KEY.")
    return click.command(_name(act), cls=Command, help=about, epilog=epilog)(one(decide) if by_item else decide)


def _name(act: Act) -> str:
    return act.value.replace("_", "-")


def _way(act: Act, key: str, note: str = "", person: str = "") -> str:
    way = _WAYS.get(act, f"peerdesk attention {_name(act)} {{key}}")
    way = way.replace("{added}", key.removeprefix(ADDED))
    return way.replace("{note}", note).replace("{key}", key).replace("{person}", person)


keep = _decision(
    Act.KEEP,
    "Keep words that were overtaken by an erase, as a new note that only you can read.",
    "Kept as a new note. Only you can read it.",
    example="aside-1",
)
drop = _decision(
    Act.DROP,
    "Let words go that were overtaken by an erase, or hear no more of something that was set apart.",
    "Done.",
    example="aside-1",
    by_item=True,
)
resend = _decision(
    Act.RESEND,
    "Send once more what the hospital server turned down. It goes with the next sync.",
    "It goes with the next sync.",
    example="turned-down-too_large",
)
keep_all = _decision(
    Act.KEEP_ALL,
    "Keep everything that another computer of yours deletes.",
    "Everything is kept, and comes back on your other computers.",
    example="notice-1",
)
accept = _decision(
    Act.ACCEPT,
    "Delete here, too, what another computer of yours has deleted; or let count what one wrote that is off the list.",
    "Done. What was taken in comes with the next sync.",
    example="notice-1",
    by_item=True,
)
clear = _decision(
    Act.CLEAR,
    "Say that your officer has looked into two lists of who is who, and that the one here is the hospital's. "
    "Sharing goes on. Compare first: `directory_evidence` of status with that entry in the officer's org history.",
    "Sharing goes on. If the server shows another list once more, it stops again.",
    example="directory",
)
same = _decision(
    Act.SAME,
    "Say that somebody with new keys is who they were, without comparing six words; sharing with them goes on.",
    "Sharing with them goes on.",
    example="keys-0192f3-12",
)
seen = _decision(Act.SEEN, "Note that you have read what syncing had to tell.", "Done.", example="notice-1")


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
    note = need.note.hex() if need.note else ""
    about = need.keys or need.news
    person = about.person.hex() if about else ""
    ways = " or ".join(_way(act, need.key, note, person) for act in need.acts)
    return [line("To know" if need.is_calm else "For you", said), line("", ways)]
