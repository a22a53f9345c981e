"""Signing in with the hospital at a terminal: the address is printed, and opened unless that is not wanted."""

import contextlib
import os
import re
import threading
from typing import TYPE_CHECKING, Final

import click

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import plain
from peerdesk.desktop.managed import check_sign_in, first_preferences, managed_here
from peerdesk.desktop.other_programs import bundle_here, environment_for_others
from peerdesk.desktop.preferences import LANGUAGES, Preferences
from peerdesk.domain.managed import ManagedSettings

if TYPE_CHECKING:
    from peerdesk.work.second_lock import SignIn
    from peerdesk.work.signing_in import Waiting

_LONGEST_ADDRESS: Final = 8192
_LONGEST_HOST: Final = 300


def at_terminal(invocation: Invocation, *, browser: bool) -> "SignIn":
    """Return how somebody at a terminal signs in. What it prints goes to standard error, beside any answer."""
    from peerdesk.work.signing_in import BrowserSignIn

    managed = managed_here()

    def show(waiting: "Waiting") -> None:
        host, address = plain(waiting.host, _LONGEST_HOST), plain(waiting.address, _LONGEST_ADDRESS)
        click.echo(f"\nYour hospital asks you to sign in at {host}. Open this on this computer:\n{address}", err=True)
        if browser:
            _give_back_the_environment()
            # Some browsers take the terminal, and come back only when they are closed: nobody waits for those.
            threading.Thread(target=_open, args=(waiting.address,), daemon=True).start()

    return BrowserSignIn(
        show=show, check=lambda page: check_sign_in(managed, page), language=_language(invocation, managed)
    )


def _language(invocation: Invocation, managed: ManagedSettings) -> str:
    """Return what the browser's page is in: what was chosen at the desk, else the hospital's, else the computer's."""
    kept = Preferences.read(invocation.home_folder(), first_preferences(managed)).language
    around = (invocation.environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # A locale is a language, and may have a country, a coding and a variant behind it: es_PR.UTF-8, es.UTF-8, es@euro.
    code = kept or re.split("[_.@]", next(filter(None, around), ""), maxsplit=1)[0]
    return code if code in LANGUAGES else LANGUAGES[0]


def _give_back_the_environment() -> None:
    """Let what is started from here on find the libraries of the system. Ours are found without it by now."""
    bundle = bundle_here()
    if bundle:
        around = environment_for_others(os.environ, bundle)
        for name in os.environ.keys() - around.keys():
            del os.environ[name]
        os.environ.update(around)


def _open(address: str) -> None:
    import webbrowser

    # The address was printed, too: a browser that is none, or is named wrongly, needs no second word.
    with contextlib.suppress(webbrowser.Error, OSError, ValueError):
        webbrowser.open(address)
