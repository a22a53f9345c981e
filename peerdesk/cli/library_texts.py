"""`peerdesk library`, the texts of a team: what a supervisor fills into the guides, and words they add or mute."""

import os
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.library_lists import PLACES, goes_line, restore_list, see_list, show_lists
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.opened import opened
from peerdesk.cli.team_text_shapes import received_lines, received_shape, text_lines, text_shape
from peerdesk.domain.errors import NotFoundError, UnknownCodeError
from peerdesk.domain.team_guides import filled_anew, step_about
from peerdesk.domain.team_texts import TeamLine, TeamPart, TeamText
from peerdesk.domain.team_words import TeamWord, without_word
from peerdesk.domain.text import folded
from peerdesk.vault.vault import Vault
from peerdesk.work.nudges import with_team_word
from peerdesk.work.team_documents import GivenList
from peerdesk.work.team_texts import (
    given_text,
    note_text_seen,
    own_versions,
    publish_text,
    received_texts,
    restore_text,
)

_CHANGED: Final = click.option("--changed", default="", metavar="TEXT", help="What is new, in a line for your peers.")


@click.command("texts", cls=Command, epilog="Example: peerdesk library texts guides")
@click.argument("part", metavar="PART")
@pass_invocation
def texts(invocation: Invocation, part: str) -> None:
    """Show what holds: guides, words, checkins or places. A supervisor sees their versions, a peer what is new."""
    wanted = _part(part)
    if wanted is None:
        show_lists(invocation)
        return
    with opened(invocation) as vault:
        given, versions = given_text(vault, wanted, now()), own_versions(vault, wanted)
        received = received_texts(vault, wanted, now())
    stands = {"peers": given.peers, "up_to_date": given.up_to_date} if given is not None else None
    document = {
        "part": wanted.value,
        "given": stands,
        "versions": [text_shape(one) for one in versions],
        "received": [received_shape(one) for one in received],
    }
    lines = [*(line for one in versions[:1] for line in text_lines(one)), *(_told(given) if versions else ())]
    lines += [line for one in received for line in received_lines(one)]
    invocation.answer(document, lines or ["Nothing was written for the team yet."])


@click.command(cls=Command, epilog='Example: peerdesk library fill --supervisor "Tomas, 0142" --changed "New number"')
@click.option("--team", metavar="TEXT", help="The number of the code team.")
@click.option("--supervisor", metavar="TEXT", help="Whom to call, and at which number.")
@click.option("--report", metavar="TEXT", help="The rule where you work, and its number.")
@click.option("--step", nargs=2, multiple=True, metavar="GUIDE TEXT", help="One more step of a guide, such as court.")
@_CHANGED
@pass_invocation
def fill(invocation: Invocation, /, changed: str, step: tuple[tuple[str, str], ...], **said: str | None) -> None:
    """For supervisors: fill in the guides for your peers. What you leave out stays; an empty text takes it away."""
    with opened(invocation) as vault:
        given = {name: text for name, text in said.items() if text is not None}
        steps = {step_about(guide): text for guide, text in step}
        lines = filled_anew(_newest(vault, TeamPart.GUIDES), given | steps)
        _publish(invocation, vault, TeamPart.GUIDES, lines, changed)


@click.command(cls=Command, epilog='Example: peerdesk library word "bed blocker" --instead "person who waits"')
@click.argument("said", metavar="WORD")
@click.option("--instead", default="", metavar="TEXT", help="What could stand there; without it, it could be left out.")
@click.option("--language", type=click.Choice(("en", "es")), default="en", help="Of which language.")
@click.option("--mute", is_flag=True, help="Suggest a word that ships no more. Details always are.")
@click.option("--remove", is_flag=True, help="Take it off your team's list again.")
@_CHANGED
@pass_invocation
def word(
    invocation: Invocation, said: str, instead: str, language: str, mute: bool, remove: bool, changed: str
) -> None:
    """For supervisors: add a word to the suggestions of your peers, or mute one."""
    with opened(invocation) as vault:
        known = _newest(vault, TeamPart.WORDS)
        meant = TeamWord(language=language, said=said, instead=instead, is_muted=mute)
        lines = without_word(known, meant) if remove else with_team_word(known, meant)
        if remove and lines == known:
            raise NotFoundError("word")
        _publish(invocation, vault, TeamPart.WORDS, lines, changed)


@click.command(cls=Command, epilog="Example: peerdesk library restore guides 2")
@click.argument("part", metavar="PART")
@click.argument("version", type=int, metavar="VERSION")
@_CHANGED
@pass_invocation
def restore(invocation: Invocation, part: str, version: int, changed: str) -> None:
    """For supervisors: give an older version again, as a new one. Of places, your own list says the same then."""
    wanted = _part(part)
    if wanted is None:
        if changed:
            raise RefusalError("no_line", "A list of places has no such line: your peers see which places differ.")
        restore_list(invocation, version)
        return
    with opened(invocation) as vault:
        given, _ = restore_text(vault, _numbered(vault, wanted, version), changed, now(), os.urandom)
        _answer(invocation, vault, wanted, given)


@click.command(cls=Command, epilog='Example: peerdesk library seen guides "Tomas Okafor"')
@click.argument("part", metavar="PART")
@click.argument("person", metavar="PERSON")
@pass_invocation
def seen(invocation: Invocation, part: str, person: str) -> None:
    """Say that you read what is new. Where several supervise you, their text holds here from now on."""
    wanted = _part(part)
    if wanted is None:
        see_list(invocation, person)
        return
    with opened(invocation) as vault:
        known = [one for one in received_texts(vault, wanted, now()) if folded(one.name) == folded(person)]
        if not known:
            raise NotFoundError("person")
        if len(known) > 1:
            raise RefusalError("ambiguous", "Two people who supervise you have this name. Say it in the window.")
        note_text_seen(vault, known[0].author, known[0].text, now())
        found = received_texts(vault, wanted, now())
    document = {"part": wanted.value, "received": [received_shape(one) for one in found]}
    # What came since it was listed is marked, too: so it is shown.
    invocation.answer(document, [*received_lines(known[0]), f"The text of {known[0].name} holds here."])


def _part(said: str) -> TeamPart | None:
    """Return which text is meant; None for the list of places."""
    known = (*(part.value for part in TeamPart), PLACES)
    if said not in known:
        raise UnknownCodeError("part", said, known)
    return TeamPart(said) if said != PLACES else None


def _numbered(vault: Vault, part: TeamPart, version: int) -> TeamText:
    found = tuple({one for one in own_versions(vault, part) if one.version == version})
    if not found:
        raise NotFoundError("version")
    if len(found) > 1:
        raise RefusalError("ambiguous", f"Two of your computers wrote version {version}. Choose it in the window.")
    return found[0]


def _newest(vault: Vault, part: TeamPart) -> tuple[TeamLine, ...]:
    return next((one.lines for one in own_versions(vault, part)), ())


def _publish(invocation: Invocation, vault: Vault, part: TeamPart, lines: tuple[TeamLine, ...], changed: str) -> None:
    given, _ = publish_text(vault, part, lines, changed, now(), os.urandom)
    _answer(invocation, vault, part, given)


def _answer(invocation: Invocation, vault: Vault, part: TeamPart, given: GivenList) -> None:
    newest = own_versions(vault, part)[0]
    invocation.answer({**text_shape(newest), "peers": given.peers}, [*text_lines(newest), goes_line(given)])


def _told(given: GivenList | None) -> list[str]:
    if given is None:
        return []
    return [f"{given.up_to_date} of {given.peers} peers were given this version."]
