"""What a program of the system is started with, from here: its own environment, and nothing of ours. No Qt here."""

import os
import sys
from collections.abc import Mapping

_OURS = ("_PYI_", "LD_LIBRARY_PATH_ORIG")
"""How the variables begin by which a frozen program knows itself, in the processes that it starts."""


def bundle_here() -> str:
    """Return the folder of the frozen application's libraries; empty where it runs from its source."""
    return getattr(sys, "_MEIPASS", "") if getattr(sys, "frozen", False) else ""


def environment_for_others(environment: Mapping[str, str], bundle: str) -> dict[str, str]:
    """Return an environment without what leads into `bundle`, the folder of a frozen application.

    Its start puts that folder in front of where the system's loader and Qt look for libraries (PyInstaller: "Launching
    external programs"). Those in it fit ours: another program that is given one may not start, or break later.
    """
    found = {}
    for name, value in environment.items():
        kept = [part for part in value.split(os.pathsep) if part != bundle and not part.startswith(bundle + os.sep)]
        if not name.startswith(_OURS) and kept:
            found[name] = os.pathsep.join(kept)
    return found
