"""`peerdesk --self-test`: does what was installed work here? One line for each thing; opens nobody's notes."""

import importlib
import os
import sys

from peerdesk import __version__

DONE, NOT_DONE = 0, 1
CHECKS = (
    ("what ships is found", "peerdesk.work.self_test:resources_are_found"),
    ("cryptography gives the published answers", "peerdesk.work.self_test:answers_are_known"),
    ("an old vault opens", "peerdesk.work.self_test:frozen_vault_opens"),
    ("a window can be drawn", "peerdesk.desktop.self_test:window_can_be_drawn"),
    ("the spelling check starts", "peerdesk.desktop.self_test:spelling_starts"),
)


def self_test() -> int:
    """Run every check, print a line for each, and return 0 when all held and else 1."""
    # No window is shown: what is asked is whether it could be drawn.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    kind = "frozen" if getattr(sys, "frozen", False) else "from its source"
    sys.stdout.write(f"PeerDesk {__version__}, {kind}, Python {sys.version.split()[0]}\n")
    held = [_line(name, place) for name, place in CHECKS]
    sys.stdout.write(f"{sum(held)} of {len(held)} hold.\n")
    return DONE if all(held) else NOT_DONE


def _line(name: str, place: str) -> bool:
    module, function = place.split(":")
    try:
        words = getattr(importlib.import_module(module), function)()
    except Exception as problem:
        # The edge of one check: whatever a build lacks is told on its line, and the other checks are made.
        sys.stdout.write(f"!   {name}: {type(problem).__name__}: {problem}\n")
        return False
    sys.stdout.write(f"ok  {name}: {words}\n")
    return True
