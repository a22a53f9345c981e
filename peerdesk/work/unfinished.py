"""Forms that were open when the desk locked: what stood in them waits here for whoever opens them again."""

import json
from collections.abc import Mapping
from typing import Final

from peerdesk.vault.vault import Vault

_KEY: Final = "unfinished "
Stands = Mapping[str, str | bool]
"""What stands in a form, by the names of its fields."""


def keep_unfinished(vault: Vault, form: str, stands: Stands) -> None:
    """Keep what stands in a form; nothing lets go of what was kept."""
    with vault.write() as tx:
        tx.settings.put(_KEY + form, json.dumps(dict(stands)).encode() if stands else b"")


def unfinished(vault: Vault, form: str) -> Stands:
    """Return what stood in a form, nothing where it was finished or closed."""
    with vault.read() as tx:
        kept = tx.settings.get(_KEY + form)
    found: dict[str, str | bool] = json.loads(kept) if kept else {}
    return found
