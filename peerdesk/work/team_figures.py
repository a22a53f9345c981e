"""The team's figures of a month or a quarter, out of the weekly counts that came to a supervisor.

A month is said two weeks after its last one has ended, so that what comes late is in it, and then never otherwise: what
was said once is written down here. So two prints of one month do not differ by what somebody added meanwhile.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.domain.peer_pulse import Pulse
from peerdesk.domain.periods import monday, month_of, months_of, next_week, quarter_of, weeks_of_month
from peerdesk.domain.team_report import Figures, Shown, figures_of, month_shown, no_numbers, quarter_shown
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.peer_pulse import pulse_of, pulses_in

WAITED_FOR_LATE: Final = timedelta(weeks=2)
_SAID: Final = "team figures "


class Unsaid(StrEnum):
    """Why nothing is said of a period."""

    NOT_YET = "not_yet"
    """It has not ended, or what comes late is still waited for."""
    TOO_FEW = "too_few"
    """Fewer than three peers were at work in it, or in one of its months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReport:
    """What is said of a period, and why not where it is nothing. `weeks` are those that it has.

    `pulse` is how the program is for its peers, for a quarter in which that was entered. It is about other people than
    the figures, so it stands there also where they say nothing, and no figure follows from it.
    """

    period: str
    weeks: tuple[str, ...]
    from_day: date
    shown: Shown | None = None
    unsaid: Unsaid | None = None
    pulse: Pulse | None = None


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    peers: int
    numbers: tuple[tuple[str, str, int], ...]
    asked: int = 0


def team_report(vault: Vault, period: str, today: date) -> TeamReport:
    """Return the figures of a month, as 2026-11, or of a quarter, as 2026-Q4.

    Raises BadDateError, NotEnrolledError, or NotAllowedError for who is no supervisor.
    """
    months = months_of(period)
    weeks = tuple(week for month in months for week in weeks_of_month(month))
    from_day = _said_from(period)
    with vault.write() as tx:
        _check_supervisor(tx)
        if today < from_day:
            return TeamReport(period=period, weeks=weeks, from_day=from_day, unsaid=Unsaid.NOT_YET)
        figures = tuple(_figures(tx, month) for month in months)
        shown = month_shown(figures[0]) if len(figures) == 1 else quarter_shown(figures)
        if shown is not None:
            for month, found in zip(months, figures, strict=True):
                _keep(tx, month, found)
        pulse = pulse_of(tx, period)
    unsaid = None if shown is not None else Unsaid.TOO_FEW
    return TeamReport(period=period, weeks=weeks, from_day=from_day, shown=shown, unsaid=unsaid, pulse=pulse)


def ended_periods(vault: Vault, today: date) -> tuple[str, ...]:
    """Return the quarters and months of which counts came, or a pulse, and that can be said, the last first.

    Raises NotEnrolledError, or NotAllowedError for who is no supervisor.
    """
    with vault.read() as tx:
        _check_supervisor(tx)
        months = {month_of(week) for week in tx.weekly.weeks()}
        pulses = {one.quarter for one in pulses_in(tx)}
    # A quarter stands before its months: "2026-Q4" sorts behind "2026-12" by the letter alone, so by its last month.
    periods = pulses | {one for month in months for one in (month, quarter_of(month))}
    by_end = {(months_of(one)[-1], one) for one in periods}
    return tuple(one for _, one in sorted(by_end, reverse=True) if _said_from(one) <= today)


def _said_from(period: str) -> date:
    last_week = weeks_of_month(months_of(period)[-1])[-1]
    return monday(next_week(last_week)) + WAITED_FOR_LATE


def _check_supervisor(tx: Transaction) -> None:
    identity = tx.identity.get()
    if identity.organisation is None:
        raise NotEnrolledError
    if identity.role is not Role.SUPERVISOR:
        raise NotAllowedError("figures")


def _figures(tx: Transaction, month: str) -> Figures:
    """Return the numbers of a month: those that were said before, else what came up to now."""
    said = tx.settings.get(_SAID + month)
    if said is not None:
        kept = msgspec.msgpack.decode(said, type=_Kept)
        numbers = no_numbers() | {(table, row): number for table, row, number in kept.numbers}
        return Figures(numbers=numbers, peers=kept.peers, asked=kept.asked)
    weeks = weeks_of_month(month)
    asked = ((bytes(came.owner), came.tally) for came in tx.weekly.role.of_weeks(weeks[0], weeks[-1]))
    return figures_of(((bytes(came.owner), came.tally) for came in tx.weekly.of_weeks(weeks[0], weeks[-1])), asked)


def _keep(tx: Transaction, month: str, found: Figures) -> None:
    numbers = tuple((table, row, number) for (table, row), number in found.numbers.items() if number)
    tx.settings.put(_SAID + month, msgspec.msgpack.encode(_Kept(peers=found.peers, numbers=numbers, asked=found.asked)))
