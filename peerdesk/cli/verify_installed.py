"""`peerdesk verify-installed`: is what is installed what was released? Reads the program's own files, and no notes."""

import sys
from pathlib import Path

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, progress
from peerdesk.cli.messages import RefusalError
from peerdesk.work.installed import Installed, NoListError, NotAKeyError, Signed, look

DONE, NEEDS_ATTENTION = 0, 4
_SHOWN = 20
_SAID = {
    Signed.GOOD: "ok  The list was signed with this key.",
    Signed.BAD: "!   The list was not signed with this key.",
    Signed.UNSIGNED: "-   Nobody signed this build. It says nothing about who made it.",
    Signed.NOT_CHECKED: "-   It is signed, and the signature was not checked: name the release key with --key.",
}


@click.command("verify-installed", cls=Command, epilog="Example: peerdesk verify-installed --key release.pub.pem")
@click.option("--key", type=click.Path(path_type=Path), metavar="FILE", help="The release key, as PEM.")
@click.option("--folder", type=click.Path(path_type=Path), metavar="DIR", help="Where it lies, if not this PeerDesk.")
@pass_invocation
def verify_installed(invocation: Invocation, key: Path | None, folder: Path | None) -> int:
    """Compare every installed file with the signed list. Status 4 when something is not as it was released.

    A program that was changed can lie about itself. docs/installing.md has the two commands that check the same
    without it.
    """
    try:
        with progress("Reading every file"):
            found = look(folder or _own_folder(), key)
    except NoListError:
        raise RefusalError("no_list", "There is no list of files here: this PeerDesk was not installed.") from None
    except NotAKeyError:
        raise RefusalError("not_a_key", f"{key} is no Ed25519 key in PEM.") from None
    document = {
        "version": found.version,
        "files": found.files,
        "changed": list(found.changed),
        "missing": list(found.missing),
        "more": list(found.more),
        "signed": found.signed.value,
    }
    invocation.answer(document, _lines(found))
    return DONE if found.is_as_released else NEEDS_ATTENTION


def _own_folder() -> Path:
    return Path(sys.executable).resolve().parent if getattr(sys, "frozen", False) else Path(__file__).parents[2]


def _lines(found: Installed) -> list[str]:
    lines = []
    for word, names in (("changed", found.changed), ("missing", found.missing), ("not listed", found.more)):
        lines += [f"!   {word}: {name}" for name in names[:_SHOWN]]
        lines += [f"!   {word}: {len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    version = f"-   The list is of PeerDesk {found.version}." if found.version else "!   The list names no version."
    return [*(lines or [f"ok  {found.files} files are as they were listed."]), _SAID[found.signed], version]
