"""Guides for moments in which nobody wants to search: what to do first, whom to call, and what to write down.

They ship with PeerDesk and work without a network. What depends on the place is filled in by the hospital, in its
policy; until then each guide says so. Nothing asks what was told, and nothing decides what somebody has to report.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from peerdesk.domain.local_words import LocalWords
from peerdesk.vault.vault import Vault
from peerdesk.work.policy import policy_here
from peerdesk.work.resources import resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One situation: its code, its title, and what to do in order."""

    code: str
    title: str
    steps: tuple[str, ...]


def local_words(vault: Vault) -> LocalWords:
    """Return what the hospital has filled in; nothing in a vault of no hospital."""
    return policy_here(vault).local


def guides(language: str, local: LocalWords) -> tuple[Guide, ...]:
    """Return the guides of a language ("en", "es") with the hospital's own words in their places."""
    said = _said(language)
    places = {name: getattr(local, name) or said["unset"] for name in ("team", "supervisor", "report")}
    return tuple(
        Guide(
            code=one["code"],
            title=one["title"],
            steps=tuple(_filled(step, places) for step in (*one["steps"], *said["last"])),
        )
        for one in said["situations"]
    )


def checked_line(language: str, local: LocalWords, day: str, *, is_old: bool) -> str:
    """Return whether, and on which `day`, the hospital looked at its own words."""
    said = _said(language)
    if local.is_empty or local.checked is None:
        return str(said["never"])
    return str(said["old" if is_old else "checked"]).replace("{day}", day)


def _filled(step: str, places: dict[str, str]) -> str:
    for name, words in places.items():
        step = step.replace(f"{{{name}}}", words)
    return step


@lru_cache(maxsize=4)
def _said(language: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(resource("library", "guides.json").read_bytes())[language]
    return known
