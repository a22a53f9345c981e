"""What is told in a summary, asked alike by every command that lets one leave."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from peerdesk.cli.messages import RefusalError

Asked = TypeVar("Asked", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--to", "recipient", required=True, metavar="NAME", help="Whom the release names."),
    click.option("--visit", is_flag=True, help="Say that a peer visited, on the day of the note."),
    click.option("--words", default="", metavar="TEXT", help="What they want the team to know, in their words."),
    click.option("--agreed", default="", metavar="TEXT", help="What the two of you agreed."),
    click.option("--reach", default="", metavar="TEXT", help="How to reach you."),
    click.option("--called", default="", metavar="NAME", help="How the team knows them (the handle). It is not kept."),
    click.option("--language", type=click.Choice(["en", "es"]), default="en", help="The language of the fixed words."),
    click.option("--preview", is_flag=True, help="Show exactly what would leave; nothing leaves."),
    click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to a file."),
)


def told_in_summary(command: Asked) -> Asked:
    """Give a command the options of a summary."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def check_way(*, preview: bool, out: Path | None) -> None:
    """Let somebody say one of the two: look, or write where nothing is yet. Raises UsageError or RefusalError."""
    if preview == (out is not None):
        raise click.UsageError("Say --preview to see it, or --out FILE to write it.")
    if out is not None and out.exists():
        raise RefusalError("exists", f"{out.name} is there already. Choose another name.")
