"""`peerdesk spelling words list`, `add` and `delete`: the words that are yours. No dictionary is needed for them."""

import os

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.opened import opened
from peerdesk.cli.words import calm
from peerdesk.work.spelling import forget_word, keep_word, own_words


@click.command("list", cls=Command, epilog="Example: peerdesk spelling words list")
@pass_invocation
def list_words(invocation: Invocation) -> None:
    """List the words that you kept."""
    with opened(invocation) as vault:
        words = [one.word for one in own_words(vault)]
    invocation.answer({"words": words}, [calm(word) for word in words] or ["There is none."])


@click.command(cls=Command, epilog="Example: peerdesk spelling words add warmline")
@click.argument("word", metavar="WORD")
@pass_invocation
def add(invocation: Invocation, word: str) -> None:
    """Keep a word. It is never underlined again, on all your computers."""
    with opened(invocation) as vault:
        kept, _ = keep_word(vault, word, now(), os.urandom)
    invocation.answer({"word": kept.word, "saved": True}, [f"Kept here: {calm(kept.word)}"])


@click.command(cls=Command, epilog="Example: peerdesk spelling words delete warmline")
@click.argument("word", metavar="WORD")
@pass_invocation
def delete(invocation: Invocation, word: str) -> None:
    """Take a word off the list."""
    with opened(invocation) as vault:
        forget_word(vault, word)
    invocation.answer({"word": word, "deleted": True}, ["It is off the list."])
