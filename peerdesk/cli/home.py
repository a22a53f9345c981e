"""The home: the folder that holds all vaults. Asked before anything else, so it brings nothing heavy along."""

from collections.abc import Mapping
from pathlib import Path

from peerdesk.desktop.managed import default_home, managed_here


def home_folder(named: str | Path | None, environment: Mapping[str, str]) -> Path:
    """Return the folder that was named, else PEERDESK_HOME, else the hospital's choice, else this system's place."""
    chosen = named or environment.get("PEERDESK_HOME") or managed_here().home
    return Path(chosen) if chosen else default_home()
