"""`peerdesk library`: the directory of places that help, line by line. It holds no person."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation, today
from peerdesk.cli.library_lists import goes_line, received_lines
from peerdesk.cli.library_shapes import place_line, place_lines, place_shape
from peerdesk.cli.opened import opened
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.encounter import optional_code
from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import Place, PlaceDraft, place_draft
from peerdesk.domain.place_search import is_found, place_words
from peerdesk.domain.place_vocabulary import Freshness
from peerdesk.domain.vocabulary import NextStep
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import LANGUAGES, Labels
from peerdesk.work.places import (
    add_place,
    check_place,
    delete_place,
    edit_place,
    one_place,
    place_list,
    resolve_place,
)
from peerdesk.work.team_places import beside, publish_places, team_lists

_OPTIONS: Final = (
    ("name", "TEXT", "What it is called, up to 80 characters."),
    ("kind", "CODE", "What it is: a code of the next steps, such as shelter, benefits or peer_center."),
    ("phone", "TEXT", "Its number."),
    ("hours", "TEXT", "When it is open."),
    ("languages", "TEXT", "The languages spoken there."),
    ("cost", "TEXT", "What it costs."),
    ("distance", "TEXT", "How far it is, in words."),
    ("checked_on", "DATE", "The day somebody looked if this holds: 2026-11-21"),
    ("checked_by", "TEXT", "Who that was."),
)
_NEWS: Final = 12
"""Lines below the places about what is new in each list: who looks for a place has not asked for more."""

_FLAGS: Final = "Good to know, with commas: meds_ok, low_barrier, kids_ok, pets_ok, partner_ok, wheelchair"


def _answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a place. What was not said is None."""
    command = click.option("--flags", metavar="CODES", help=_FLAGS)(command)
    for name, metavar, words in reversed(_OPTIONS):
        command = click.option("--" + name.replace("_", "-"), name, metavar=metavar, help=words)(command)
    return command


@click.command(
    cls=Command, epilog='Example: peerdesk library add --name "Harbor House" --kind shelter --phone 555-0120'
)
@_answers
@pass_invocation
def add(invocation: Invocation, /, **said: str | None) -> None:
    """Keep a place: its name is enough."""
    with opened(invocation) as vault:
        record, _ = add_place(vault, _changed(PlaceDraft(), said), now(), os.urandom)
        _answer(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk library edit 0192f3 --phone 555-0121")
@click.argument("place", metavar="ID")
@_answers
@pass_invocation
def edit(invocation: Invocation, /, place: str, **said: str | None) -> None:
    """Say anew what a place is. What you leave out stays as it is."""
    with opened(invocation) as vault:
        record = resolve_place(vault, place)
        edit_place(vault, record, _changed(place_draft(one_place(vault, record)), said))
        _answer(invocation, vault, record)


@click.command(cls=Command, epilog="Example: peerdesk library check 0192f3")
@click.argument("place", metavar="ID")
@pass_invocation
def check(invocation: Invocation, place: str) -> None:
    """Say that you looked today, and that everything holds."""
    with opened(invocation) as vault:
        record = resolve_place(vault, place)
        check_place(vault, record, now())
        _answer(invocation, vault, record)


@click.command("list", cls=Command, epilog='Example: peerdesk library list --find "rio spanish" --kind benefits')
@click.option("--find", default="", metavar="WORDS", help="Beginnings of words; accents do not count.")
@click.option("--kind", default="", metavar="CODE", help="Only places of this kind.")
@click.option("--old", is_flag=True, help="Only those that nobody checked within half a year.")
@pass_invocation
def list_places(invocation: Invocation, find: str, kind: str, old: bool) -> None:
    """List places by name: yours, and those that a supervisor has given you."""
    labels, day = shipped_labels(), today()
    wanted = optional_code("kind", kind, NextStep)
    with opened(invocation) as vault:
        lists = team_lists(vault, now())
        found = [
            (one, author)
            for one, author in beside(place_list(vault), lists)
            if is_found(_words(one, labels), find)
            and wanted in (None, one.kind)
            and not (old and one.freshness(day) is Freshness.FRESH)
        ]
    lines = [place_line(one, labels, day, author) for one, author in found] or ["No place like that is here."]
    # To look for a place is not to have read what is new: `library seen` says that.
    lines += [line for one in lists if one.is_new for line in received_lines(one, _NEWS)]
    invocation.answer({"places": [place_shape(one, day, author) for one, author in found]}, lines)


@click.command(cls=Command, epilog="Example: peerdesk library show 0192f3")
@click.argument("place", metavar="ID")
@pass_invocation
def show(invocation: Invocation, place: str) -> None:
    """Show one place whole."""
    with opened(invocation) as vault:
        _answer(invocation, vault, resolve_place(vault, place))


@click.command(cls=Command, epilog="Example: peerdesk library delete 0192f3")
@click.argument("place", metavar="ID")
@pass_invocation
def delete(invocation: Invocation, place: str) -> None:
    """Take a place off the list. Where its name stands in what you wrote, it stays."""
    with opened(invocation) as vault:
        record = resolve_place(vault, place)
        delete_place(vault, record)
    invocation.answer({"id": record.hex(), "deleted": True}, ["It is off the list."])


@click.command(cls=Command, epilog="Example: peerdesk library publish")
@pass_invocation
def publish(invocation: Invocation) -> None:
    """For supervisors: give your list to the peers you supervise. It goes with the next sync."""
    with opened(invocation) as vault:
        given, _ = publish_places(vault, now(), os.urandom)
        places = len(place_list(vault))
    said = f"{given.gave} peers get these {places} places with the next sync, sealed to each of them."
    said = said if given.gave else goes_line(given)
    invocation.answer({"peers": given.peers, "places": places}, [said])


def _changed(draft: PlaceDraft, said: dict[str, str | None]) -> PlaceDraft:
    given: dict[str, Any] = {name: text for name, text in said.items() if text is not None}
    if "flags" in given:
        given["flags"] = tuple(code.strip() for code in given["flags"].split(",") if code.strip())
    return replace(draft, **given)


def _words(one: Place, labels: Labels) -> str:
    codes = (*([one.kind] if one.kind else []), *one.flags)
    return place_words(one, [labels.of(code, language) for code in codes for language in LANGUAGES])


def _answer(invocation: Invocation, vault: Vault, record: RecordId) -> None:
    one = one_place(vault, record)
    invocation.answer(place_shape(one, today()), place_lines(one, shipped_labels(), today()))
