"""The words around permissions, in English and Spanish: what a release lacks, the forms, the notice. They are data."""

import json
from collections.abc import Mapping
from functools import lru_cache

from peerdesk.domain.consent import Element
from peerdesk.work.resources import resource

Words = Mapping[str, str]


@lru_cache(maxsize=4)
def consent_words(language: str) -> Words:
    """Return the words of a language by their names."""
    said: dict[str, str] = json.loads(resource("library", "consent.json").read_bytes())[language]
    return said


def missing_words(part: Element, language: str) -> str:
    """Return in plain words which part of a written release is not there."""
    return consent_words(language)[f"missing_{part.value}"]
