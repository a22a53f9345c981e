"""What the officer's commands share: their options, the line to the server, and what is said when a name is unknown."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click

from peerdesk.cli.invocation import progress
from peerdesk.cli.messages import RefusalError, UnreachableError
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError, NotJoinedError, OfflineError
from peerdesk.domain.vocabulary import Role
from peerdesk.server.errors import SettingsError
from peerdesk.server.listening import certificate_pin
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path)
ORG = click.option("--org", "folder", required=True, type=FOLDER, metavar="DIR", help="The officer's folder.")
SERVER = click.option("--server", required=True, metavar="URL", help="Where the hospital server answers.")
TLS_CERT = click.option("--tls-cert", type=FILE, metavar="FILE", help="Pin the server's certificate (PEM).")
ROLE = click.option(
    "--role", type=click.Choice([role.value for role in Role]), help="For somebody who is both peer and supervisor."
)

_UNKNOWN = {
    "organisation": "No officer's keys are in that folder. See: peerdesk org init --help",
    "person": "Nobody of that name is on the officer's list. See: peerdesk org people --help",
    "device": "They have no computer or sheet with that id. See: peerdesk org people --json",
    "invite": "No invite of theirs can be cancelled: an older PeerDesk made it. It ends by itself after 72 hours.",
    "name key": "That root key is an older PeerDesk's and cannot do it alone: a copy of officer.key is needed.",
    "recovery key": "The recovery key is not there. Plug in where it is kept, and name the file: --recovery-key FILE",
    "root key": "The root key is not there. Plug in where it is kept, and name the file: --root-key FILE",
}


def at_the_server(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of every command that speaks to the server."""
    return ORG(SERVER(TLS_CERT(command)))


@contextmanager
def officer_line(server: str, tls_cert: Path | None, doing: str) -> Iterator[Transport]:
    """Return a line to the server, and say in the officer's words what does not work on it."""
    with closing(connect(server, pin_of(tls_cert))) as remote, progress(doing), officers_words():
        yield remote


@contextmanager
def officers_words() -> Iterator[None]:
    """Say in the officer's words what is not there, and what a server that is away means here."""
    try:
        yield
    except NotJoinedError:
        raise
    except NotFoundError as missing:
        raise RefusalError("not_found", _UNKNOWN.get(missing.kind, _UNKNOWN["person"])) from None
    except AmbiguousIdError as several:
        both = "Two on the list have that name. Say which: --role peer, or --role supervisor"
        longer = "More than one begins like that, or it is under 6 characters. Give more of it."
        raise RefusalError("ambiguous", both if several.kind == "person" else longer) from None
    except OfflineError:
        later = "The hospital server could not be reached. Run it again later: what was done is not done twice."
        raise UnreachableError(later) from None


def pin_of(certificate: Path | None) -> bytes:
    """Return what pins a server's certificate (PEM), nothing without one. Raises RefusalError when it is unreadable."""
    if certificate is None:
        return b""
    try:
        return certificate_pin(certificate)
    except SettingsError as unread:
        raise RefusalError("no_such_file", str(unread)) from None


def role_of(word: str | None) -> Role | None:
    """Return the role that was named, if one was."""
    return Role(word) if word else None


def last_day_of(end: datetime) -> str:
    """Return the last day before an end, as the officer's own calendar has it."""
    return day_of(end - timedelta(seconds=1))


def day_of(moment: datetime) -> str:
    """Return a day as the officer's own calendar has it."""
    return moment.astimezone().date().isoformat()
