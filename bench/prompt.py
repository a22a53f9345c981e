"""The desk's cold start: the front door as it is, up to the painted prompt. Imports nothing before the door does."""

import os
import sys
import time
from pathlib import Path

from peerdesk import __main__ as front_door
from peerdesk.desktop import first_child

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(painted_file: str, started: str) -> int:
    """Open the desk of the home in which `painted_file` will lie, and write there how long it took.

    `started` is the wall clock just before this process was spawned.
    """
    as_it_is = first_child.fork_child

    def fork_child(run: first_child.Run) -> first_child.ForkedChild:
        def reporting() -> int:
            report_when_painted(painted_file, float(started))
            return run()

        return as_it_is(reporting)

    first_child.fork_child = fork_child
    return front_door.main(["--home", str(Path(painted_file).parent)])


def report_when_painted(painted_file: str, started: float) -> None:
    """Where the session hardens itself after the first paint, have it report and end instead."""
    from peerdesk.desktop.start import bring_in_qt

    bring_in_qt()
    from peerdesk.desktop import session

    def painted() -> None:
        now = time.time()
        import json

        from bench.measure import resident_mib

        found = {"process spawn to prompt painted": [now - started], "memory at prompt": [resident_mib()]}
        Path(painted_file).write_text(json.dumps(found), encoding="utf-8")
        os._exit(0)

    session.harden = painted


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
