"""The unit summary of a month, a quarter or a year: for its peer, as a table to take along. Nothing of it is sent.

In it is what the peer gave times to, and nothing else: no person, no handle, no word of a note.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from peerdesk.domain.ids import RecordId
from peerdesk.domain.impact import days_of
from peerdesk.domain.note_time import Spent, clock_text
from peerdesk.domain.unit_summary import Profile, Timed, UnitFlag, UnitRow, UnitRules, unit_rows
from peerdesk.vault.shelves.encounter_rows import EncounterRow
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import Labels
from peerdesk.work.note_details import details_of
from peerdesk.work.note_times import rules_in
from peerdesk.work.own_export import OwnTable
from peerdesk.work.resources import resource

COLUMNS: Final = ("date", "start", "end", "minutes", "units", "setting", "code", "flags")
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSummary:
    """What is in it, the first day first. `competing` has the times that two computers said of one note.

    `untimed` are the notes of the period without times, the newest first: they are not in it. `kept` are all of the
    period's notes with their handles, for the peer's own screen.
    """

    period: str
    rules: UnitRules
    rows: tuple[UnitRow, ...]
    untimed: tuple[EncounterRow, ...]
    kept: Mapping[RecordId, EncounterRow]
    competing: Mapping[RecordId, tuple[Spent, ...]]

    @property
    def units(self) -> int:
        """How many units there are together."""
        return sum(row.units for row in self.rows)

    @property
    def flagged(self) -> int:
        """How many rows have something to look at. What only says what was set aside is nothing to look at."""
        return sum(bool(row.flags - {UnitFlag.ASIDE}) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """What stands around and in the table, in one language."""

    title: str
    notice: str
    together: str
    whole: str
    eight: str
    columns: Mapping[str, str]
    flags: Mapping[str, str]
    definitions: tuple[str, ...]
    limits: tuple[str, ...]


@lru_cache(maxsize=2)
def unit_words(language: str) -> UnitWords:
    """Return the words of a language ("en", "es")."""
    said = json.loads(resource("library", "unit_summary.json").read_bytes())[language]
    return UnitWords(**{**said, "definitions": tuple(said["definitions"]), "limits": tuple(said["limits"])})


def unit_summary(vault: Vault, period: str) -> UnitSummary:
    """Return the summary of 2026-11, 2026-Q4 or 2026.

    Raises BadDateError, and NotAllowedError where units are not counted, or for who is no peer.
    """
    first, last = days_of(period)
    with vault.read() as tx:
        rules = rules_in(tx)
        # A year's limit is reached by what was before, and a night meets the days around it.
        since, until = date(first.year - 1, 12, 31), last + timedelta(days=1)
        timed = tuple(_timed(tx, note, spent) for note, spent in tx.encounters.times.between(since, until))
        rows = tuple(row for row in unit_rows(timed, rules) if first <= row.on <= last)
        wanted = Wanted(since=first.isoformat(), until=last.isoformat())
        kept = {row.id: row for row in tx.encounters.page(limit=_MOST, wanted=wanted)}
        competing = {row.note: tx.encounters.times.competing(row.note) for row in rows}
    with_times = {row.note for row in rows}
    return UnitSummary(
        period=period,
        rules=rules,
        rows=rows,
        untimed=tuple(row for row in kept.values() if row.id not in with_times),
        kept=kept,
        competing={note: found for note, found in competing.items() if found},
    )


def unit_table(summary: UnitSummary, labels: Labels, language: str = "en") -> OwnTable:
    """Return exactly what goes out: the rows, and below them how many units they are together."""
    words = unit_words(language)
    rows = [_cells(row, labels, language) for row in summary.rows]
    together = (words.together, "", "", "", str(summary.units), "", "", "")
    return OwnTable(
        title=f"{words.title}, {summary.period}",
        notice=words.notice,
        heads=tuple(words.columns[name] for name in COLUMNS),
        rows=(*rows, together),
    )


def unit_definitions(rules: UnitRules, language: str = "en") -> tuple[str, ...]:
    """Return what the table means by these rules, line by line."""
    words = unit_words(language)
    counted = words.eight if rules.eight_minutes else words.whole
    return (counted, *words.definitions, *(words.limits if rules.profile is Profile.VA else ()))


def flag_words(row: UnitRow, language: str) -> tuple[str, ...]:
    """Return what to look at in a row, in words."""
    said = unit_words(language).flags
    return tuple(said[flag.value].format(minutes=row.spent.aside) for flag in UnitFlag if flag in row.flags)


def _cells(row: UnitRow, labels: Labels, language: str) -> tuple[str, ...]:
    return (
        *(row.on.isoformat(), clock_text(row.spent.begins), clock_text(row.spent.ends)),
        *(str(row.minutes), str(row.units), labels.of(row.setting, language), row.code),
        "; ".join(flag_words(row, language)),
    )


def _timed(tx: Transaction, note: RecordId, spent: Spent) -> Timed:
    encounter = tx.encounters.get(note)
    return Timed(
        note=note,
        on=encounter.happened_on,
        setting=encounter.setting,
        outcome=encounter.outcome,
        mode=encounter.mode,
        support=frozenset(encounter.support),
        spent=spent,
        people=details_of(tx, encounter).people,
        competes=bool(tx.encounters.times.competing(note)),
    )
