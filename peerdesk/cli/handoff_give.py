"""`peerdesk handoff add` and `stop`: giving a follow-up to another peer, and taking it back until they accept."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.handoff_shapes import offer_lines, offer_shape, state_words
from peerdesk.cli.invocation import Invocation, now, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.handover import Picked
from peerdesk.domain.ids import PersonId
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.handing_over import (
    all_given,
    colleagues,
    find_colleague,
    find_follow_up,
    find_handoff,
    hand_over,
    preview,
    take_back,
)
from peerdesk.work.syncing import learn_people


@click.command(
    cls=Command,
    epilog='Example: peerdesk handoff add 0192f3 --to "Ruth Lind" --agreed --how phone --prompt "Bed by the window"',
)
@click.argument("follow_up", metavar="ID")
@click.option("--to", "to", required=True, metavar="NAME", help="The other peer.")
@click.option("--agreed", is_flag=True, help="You have asked them, and they are OK with another peer.")
@click.option("--how", default="", metavar="MODE", help="How they may be in touch: phone, text, in_person, ...")
@click.option("--prompt", default="", metavar="TEXT", help="One line for the other peer, up to 140 characters.")
@click.option("--without-handle", is_flag=True, help="What you call them stays here.")
@click.option("--preview", "only_preview", is_flag=True, help="Show exactly what would leave; hand nothing over.")
@pass_invocation
def add(
    invocation: Invocation,
    follow_up: str,
    to: str,
    agreed: bool,
    how: str,
    prompt: str,
    without_handle: bool,
    only_preview: bool,
) -> None:
    """Offer a follow-up to another peer: exactly what --preview shows. It is theirs only once they accept.

    IDs stand in `peerdesk followup list`. It is saved here at once and leaves with the next sync.
    """
    picked = Picked(agreed=agreed, how=how, prompt=prompt, with_handle=not without_handle)
    with opened(invocation) as vault:
        person, record = colleague_called(vault, to), find_follow_up(vault, follow_up)
        offer = preview(vault, record, picked)
        name = next(one.name for one in colleagues(vault) if one.person == person)
        if not only_preview:
            hand_over(vault, [(record, picked)], person, now(), os.urandom)
        made = None if only_preview else all_given(vault)[0].handover.handoff.hex()
    document = {"id": made, "handed": not only_preview, "to": name, "offer": offer_shape(offer)}
    does = "sees" if made else "would see"
    after = [] if only_preview else ["It leaves with the next sync, and is theirs once they accept."]
    invocation.answer(document, [f"{name} {does} exactly this:", *offer_lines(offer, shipped_labels()), *after])


@click.command(cls=Command, epilog="Example: peerdesk handoff stop 0192f3")
@click.argument("handoff", metavar="ID")
@pass_invocation
def stop(invocation: Invocation, handoff: str) -> None:
    """Take back what you offered. Once the other peer has accepted, it is theirs, and this says so."""
    with opened(invocation) as vault:
        record = find_handoff(vault, handoff)
        take_back(vault, record)
        given = next(one for one in all_given(vault) if one.handover.handoff == record)
    document = {"id": record.hex(), "state": given.state.value}
    invocation.answer(document, [f"It is yours again: {state_words(given)}. It leaves their list with the next sync."])


def colleague_called(vault: Vault, name: str) -> PersonId:
    """Return the other peer of this name, asking the server who is who if need be. Raises RefusalError."""
    try:
        return find_colleague(vault, name)
    except NotFoundError:
        with progress("Asking who is who"):
            learn_people(vault, connect, now(), os.urandom)
    try:
        return find_colleague(vault, name)
    except NotFoundError:
        known = ", ".join(one.name for one in colleagues(vault))
        can = f"The peers here are: {known}." if known else "No other peer has joined yet."
        raise RefusalError("not_found", f"{can} Nobody is called like that.") from None
