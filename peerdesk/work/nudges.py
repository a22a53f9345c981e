"""The word lists that ship, and which suggestions a peer does not want again. Nothing else about them is ever kept."""

import json
from typing import Final

from peerdesk.domain.nudges import Lexicon
from peerdesk.vault.vault import Vault
from peerdesk.work.resources import resource

_UNWANTED: Final = "nudges_unwanted"
_OFF: Final = "nudges_off"
MOST_UNWANTED: Final = 500


class WordsDamagedError(Exception):
    """The file of word lists that ships is not as it was built. A bug of the installation, never of the person."""


def read_lexicon(language: str) -> Lexicon:
    """Return the words of a language, "en" or "es". Raises WordsDamagedError."""
    try:
        lists = json.loads(resource("library", "nudges.json").read_bytes())[language]
        return Lexicon.of(
            {said: entry["try"] for entry in lists["words"] for said in entry["said"]},
            unless=lists["unless"],
            details=lists["detail"],
            details_unless=lists["detail_unless"],
        )
    except (ValueError, LookupError, TypeError) as error:
        raise WordsDamagedError(type(error).__name__) from None


def unwanted(vault: Vault) -> frozenset[str]:
    """Return the keys of the suggestions that this peer does not want again on this computer."""
    with vault.read() as tx:
        return frozenset(_listed(tx.settings.get(_UNWANTED)))


def want_no_more(vault: Vault, key: str) -> frozenset[str]:
    """Suggest this no more, and return all that are not suggested. The newest 500 are remembered."""
    with vault.write() as tx:
        known = [one for one in _listed(tx.settings.get(_UNWANTED)) if one != key]
        known = [*known, key][-MOST_UNWANTED:]
        tx.settings.put(_UNWANTED, json.dumps(known, ensure_ascii=False).encode())
    return frozenset(known)


def want_again(vault: Vault, key: str) -> frozenset[str]:
    """Suggest this one again, and return what is still not suggested."""
    with vault.write() as tx:
        known = [one for one in _listed(tx.settings.get(_UNWANTED)) if one != key]
        tx.settings.put(_UNWANTED, json.dumps(known, ensure_ascii=False).encode())
    return frozenset(known)


def suggests(vault: Vault) -> bool:
    """Say whether this peer wants suggestions at all. They do until they say otherwise."""
    with vault.read() as tx:
        return not tx.settings.get(_OFF)


def suggest(vault: Vault, *, on: bool) -> None:
    """Suggest words, or nothing at all. What is not wanted one by one is remembered either way."""
    with vault.write() as tx:
        tx.settings.put(_OFF, b"" if on else b"1")


def want_all_again(vault: Vault) -> None:
    """Suggest everything again."""
    with vault.write() as tx:
        tx.settings.put(_UNWANTED, b"[]")


def _listed(value: bytes | None) -> list[str]:
    known = json.loads(value) if value else []
    return [one for one in known if isinstance(one, str)] if isinstance(known, list) else []
