"""`peerdesk trust`: who the people of the hospital are, and the six words that two people compare."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.work.trust import Known, confirm_words, find_person
from peerdesk.work.trust import people as people_known
from peerdesk.work.word_list import spoken, word_list


@click.command("list", cls=Command, epilog="Example: peerdesk trust list --json")
@pass_invocation
def list_people(invocation: Invocation) -> None:
    """List everybody of your hospital who has joined, with the six words to compare."""
    with opened(invocation) as vault:
        people = people_known(vault, word_list())
    _tell(invocation, people)


@click.command(cls=Command, epilog='Example: peerdesk trust words "Tomas Okafor"')
@click.argument("person", metavar="NAME")
@pass_invocation
def words(invocation: Invocation, person: str) -> None:
    """Show somebody's six words. Ask them, in person or by phone, which words they see for themselves."""
    with opened(invocation) as vault:
        known = find_person(vault, person, word_list())
    _tell(invocation, [known])


@click.command(
    cls=Command, epilog='Example: peerdesk trust confirm "Tomas Okafor" --words "six words they read to you"'
)
@click.argument("person", metavar="NAME")
@click.option("--words", "typed", required=True, metavar="WORDS", help="The six words that they read to you.")
@pass_invocation
def confirm(invocation: Invocation, person: str, typed: str) -> None:
    """Note that somebody's six words are the same on both sides."""
    with opened(invocation) as vault:
        confirm_words(vault, find_person(vault, person, word_list()), typed, now())
        known = find_person(vault, person, word_list())
    _tell(invocation, [known])


def _tell(invocation: Invocation, people: tuple[Known, ...] | list[Known]) -> None:
    invocation.answer({"people": [_shape(person) for person in people]}, [_line(person) for person in people])


def _shape(person: Known) -> dict[str, object]:
    return {
        "name": person.name,
        "person": person.person.hex(),
        "role": person.role.value,
        "me": person.is_me,
        "met": person.met,
        "confirmed": person.confirmed,
        "active": person.active,
        "keys_changed": person.keys_changed,
        "paused": person.is_paused,
        "words": list(person.words),
        "words_es": list(spoken(person.words, "es")),
    }


def _line(person: Known) -> str:
    state = "you" if person.is_me else "met" if person.met else "new, not yet met"
    changed = "  (new keys: ask them)" if person.keys_changed else ""
    changed += "  (sharing is paused)" if person.is_paused else ""
    return f"{person.name}  {person.role.value}  {state}{changed}  {' '.join(person.words)}"
