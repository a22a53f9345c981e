"""A computer for which the hospital's IT has decided something: the file lies in a folder of the test."""

import os
from pathlib import Path

import pytest

from peerdesk.desktop import managed


def decide(patch: pytest.MonkeyPatch, folder: Path, text: str) -> Path:
    """Let this be the file of the hospital's IT, for whoever starts from now on; return where it is."""
    folder.mkdir(mode=0o755)
    place = folder / managed.FILE_NAME
    place.write_text(text, encoding="utf-8")
    place.chmod(0o644)
    patch.setattr(managed, "OWNERS", frozenset({os.getuid()}))
    patch.setattr(managed, "system_place", lambda: place)
    return place
