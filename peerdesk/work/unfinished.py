"""Forms that were open when the desk locked: what stood in them waits here for whoever opens them again.

A no holds for them as well: what stood about somebody goes when they change their mind, and nothing is offered again
about somebody who asked not to be contacted, wherever that was heard. A number to call never waits here.
"""

import json
from collections.abc import Mapping
from typing import Final

from peerdesk.domain.ids import RecordId
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault

FOLLOW_UP: Final = "follow-up"
INTRODUCTION: Final = "introduction"
_KEY: Final = "unfinished "
_PHONE: Final = "phone"
Stands = Mapping[str, str | bool]
"""What stands in a form, by the names of its fields. `handle` is whom it is about."""


def keep_unfinished(vault: Vault, form: str, stands: Stands) -> None:
    """Keep what stands in a form, but for a phone number; nothing lets go of what was kept."""
    with vault.write() as tx:
        _keep(tx, form, {name: said for name, said in stands.items() if name != _PHONE})


def unfinished(vault: Vault, form: str) -> Stands:
    """Return what stood in a form; nothing where it was finished or closed, or they asked not to be contacted since."""
    with vault.read() as tx:
        found = _kept(tx, form)
        return {} if tx.consents.contact_is_withdrawn(_about(tx, found)) else found


def forget_unfinished(tx: Transaction, individual: RecordId) -> None:
    """Let go of what stands about somebody who changed their mind."""
    same = tx.consents.same(individual)
    for form in (FOLLOW_UP, INTRODUCTION):
        if _about(tx, _kept(tx, form)) in same:
            _keep(tx, form, {})


def _keep(tx: Transaction, form: str, stands: Stands) -> None:
    tx.settings.put(_KEY + form, json.dumps(dict(stands)).encode() if stands else b"")


def _kept(tx: Transaction, form: str) -> Stands:
    kept = tx.settings.get(_KEY + form)
    found: dict[str, str | bool] = json.loads(kept) if kept else {}
    return {name: said for name, said in found.items() if name != _PHONE}


def _about(tx: Transaction, stands: Stands) -> RecordId | None:
    known = tx.individuals.by_handle(str(stands.get("handle", "")))
    return known.id if known else None
