"""The front door: `peerdesk` opens the desk, `peerdesk <command>` is the command line.

Nothing heavy is imported before it is known which of the two is wanted.
"""

import sys
from collections.abc import Sequence

from peerdesk import __version__

SESSION = "desk-session"
"""How the frozen application starts one session of the desk; nobody types it."""

SPELLING = "spell-checker"
"""How the frozen application starts the process that looks words up; nobody types it."""

_DESK_OPTIONS = ("--home", "--as")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run PeerDesk with the given words (by default those of the command line) and return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        sys.stdout.write(f"PeerDesk {__version__}\n")
        return 0
    if words == ["--self-test"]:
        from peerdesk.cli.self_test import self_test

        return self_test()
    if words[:1] == [SESSION]:
        from peerdesk.desktop.start import run_session

        return run_session(words[1:])
    if words[:1] == [SPELLING]:
        from peerdesk.desktop.spelling.checker import main as look_up

        return look_up(words[1:])
    if opens_the_desk(words):
        from peerdesk.cli.desk import desk

        return desk(words)
    from peerdesk.cli.root import run

    return run(words)


def opens_the_desk(words: Sequence[str]) -> bool:
    """Say whether no command was named: nothing at all, or only where the notes lie and whose they are."""
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in _DESK_OPTIONS and rest:
            rest.pop(0)
        elif not word.startswith(tuple(f"{option}=" for option in _DESK_OPTIONS)):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
