"""`peerdesk guide`: what to do first in a hard moment, and that a guide was used. What was told is asked nowhere."""

import os

import click

from peerdesk.cli.agenda_shapes import guide_shape, guide_words
from peerdesk.cli.agenda_write import tell_item
from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm, line, shipped_labels
from peerdesk.domain.agenda_vocabulary import GuideCode
from peerdesk.domain.encounter import code
from peerdesk.domain.guide_use import GuideUse
from peerdesk.work.guide_log import bring_guide, guide_log, log_guide, minute_of, remove_guide_use, resolve_guide_use
from peerdesk.work.guides import filled_in, guides, whose

LANGUAGE = click.option("--language", type=click.Choice(("en", "es")), default="en", help="In which language.")
SAID = "Only that you used it is written down, and it is yours. To bring it: peerdesk guide bring"


@click.command("list", cls=Command, epilog="Example: peerdesk guide list")
@LANGUAGE
@pass_invocation
def list_guides(invocation: Invocation, language: str) -> None:
    """List the guides. They work without a network."""
    with opened(invocation) as vault:
        found = guides(language, filled_in(vault, now()).local)
    document = {"guides": [{"guide": one.code, "title": one.title} for one in found]}
    invocation.answer(document, [line(one.code, one.title) for one in found])


@click.command(cls=Command, epilog="Example: peerdesk guide show report")
@click.argument("guide", metavar="CODE")
@LANGUAGE
@pass_invocation
def show(invocation: Invocation, guide: str, language: str) -> None:
    """Show what to do, step by step. What your hospital has not filled in says so."""
    wanted = code("guide", guide, GuideCode)
    with opened(invocation) as vault:
        filled = filled_in(vault, now())
    local = filled.local
    found = next(one for one in guides(language, local, filled.steps) if one.code == wanted)
    day = local.checked.isoformat() if local.checked else ""
    days = [one.text.published_on.isoformat() for one in filled.received]
    said = whose(language, filled, day, days, is_old=local.is_old(now().astimezone().date()))
    told = {"checked": said.hospital or None, "team": [calm(line) for line in said.team]}
    document = {"guide": found.code, "title": found.title, "steps": list(found.steps), **told}
    steps = [calm(f"{number}. {step}") for number, step in enumerate(found.steps, start=1)]
    invocation.answer(document, [found.title, *steps, *map(calm, said.lines)])


@click.command(cls=Command, epilog="Example: peerdesk guide used report --spoke")
@click.argument("guide", metavar="CODE")
@click.option("--at", metavar="TIME", help='When, if not now: "2026-11-21 21:40"')
@click.option("--no-time", is_flag=True, help="Leave the time out.")
@click.option("--spoke", is_flag=True, help="You spoke to your supervisor.")
@pass_invocation
def used(invocation: Invocation, guide: str, at: str | None, no_time: bool, spoke: bool) -> None:
    """Write down that you used a guide. Nothing of what was told is asked; nobody else sees it."""
    used_at = "" if no_time else at or minute_of(now())
    with opened(invocation) as vault:
        record, _ = log_guide(vault, guide, used_at, now(), os.urandom, spoke=spoke)
        found = next(one for one in guide_log(vault) if one.id == record)
    invocation.answer(_shape(found), [_line(found), SAID])


@click.command(cls=Command, epilog="Example: peerdesk guide log")
@pass_invocation
def log(invocation: Invocation) -> None:
    """List the guides you used, the last first."""
    with opened(invocation) as vault:
        found = guide_log(vault)
    invocation.answer({"used": [_shape(one) for one in found]}, [_line(one) for one in found] or ["None is logged."])


@click.command(cls=Command, epilog="Example: peerdesk guide bring 0192f3")
@click.argument("use", metavar="ID")
@pass_invocation
def bring(invocation: Invocation, use: str) -> None:
    """Put it on your own list for supervision. To let your supervisor read it: peerdesk supervision agenda share."""
    with opened(invocation) as vault:
        record, _ = bring_guide(vault, resolve_guide_use(vault, use), now(), os.urandom)
        tell_item(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk guide delete 0192f3")
@click.argument("use", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, use: str) -> None:
    """Take it off the list, and off every agenda."""
    with opened(invocation) as vault:
        record = resolve_guide_use(vault, use)
        remove_guide_use(vault, record)
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off the list, and off every agenda."])


def _shape(one: GuideUse) -> Shape:
    return {"id": one.id.hex(), **guide_shape(one.said)}


def _line(one: GuideUse) -> str:
    return calm(f"{one.id.hex()}  {guide_words(one.said, shipped_labels())}")
