"""A peer's own order of chips, kept in the vault of this computer. It never leaves."""

import json
from types import MappingProxyType
from typing import Final

from peerdesk.domain.offered import VOCABULARIES
from peerdesk.domain.own_chips import OwnChips
from peerdesk.vault.vault import Vault

_NAME: Final = "chips"


def own_chips(vault: Vault) -> OwnChips:
    """Return the peer's order; what cannot be read is as if nothing had been chosen."""
    with vault.read() as tx:
        raw = tx.settings.get(_NAME)
    try:
        said = json.loads(raw) if raw else {}
    except ValueError:
        said = {}
    return OwnChips(
        order=MappingProxyType({name: _codes(said, "order", name) for name in VOCABULARIES}),
        hidden=MappingProxyType({name: frozenset(_codes(said, "hidden", name)) for name in VOCABULARIES}),
    )


def keep_chips(vault: Vault, own: OwnChips) -> None:
    """Keep an order in place of the one before."""
    said = {
        "order": {name: list(codes) for name, codes in own.order.items()},
        "hidden": {name: sorted(codes) for name, codes in own.hidden.items()},
    }
    with vault.write() as tx:
        tx.settings.put(_NAME, json.dumps(said).encode())


def _codes(said: object, part: str, name: str) -> tuple[str, ...]:
    """Return the codes of one list, each once; anything that is no list of known codes is left out."""
    lists = said.get(part) if isinstance(said, dict) else None
    codes = lists.get(name) if isinstance(lists, dict) else None
    known = {member.value for member in VOCABULARIES[name]}
    given = [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []
    return tuple(dict.fromkeys(code for code in given if code in known))
