"""Where the server's database is, as the command line names it: a folder, or PostgreSQL and its password's file."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from peerdesk.server.errors import SettingsError
from peerdesk.server.store.place import Place, place

Verb = TypeVar("Verb", bound=Callable[..., object])

_MAX_PASSWORD_BYTES = 4096


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
    password = ""
    if password_file is not None:
        try:
            with password_file.open("rb") as file:
                password = file.read(_MAX_PASSWORD_BYTES).decode("utf-8").rstrip("\r\n")
        except (OSError, ValueError) as e:
            raise SettingsError(f"The file {password_file} with the database's password cannot be read.") from e
    return place(data, database, password)
