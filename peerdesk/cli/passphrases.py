"""Where a passphrase may come from: a file, a terminal, or one line of standard input. Never an argument.

From the first secret on, the process leaves no core file and lets no other one look inside.
"""

import sys
from pathlib import Path

import click

from peerdesk.cli.invocation import Invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.vault.hardening import harden

LONGEST_BYTES = 4096
LONGEST_SHEET_BYTES = 1024 * 1024


def read_passphrase(invocation: Invocation, *, prompt: str = "Passphrase", new: bool = False) -> str:
    """Return the passphrase of this run. `new` asks twice on a terminal. Raises RefusalError when there is none."""
    harden()
    source = invocation.passphrase_source()
    if source == "-":
        return _one_line(invocation)
    if source is not None:
        return read_secret_file(Path(source), "passphrase")
    if sys.stdin.isatty() and not invocation.input_taken:
        answer = click.prompt(prompt, hide_input=True, confirmation_prompt=new, err=True)
        return str(answer)
    return _one_line(invocation)


def read_new_passphrase(invocation: Invocation, file: str | None, *, is_only_one: bool = False) -> str:
    """Return a new passphrase, from its own file or typed twice. `is_only_one`: no other one is asked for in this run.

    Raises RefusalError when there is none.
    """
    harden()
    if file is not None:
        return read_secret_file(Path(file), "passphrase")
    if is_only_one:
        return read_passphrase(invocation, prompt="New passphrase", new=True)
    if sys.stdin.isatty() and not invocation.input_taken:
        return str(click.prompt("New passphrase", hide_input=True, confirmation_prompt=True, err=True))
    raise RefusalError("passphrase_needed", "A new passphrase is needed: use --new-passphrase-file FILE.")


def read_recovery(invocation: Invocation, file: str | None) -> str:
    """Return the text of a recovery sheet: a file of it, - for standard input, or what is typed at a terminal.

    Raises RefusalError when there is none.
    """
    harden()
    if file is None and sys.stdin.isatty() and not invocation.input_taken:
        return str(click.prompt("The groups of your recovery sheet", hide_input=True, err=True))
    if file is None or (file == "-" and invocation.input_taken):
        raise RefusalError("recovery_needed", "Your recovery sheet is needed: --recovery-file FILE")
    if file == "-":
        invocation.input_taken = True
        return sys.stdin.buffer.read(LONGEST_SHEET_BYTES).decode("utf-8", "replace")
    try:
        with Path(file).open("rb") as opened:
            return opened.read(LONGEST_SHEET_BYTES).decode("utf-8", "replace")
    except OSError:
        raise RefusalError("no_such_file", f"The recovery sheet {file} cannot be read.") from None


def read_secret_file(path: Path, what: str) -> str:
    """Return the first line of a file that holds a passphrase or a recovery code. Raises RefusalError."""
    harden()
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST_BYTES)
    except OSError:
        raise RefusalError("no_such_file", f"The {what} file {path} cannot be read.") from None
    return _checked(raw, f"The {what} file {path} is empty.")


def _one_line(invocation: Invocation) -> str:
    needed = "Your passphrase is needed: use --passphrase-file FILE, or type it when asked."
    if invocation.input_taken:
        raise RefusalError("passphrase_needed", "Standard input carries the notes, so use --passphrase-file FILE.")
    invocation.input_taken = True
    return _checked(sys.stdin.buffer.readline(LONGEST_BYTES), needed)


def _checked(raw: bytes, otherwise: str) -> str:
    line = raw.split(b"\n", 1)[0].rstrip(b"\r")
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusalError("bad_input", "A passphrase is text in UTF-8.") from None
    if not text:
        raise RefusalError("passphrase_needed", otherwise)
    return text
