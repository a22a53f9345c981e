"""The spelling check: whether this peer wants it, and which words count as known without a dictionary."""

import hmac
import json
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import ID_BYTES, RecordId, Rng, new_record_id
from peerdesk.domain.spelling import OwnWord, checked_word, keys_of, word_key
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.nudges import WordsDamagedError, read_lexicon
from peerdesk.work.resources import resource

_ON: Final = "spelling_on"
_NAMED: Final = b"PD1 own word"


def is_wanted(vault: Vault) -> bool:
    """Say whether words are underlined on this computer. They are not until the peer asks for it."""
    with vault.read() as tx:
        return bool(tx.settings.get(_ON))


def want(vault: Vault, *, on: bool) -> None:
    """Underline words on this computer, or none."""
    with vault.write() as tx:
        tx.settings.put(_ON, b"1" if on else b"")


def own_words(vault: Vault) -> tuple[OwnWord, ...]:
    """Return the peer's own words, in the order of the alphabet. What two computers kept apart is there once."""
    return tuple(sorted(_by_key(vault).values(), key=lambda one: word_key(one.word)))


def keep_word(vault: Vault, raw: str, now: datetime, rng: Rng) -> tuple[OwnWord, Changes]:
    """Let a word be known from now on, on all computers of this person. Raises BadValueError unless it is one word."""
    word = checked_word(raw)
    with vault.write() as tx:
        known = [one for one in tx.own_words.all() if word_key(one.word) == word_key(word)]
        if known:
            return known[0], Changes()
        kept = OwnWord(id=_id(tx, word, now, rng), word=word)
        tx.own_words.put(kept)
    return kept, Changes.of(RecordKind.OWN_WORD, kept.id)


def forget_word(vault: Vault, raw: str) -> Changes:
    """Let a word be known no more. Raises NotFoundError for one that is none of the peer's own."""
    with vault.write() as tx:
        known = [one.id for one in tx.own_words.all() if word_key(one.word) == word_key(raw)]
        if not known:
            raise NotFoundError("word")
        for record in known:
            tx.own_words.hide(record)
    return Changes.of(RecordKind.OWN_WORD, *known)


def known_words(vault: Vault, language: str) -> frozenset[str]:
    """Return the keys of all words that are known in this language without a dictionary.

    The peer's own, every handle, words of the trade, and what suggestions about words deal with: these say enough.
    Raises WordsDamagedError.
    """
    with vault.read() as tx:
        own = [one.word for one in tx.own_words.all()]
        handles = [one.handle for one in tx.individuals.all()]
    lexicon = read_lexicon(language).instead
    return keys_of((*own, *handles, *peer_words(language), *lexicon, *lexicon.values()))


def peer_words(language: str) -> tuple[str, ...]:
    """Return the words of the trade that ship, for "en" or "es". Raises WordsDamagedError."""
    try:
        return tuple(json.loads(resource("library", "peer_words.json").read_bytes())[language])
    except (ValueError, LookupError, TypeError) as error:
        raise WordsDamagedError(type(error).__name__) from None


def _by_key(vault: Vault) -> dict[str, OwnWord]:
    with vault.read() as tx:
        return {word_key(one.word): one for one in tx.own_words.all()}


def _id(tx: Transaction, word: str, now: datetime, rng: Rng) -> RecordId:
    """Return the id of a word. Two computers of a person that keep the same one keep one record.

    The server sees ids, and could try every word there is: so the secret that only these computers have is part of it.
    """
    seed = tx.space_seed.get()
    if seed is None:
        return new_record_id(now, rng)
    return RecordId(hmac.digest(seed, _NAMED + word_key(word).encode(), "sha256")[:ID_BYTES])
