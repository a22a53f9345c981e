"""`peerdesk followup add` and `edit`: planning a follow-up, and saying anew when and how."""

import os
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.followup_shapes import detail_lines, detail_shape
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.follow_up_plan import PlanDraft, plan_draft
from peerdesk.domain.ids import RecordId
from peerdesk.vault.vault import Vault
from peerdesk.work.follow_up_list import follow_up_detail, resolve_follow_up
from peerdesk.work.follow_ups import FollowUpDraft, add_follow_up, edit_follow_up, set_phone

SAVED: Final = "Saved here. It stays among your own computers."
_PLAN: Final = tuple(field.name for field in fields(PlanDraft))
_HELP: Final = {
    "why": ("CODE", "What for: check_in, group, ride, paperwork, info, ..."),
    "what": ("TEXT", "The same in a few words, up to 80 characters."),
    "how": ("CODE", "How: call, text, visit, letter, event"),
    "ok_voicemail": ("yes|no", "Whether a voicemail is okay with them."),
    "ok_text": ("yes|no", "Whether a text is okay with them."),
    "say_only": ("TEXT", "All that may be said to whoever answers."),
    "best_time": ("CODE", "When: morning, midday, afternoon, evening, weekend"),
    "who_may_answer": ("CODE", "Who may answer: only_them, family, anyone"),
}


def _planned(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a plan. What was not said is None."""
    for name in reversed(_PLAN):
        metavar, words = _HELP[name]
        command = click.option("--" + name.replace("_", "-"), name, metavar=metavar, help=words)(command)
    phone = click.option("--phone", metavar="NUMBER", help="A number they want kept; --phone '' erases it everywhere.")
    agreed = click.option("--phone-agreed", is_flag=True, help="You have asked them, and they want it kept.")
    return phone(agreed(command))


@click.command(cls=Command, epilog='Example: peerdesk followup add --due 3d --handle "J." --why ride --how call')
@click.option("--due", required=True, metavar="WHEN", help="A day, or from today on: 2026-11-28, 24h, 7d")
@click.option("--handle", default="", metavar="HANDLE", help="What you call them; nobody has to be named.")
@_planned
@pass_invocation
def add(
    invocation: Invocation, /, due: str, handle: str, phone: str | None, phone_agreed: bool, **plan: str | None
) -> None:
    """Plan to be in touch. For somebody who asked not to be contacted, none is planned, and this says so."""
    draft = FollowUpDraft(due=due, handle=handle, plan=_said(PlanDraft(), plan), phone=phone or "", agreed=phone_agreed)
    with opened(invocation) as vault:
        record, _ = add_follow_up(vault, draft, now(), os.urandom)
        answer(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk followup edit 0192f3 --due 3d --best-time evening")
@click.argument("follow_up", metavar="ID")
@click.option("--due", metavar="WHEN", help="Another day, or from today on: 2026-11-28, 24h, 7d")
@_planned
@pass_invocation
def edit(
    invocation: Invocation,
    /,
    follow_up: str,
    due: str | None,
    phone: str | None,
    phone_agreed: bool,
    **plan: str | None,
) -> None:
    """Say anew when and how. What you leave out stays as it is."""
    with opened(invocation) as vault:
        record = resolve_follow_up(vault, follow_up)
        known = follow_up_detail(vault, record).listed
        when = due if due is not None else known.follow_up.due.isoformat()
        edit_follow_up(vault, record, when, _said(plan_draft(known.plan), plan), now())
        if phone is not None:
            set_phone(vault, record, phone, now(), os.urandom, agreed=phone_agreed)
        answer(invocation, vault, record)


def answer(invocation: Invocation, vault: Vault, record: RecordId) -> None:
    """Say what one follow-up is now."""
    detail = follow_up_detail(vault, record)
    invocation.answer(detail_shape(detail), [*detail_lines(detail, shipped_labels()), SAVED])


def _said(before: PlanDraft, plan: dict[str, str | None]) -> PlanDraft:
    return replace(before, **{name: text for name, text in plan.items() if text is not None})
