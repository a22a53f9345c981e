"""Where the server's database is: a file in its folder, or a PostgreSQL somewhere else."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from peerdesk.server.errors import SettingsError

FILE_NAME = "server.db"

_SCHEMES = frozenset({"postgresql", "postgres"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`folder` is the server's own; `postgres` names the database if it does not lie in there, in the file `name`.

    The URL holds the password. SQLAlchemy shows it as stars wherever the URL is printed.
    """

    folder: Path
    postgres: URL | None = field(default=None, repr=False)
    name: str = FILE_NAME

    @property
    def file(self) -> Path:
        """The database file, where there is one."""
        return self.folder / self.name

    @property
    def words(self) -> str:
        """Name the place for the operator, without the password."""
        return f"the folder {self.folder}" if self.postgres is None else f"the database {self.postgres}"


def place(folder: Path, url: str = "", password: str = "") -> Place:
    """Return the place that was named. Raises SettingsError in words; they never repeat a password.

    `url` begins with `postgresql://` and carries no password: a command line can be read by everybody on the computer.
    """
    if not url:
        return Place(folder=folder)
    try:
        named = make_url(url)
    except (ArgumentError, ValueError) as e:
        raise SettingsError("The database is named like this: postgresql://user@host/name") from e
    if named.drivername not in _SCHEMES or not named.database:
        raise SettingsError("The database is named like this: postgresql://user@host/name")
    if named.password is not None or any("password" in parameter.lower() for parameter in named.query):
        raise SettingsError("Leave the password out of the database's name; give it in a file.")
    return Place(folder=folder, postgres=named.set(drivername="postgresql+psycopg", password=password or None))
