"""The home: the folder that holds all vaults. Asked before anything else, so it brings nothing heavy along."""

from collections.abc import Mapping
from pathlib import Path

from peerdesk.desktop.managed import managed_here


def home_folder(named: str | Path | None, environment: Mapping[str, str]) -> Path:
    """Return the folder that was named, else PEERDESK_HOME, else the hospital's choice, else this system's place."""
    chosen = named or environment.get("PEERDESK_HOME") or managed_here().home
    if chosen:
        return Path(chosen)
    # Only where nobody named a place: most of what it knows is about other systems.
    import platformdirs

    return platformdirs.user_data_path("peerdesk", appauthor=False)
