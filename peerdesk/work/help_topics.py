"""Help that works without a network: short answers that ship with PeerDesk, and finding one by a few words."""

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from peerdesk.work.resources import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTopic:
    """One answer: its code, its title and its paragraphs. `also` are words that people look for it by."""

    code: str
    title: str
    also: str
    text: tuple[str, ...]

    def has(self, wanted: str) -> bool:
        """Say whether each word that is wanted begins a word of it; neither accents nor capitals count."""
        words = _plain(" ".join((self.title, self.also, *self.text))).split()
        return all(any(word.startswith(one) for word in words) for one in _plain(wanted).split())


@lru_cache(maxsize=4)
def help_topics(language: str) -> tuple[HelpTopic, ...]:
    """Return the topics of a language ("en", "es"), the most wanted first."""
    told = json.loads(resource("library", "help.json").read_bytes())[language]
    return tuple(
        HelpTopic(code=one["code"], title=one["title"], also=one["also"], text=tuple(one["text"])) for one in told
    )


def found_topics(language: str, wanted: str) -> tuple[HelpTopic, ...]:
    """Return the topics that have what is wanted; those that have it in their title come first."""
    found = [one for one in help_topics(language) if one.has(wanted)]
    return tuple(sorted(found, key=lambda one: not _plain(one.title).startswith(_plain(wanted))))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(one for one in apart if not unicodedata.combining(one))
    return "".join(one if one.isalnum() else " " for one in letters)
