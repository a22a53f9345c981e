"""The weekly tally: how often each answer was given in one week. There is no person in it, no day, no hour and no word.

It is the only thing that leaves a computer for the team's figures, and it leaves only after its peer has said yes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Outcome, Setting, Supply, Support

MOST_IN_A_CELL: Final = 9_999
"""More than anybody does in a week. A number beyond it leaves as this one, so that no tally is larger than another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTally:
    """One peer's week. What never happened is not in it: a number here is at least 1."""

    week: str
    encounters: Mapping[Setting, Mapping[Outcome, int]] = field(default_factory=dict)
    support: Mapping[Support, int] = field(default_factory=dict)
    supplies: Mapping[Supply, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many encounters there were."""
        return sum(count for outcomes in self.encounters.values() for count in outcomes.values())


class Met(NamedTuple):
    """What is counted of one encounter, or of `times` that are alike."""

    week: str
    setting: Setting
    outcome: Outcome
    support: tuple[Support, ...] = ()
    supplies: Mapping[Supply, int] = {}
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A peer's yes to the weekly counts: from which week on, the day it was said, and the day it was taken back."""

    id: RecordId
    week: str
    said_on: date
    ended_on: date | None = None

    @property
    def is_in_force(self) -> bool:
        """Say whether tallies may leave by it."""
        return self.ended_on is None


def add_up(week: str, met: Iterable[Met]) -> WeekTally:
    """Return the tally of one week; encounters of other weeks are left out."""
    cells: Counter[tuple[Setting, Outcome]] = Counter()
    support: Counter[Support] = Counter()
    supplies: Counter[Supply] = Counter()
    for one in met:
        if one.week == week:
            cells[one.setting, one.outcome] += one.times
            support.update(dict.fromkeys(one.support, one.times))
            supplies.update({item: count * one.times for item, count in one.supplies.items()})
    encounters = {
        setting: {outcome: _cell(cells[setting, outcome]) for outcome in Outcome if cells[setting, outcome]}
        for setting in Setting
    }
    return WeekTally(
        week=week,
        encounters={setting: outcomes for setting, outcomes in encounters.items() if outcomes},
        support={chip: _cell(support[chip]) for chip in Support if support[chip]},
        supplies={item: _cell(supplies[item]) for item in Supply if supplies[item]},
    )


def in_force(agreements: Iterable[Agreement]) -> Agreement | None:
    """Return the agreement by which tallies may leave; of several, the one that begins last, so the least leaves."""
    current = [one for one in agreements if one.is_in_force]
    return max(current, key=lambda one: one.week, default=None)


def _cell(count: int) -> int:
    return min(count, MOST_IN_A_CELL)
