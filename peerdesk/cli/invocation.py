"""One run of the command line: where the notes lie, whose they are, how to answer, and what time it is."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from peerdesk.cli.home import home_folder

Document = Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Invocation:
    """What the shared options said. Filled while click reads the words, before or after the subcommand."""

    home: Path | None = None
    as_name: str | None = None
    passphrase_file: str | None = None
    as_json: bool = False
    input_taken: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def home_folder(self) -> Path:
        """Return the folder that holds all vaults: `--home`, PEERDESK_HOME, or this system's place for it."""
        return home_folder(self.home, self.environment)

    def passphrase_source(self) -> str | None:
        """Return the file that holds the passphrase, `-` for standard input, or None when none was named."""
        return self.passphrase_file or self.environment.get("PEERDESK_PASSPHRASE_FILE") or None

    def answer(self, document: Document | list[Any], lines: Iterable[str]) -> None:
        """Print the one JSON document, or the lines for a person."""
        if self.as_json:
            write_json(document, sys.stdout)
        else:
            for line in lines:
                click.echo(line)

    def aside(self, line: str) -> None:
        """Print something beside the answer, where a program that reads the answer does not trip over it."""
        click.echo(line, err=True)


def write_json(document: Document | list[Any], stream: TextIO) -> None:
    """Print a document as one line and hand it over at once."""
    stream.write(json.dumps(document, ensure_ascii=False, separators=(", ", ": ")) + "\n")
    stream.flush()


def now() -> datetime:
    """Return the time, aware, UTC. The doors are the only place that asks the clock."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day on the person's own calendar."""
    return datetime.now().astimezone().date()


@contextmanager
def progress(message: str) -> Iterator[None]:
    """Show that something slow goes on, on a terminal only, and take the line away again."""
    shown = sys.stderr.isatty()
    if shown:
        click.echo(message + " ...", nl=False, err=True)
    try:
        yield
    finally:
        if shown:
            click.echo("\r\033[K", nl=False, err=True)


pass_invocation = click.make_pass_decorator(Invocation)
