"""Where the server's database is, as the command line names it: a folder, or PostgreSQL and its password's file."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from peerdesk.server.errors import SettingsError
from peerdesk.server.store.place import Place, place

Verb = TypeVar("Verb", bound=Callable[..., object])

_MAX_SECRET_BYTES = 4096


def place_options(verb: Verb) -> Verb:
    """Add the three options to a command, which takes `data`, `database` and `database_password_file`."""
    folder, file = click.Path(path_type=Path, file_okay=False), click.Path(path_type=Path, dir_okay=False)
    for option in (
        click.option(
            "--database-password-file",
            type=file,
            metavar="FILE",
            envvar="PEERDESK_DATABASE_PASSWORD_FILE",
            help="Read the database's password from a file (PEERDESK_DATABASE_PASSWORD_FILE).",
        ),
        click.option(
            "--database",
            default="",
            metavar="URL",
            envvar="PEERDESK_DATABASE",
            help="postgresql://user@host/name instead of a file in DIR (PEERDESK_DATABASE).",
        ),
        click.option("--data", required=True, type=folder, metavar="DIR", help="The server's folder."),
    ):
        verb = option(verb)
    return verb


def named_place(data: Path, database: str, password_file: Path | None) -> Place:
    """Return the place that the options name. Raises SettingsError; what it says never repeats the password."""
    return place(data, database, secret_in(password_file))


def secret_in(file: Path | None) -> str:
    """Return the first line of a file that holds nothing but a secret; empty without a file. Raises SettingsError."""
    if file is None:
        return ""
    try:
        with file.open("rb") as opened:
            lines = opened.read(_MAX_SECRET_BYTES).decode("utf-8").splitlines()
    except (OSError, ValueError) as e:
        raise SettingsError(f"The file {file} cannot be read.") from e
    if not lines or not lines[0]:
        raise SettingsError(f"The file {file} is empty.")
    return lines[0]
