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
from typing import Any, Final, NamedTuple

from peerdesk.domain.local_words import LocalWords
from peerdesk.domain.team_guides import LIMITS, Blank, own_steps, with_team
from peerdesk.domain.team_guides import filled_in as said_by_team
from peerdesk.domain.team_texts import TeamLine, TeamPart
from peerdesk.vault.vault import Vault
from peerdesk.work.policy import policy_in
from peerdesk.work.resources import resource
from peerdesk.work.team_texts import ReceivedText, lines_in_use, received_within

_NO_STEPS: Final[Mapping[str, str]] = MappingProxyType({})
_NOTHING: Final = LocalWords()
NUMBERS: Final = frozenset({Blank.TEAM.value, Blank.SUPERVISOR.value})
"""The places that stand beside the crisis numbers, too."""
EVERYWHERE: Final = frozenset(LIMITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One situation: its code, its title, and what to do in order."""

    code: str
    title: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledIn:
    """What fills the guides at a desk: the hospital's words with the team's in place, and a step of the team's own.

    `hospital` are its words alone, `by_team` the places that the team fills. `steps` are by the guide's code.
    `received` is what supervisors have given, the one that holds here first.
    """

    local: LocalWords
    hospital: LocalWords = _NOTHING
    by_team: frozenset[str] = frozenset()
    steps: Mapping[str, str] = field(default_factory=dict)
    received: tuple[ReceivedText, ...] = ()


class Whose(NamedTuple):
    """Whose words stand somewhere: the team's and what others say instead, and the hospital's where its own stand.

    `is_sure`: nobody says something else, and what is the hospital's was looked at lately.
    """

    team: tuple[str, ...]
    hospital: str
    is_sure: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """Return all that is said of it."""
        return tuple(filter(None, (*self.team, self.hospital)))


def filled_in(vault: Vault, now: datetime) -> FilledIn:
    """Return what the hospital and the team have filled in; nothing in a vault of no hospital."""
    with vault.read() as tx:
        lines, hospital = lines_in_use(tx, TeamPart.GUIDES, now), policy_in(tx).local
        return FilledIn(
            local=with_team(hospital, lines),
            hospital=hospital,
            by_team=frozenset(said_by_team(lines)),
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


def whose(
    language: str, filled: FilledIn, day: str, days: Sequence[str], *, is_old: bool, places: frozenset[str] = EVERYWHERE
) -> Whose:
    """Return whose words stand in some places of the guides, and what others say instead.

    `day` is when the hospital looked at its own, `days` when each text was given, written out. A place that nobody
    fills is the hospital's. Of others only whom to call and the rule are told: a step stands in what is new.
    """
    held = filled.received[0].text.lines if filled.received else ()
    team = [_team_line(language, filled.received, days)] if filled.by_team & places else []
    beside = [
        _other_line(language, one, said, held, places) for one, said in zip(filled.received[1:], days[1:], strict=True)
    ]
    others = [line for line in beside if line]
    left = [blank for blank in Blank if blank in places and blank not in filled.by_team]
    stands = any(getattr(filled.hospital, blank) for blank in left)
    hospital = checked_line(language, filled.hospital, day, is_old=is_old, beside_team=bool(team))
    return Whose(
        team=(*team, *others),
        hospital=hospital if stands or not team else "",
        is_sure=not others and (not is_old if stands else bool(team)),
    )


def checked_line(language: str, hospital: LocalWords, day: str, *, is_old: bool, beside_team: bool = False) -> str:
    """Return whether, and on which `day`, the hospital looked at its own words: all, or the rest beside a team's."""
    said, kind = _said(language), "old" if is_old else "checked"
    if beside_team:
        kind = "rest_never" if hospital.checked is None else "rest_old" if is_old else "rest"
    elif hospital.is_empty or hospital.checked is None:
        kind = "never"
    return str(said[kind]).replace("{day}", day)


def _team_line(language: str, received: Sequence[ReceivedText], days: Sequence[str]) -> str:
    if not received:
        return str(_said(language)["own"])
    return str(_said(language)["team"]).replace("{name}", received[0].name).replace("{day}", days[0])


def _other_line(language: str, one: ReceivedText, day: str, held: Sequence[TeamLine], places: frozenset[str]) -> str:
    other = [each.said for each in one.text.lines if each not in held and each.about in set(Blank) & places]
    line = str(_said(language)["other"]).replace("{name}", one.name).replace("{day}", day)
    return f"{line} {', '.join(other)}" if other else ""


def _filled(step: str, places: dict[str, str]) -> str:
    for name, words in places.items():
        step = step.replace(f"{{{name}}}", words)
    return step


@lru_cache(maxsize=4)
def _said(language: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(resource("library", "guides.json").read_bytes())[language]
    return known
