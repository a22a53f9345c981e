"""The root's key at the command line: where its file is, and its passphrase, which is not the officer's."""

import sys
from pathlib import Path

import click

from peerdesk.cli.invocation import Invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.org_line import FILE, officers_words
from peerdesk.cli.passphrases import read_passphrase, read_secret_file
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.work.organisation_folder import ROOT_KEY, RootSecret, unlock_root

ROOT_KEY_OPTION = click.option(
    "--root-key", type=FILE, metavar="FILE", help="Where the root's key is; else root.key in the officer's folder."
)
ROOT_PASSPHRASE = click.option(
    "--root-passphrase-file", type=FILE, metavar="FILE", help="Read the root's passphrase from a file."
)


def root_passphrase(invocation: Invocation, file: Path | None, officers: str = "") -> str:
    """Return the root's passphrase: from its file, asked for at a terminal, or else the officer's."""
    if file is not None:
        return read_secret_file(file, "passphrase")
    if officers and not sys.stdin.isatty():
        return officers
    return read_passphrase(invocation, prompt="Root's passphrase")


def new_root_passphrase(invocation: Invocation, file: Path | None) -> str:
    """Return the passphrase of a new root: from its file, asked for at a terminal, or empty for none of its own."""
    if file is not None:
        return read_secret_file(file, "passphrase")
    if sys.stdin.isatty() and invocation.passphrase_source() is None:
        return read_passphrase(invocation, prompt="Root key's passphrase, another one", new=True)
    return ""


def open_root(folder: Path, file: Path | None, passphrase: str) -> RootSecret:
    """Return the root's key. Raises RefusalError where the file is not there or the passphrase is another."""
    with officers_words(), progress("Opening the root's key"):
        try:
            return unlock_root(file or folder / ROOT_KEY, passphrase)
        except WrongPassphraseError:
            said = "That passphrase does not open the root's key. Nothing was changed."
            raise RefusalError("wrong_passphrase", said) from None
