"""The word lists that ship, what a team adds and mutes, and which suggestions a peer does not want again."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from peerdesk.domain.nudges import Lexicon
from peerdesk.domain.team_texts import TeamLine, TeamPart
from peerdesk.domain.team_words import LANGUAGES, TeamWord, with_team_words, with_word
from peerdesk.vault.vault import Vault
from peerdesk.work.resources import resource
from peerdesk.work.team_texts import lines_in_use

_UNWANTED: Final = "nudges_unwanted"
_OFF: Final = "nudges_off"
MOST_UNWANTED: Final = 500


class WordsDamagedError(Exception):
    """The file of word lists that ships is not as it was built. A bug of the installation, never of the person."""


def read_lexicon(language: str, team: tuple[TeamLine, ...] = ()) -> Lexicon:
    """Return the words of a language, "en" or "es", as a `team` wants them. Raises WordsDamagedError."""
    try:
        lists = json.loads(resource("library", "nudges.json").read_bytes())[language]
        instead = {said: entry["try"] for entry in lists["words"] for said in entry["said"]}
        details = {"details": lists["detail"], "details_unless": lists["detail_unless"]}
        if team:
            instead = with_team_words(instead, team, language, Lexicon.of({}, **details))
        return Lexicon.of(instead, unless=lists["unless"], **details)
    except (ValueError, LookupError, TypeError) as error:
        raise WordsDamagedError(type(error).__name__) from None


def team_words(vault: Vault, now: datetime) -> tuple[TeamLine, ...]:
    """Return the words that the team of this person adds and mutes."""
    with vault.read() as tx:
        return lines_in_use(tx, TeamPart.WORDS, now)


def with_team_word(lines: Iterable[TeamLine], word: TeamWord) -> tuple[TeamLine, ...]:
    """Return a team's lines with a word that was checked against the lists that ship.

    Raises an InputRefusedError or WordsDamagedError.
    """
    return with_word(lines, word, {language: read_lexicon(language) for language in LANGUAGES})


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
