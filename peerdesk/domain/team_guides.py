"""What a supervisor fills into the guides for their team: whom to call, the rule, and one more step for each guide."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from peerdesk.domain.agenda_vocabulary import GuideCode
from peerdesk.domain.encounter import checked_text
from peerdesk.domain.errors import UnknownFieldError
from peerdesk.domain.local_words import NUMBER_LIMIT, RULE_LIMIT, LocalWords
from peerdesk.domain.team_texts import TeamLine

STEP_LIMIT: Final = 240
_STEP: Final = "step_"


class Blank(StrEnum):
    """The places in the guides that are the same in all of them, as `LocalWords` names them."""

    TEAM = "team"
    SUPERVISOR = "supervisor"
    REPORT = "report"


LIMITS: Final[Mapping[str, int]] = {
    Blank.TEAM.value: NUMBER_LIMIT,
    Blank.SUPERVISOR.value: NUMBER_LIMIT,
    Blank.REPORT.value: RULE_LIMIT,
    **{_STEP + guide.value: STEP_LIMIT for guide in GuideCode},
}
"""What can be filled in, in the order in which it is asked, and how long it may be, in characters."""


def step_about(guide: str) -> str:
    """Return what a team's own step of a guide is called."""
    return _STEP + guide


def guide_lines(said: Mapping[str, str]) -> tuple[TeamLine, ...]:
    """Check what was filled in and return its lines; what is empty is not there. Raises an InputRefusedError."""
    for name in said:
        if name not in LIMITS:
            raise UnknownFieldError(name, tuple(LIMITS))
    texts = {name: checked_text(name, said.get(name, ""), limit).replace("\n", " ") for name, limit in LIMITS.items()}
    return tuple(TeamLine(about=name, said=text) for name, text in texts.items() if text)


def filled_anew(lines: Iterable[TeamLine], said: Mapping[str, str]) -> tuple[TeamLine, ...]:
    """Return lines with this said anew in some places. What a newer PeerDesk may have added stays as it is.

    Raises an InputRefusedError.
    """
    before = tuple(lines)
    return (*guide_lines(filled_in(before) | dict(said)), *(one for one in before if one.about not in LIMITS))


def filled_in(lines: Iterable[TeamLine]) -> dict[str, str]:
    """Return what stands in each place. What a newer PeerDesk may have added is left out."""
    return {one.about: one.said[: LIMITS[one.about]] for one in lines if one.about in LIMITS}


def with_team(local: LocalWords, lines: Iterable[TeamLine]) -> LocalWords:
    """Return a hospital's words with the team's in place of them, where the team has any."""
    said = filled_in(lines)
    return replace(
        local,
        team=said.get(Blank.TEAM, local.team),
        supervisor=said.get(Blank.SUPERVISOR, local.supervisor),
        report=said.get(Blank.REPORT, local.report),
    )


def own_steps(lines: Iterable[TeamLine]) -> dict[str, str]:
    """Return the team's own step of each guide that has one, by the guide's code."""
    return {name.removeprefix(_STEP): text for name, text in filled_in(lines).items() if name.startswith(_STEP)}
