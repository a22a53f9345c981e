"""`peerdesk referral add`, `edit`, `pass` and `close`: keeping a referral, and what becomes of it."""

import os
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.handoff_give import colleague_called
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.referral_read import answer
from peerdesk.domain.referral import ReferralDraft
from peerdesk.domain.referral_vocabulary import ReferralState
from peerdesk.work.referrals import (
    add_referral,
    answer_referral,
    edit_referral,
    one_referral,
    pass_referral,
    reopen_referral,
    resolve_referral,
)

SAVED: Final = "Saved here. How to find them is erased when it ends, and after three days."
SEEN: Final = 'Whoever asked may be told: "seen". No more than that.'
_STATES: Final = ("met", "declined", "tried", "closed", "open")
PLACE = click.option("--place", metavar="CODE", help="Where: ed, inpatient, clinic, ...")
FIND = click.option(
    "--how-to-find", "found", metavar="TEXT", help="How to find them: a bed, a bay, what they are called."
)
SOURCE = click.option("--source", metavar="CODE", help="Who asked: ed_nurse, social_work, self, ...")
REASON = click.option("--reason", metavar="CODE", help="What they said: asked, hard_time, questions, ...")


@click.command(cls=Command, epilog='Example: peerdesk referral add --place ed --how-to-find "Bed 12"')
@PLACE
@FIND
@SOURCE
@REASON
@pass_invocation
def add(invocation: Invocation, place: str | None, found: str | None, source: str | None, reason: str | None) -> None:
    """Keep a referral: where, and how to find them. The moment it came is kept by itself."""
    draft = ReferralDraft(place=place or "", how_to_find=found or "", source=source or "", reason=reason or "")
    with opened(invocation) as vault:
        record, _ = add_referral(vault, draft, now(), os.urandom)
        answer(invocation, vault, record, SAVED, SEEN)


@click.command(cls=Command, epilog='Example: peerdesk referral edit 0192f3 --how-to-find "Bed 14 now"')
@click.argument("referral", metavar="ID")
@PLACE
@FIND
@SOURCE
@REASON
@pass_invocation
def edit(
    invocation: Invocation,
    referral: str,
    place: str | None,
    found: str | None,
    source: str | None,
    reason: str | None,
) -> None:
    """Say anew where, how to find them, who asked and why. What you leave out stays as it is."""
    with opened(invocation) as vault:
        record = resolve_referral(vault, referral)
        known = one_referral(vault, record)
        draft = ReferralDraft(
            place=place or known.referral.place.value,
            how_to_find=known.how_to_find if found is None else found,
            source=(known.referral.source or "") if source is None else source,
            reason=(known.referral.reason or "") if reason is None else reason,
        )
        edit_referral(vault, record, draft, now(), os.urandom)
        answer(invocation, vault, record)


@click.command("pass", cls=Command, epilog='Example: peerdesk referral pass 0192f3 --to "Ruth Lind" --agreed')
@click.argument("referral", metavar="ID")
@click.option("--to", required=True, metavar="NAME", help="The other peer.")
@click.option("--agreed", is_flag=True, help="Whoever asked is OK with another peer.")
@click.option("--prompt", default="", metavar="TEXT", help="One line for the other peer, up to 140 characters.")
@pass_invocation
def pass_on(invocation: Invocation, referral: str, to: str, agreed: bool, prompt: str) -> None:
    """Offer it to another peer. They see where, and your one line; how to find them stays here."""
    with opened(invocation) as vault:
        record, person = resolve_referral(vault, referral), colleague_called(vault, to)
        pass_referral(vault, record, person, prompt, now(), os.urandom, agreed=agreed)
        answer(invocation, vault, record, "It leaves with the next sync, and is theirs once they accept.")


@click.command(cls=Command, epilog="Example: peerdesk referral close 0192f3 --end met")
@click.argument("referral", metavar="ID")
@click.option(
    "--end",
    default="closed",
    type=click.Choice(_STATES),
    help="What became of it. tried leaves it waiting, open brings it back; the others end it.",
)
@pass_invocation
def close(invocation: Invocation, referral: str, end: str) -> None:
    """Say what became of it. With its end, how to find them is erased on all your computers."""
    with opened(invocation) as vault:
        record = resolve_referral(vault, referral)
        if end == ReferralState.OPEN:
            reopen_referral(vault, record, "", now(), os.urandom)
        else:
            answer_referral(vault, record, ReferralState(end), now())
        answer(invocation, vault, record, SEEN)
