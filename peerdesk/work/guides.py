"""Guides for moments in which nobody wants to search: what to do first, whom to call, and what to write down.

They ship with PeerDesk and work without a network. What depends on the place is filled in by the hospital, in its
policy; until then each guide says so. Nothing asks what was told, and nothing decides what somebody has to report.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from peerdesk.domain.local_words import LocalWords
from peerdesk.domain.team_guides import Blank, own_steps, with_team
from peerdesk.domain.team_texts import TeamLine, TeamPart
from peerdesk.vault.vault import Vault
from peerdesk.work.policy import policy_in
from peerdesk.work.resources import resource
from peerdesk.work.team_texts import ReceivedText, lines_in_use, received_within

_NO_STEPS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One situation: its code, its title, and what to do in order."""

    code: str
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """What fills the guides at a desk: the hospital's words with the team's in place, and a step of the team's own.

    `steps` are by the guide's code. `received` is what supervisors have given, the one that holds here first.
    """

    local: LocalWords
    steps: Mapping[str, str] = field(default_factory=dict)
    received: tuple[ReceivedText, ...] = ()


def filled_in(vault: Vault, now: datetime) -> FilledIn:
    """Return what the hospital and the team have filled in; nothing in a vault of no hospital."""
    with vault.read() as tx:
        lines = lines_in_use(tx, TeamPart.GUIDES, now)
        return FilledIn(
            local=with_team(policy_in(tx).local, lines),
            steps=own_steps(lines),
            received=received_within(tx, TeamPart.GUIDES, now),
        )


def guides(language: str, local: LocalWords, steps: Mapping[str, str] = _NO_STEPS) -> tuple[Guide, ...]:
    """Return the guides of a language ("en", "es") with the hospital's words and the team's own steps in place."""
    said = _said(language)
    places = {name: getattr(local, name) or said["unset"] for name in ("team", "supervisor", "report")}
    return tuple(
        Guide(
            code=one["code"],
            title=one["title"],
            steps=(
                *(_filled(step, places) for step in one["steps"]),
                *filter(None, [steps.get(one["code"])]),
                *said["last"],
            ),
        )
        for one in said["situations"]
    )


def team_lines(language: str, received: Sequence[ReceivedText], days: Sequence[str]) -> tuple[str, ...]:
    """Return whose words stand in the guides and since when, and what others say instead; `days` are written out.

    Of others only whom to call and the rule are told: a step of theirs stands in what is new.
    """
    held = received[0].text.lines if received else ()
    return tuple(filter(None, (_team_line(language, one, day, held) for one, day in zip(received, days, strict=True))))


def checked_line(language: str, local: LocalWords, day: str, *, is_old: bool) -> str:
    """Return whether, and on which `day`, the hospital looked at its own words."""
    said = _said(language)
    if local.is_empty or local.checked is None:
        return str(said["never"])
    return str(said["old" if is_old else "checked"]).replace("{day}", day)


def _team_line(language: str, one: ReceivedText, day: str, held: Sequence[TeamLine]) -> str:
    line = str(_said(language)["team" if one.holds else "other"]).replace("{name}", one.name).replace("{day}", day)
    if one.holds:
        return line
    other = [each.said for each in one.text.lines if each not in held and each.about in set(Blank)]
    return f"{line} {', '.join(other)}" if other else ""


def _filled(step: str, places: dict[str, str]) -> str:
    for name, words in places.items():
        step = step.replace(f"{{{name}}}", words)
    return step


@lru_cache(maxsize=4)
def _said(language: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(resource("library", "guides.json").read_bytes())[language]
    return known
