"""A peer's own notes as a table to take along: what was chosen and nothing else, under a notice that says what it is.

What somebody asked to have kept in their own words, and what goes to supervision, is never in it.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import Final

from peerdesk.domain.encounter import Encounter
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.place_table import safe_cell
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.note_filter import Wanted
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.labels import Labels
from peerdesk.work.note_details import details_of
from peerdesk.work.resources import resource

ALWAYS: Final = ("date", "setting", "unit", "mode", "people", "outcome", "support", "next", "supplies")
HANDLE, MEMORY = "handle", "memory"
MOST: Final = 100_000
"""So many notes are in one table; a peer who keeps a hundred each day gets there in three years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWish:
    """Which days, both included, and what else than the answers: what people are called, and the notes for oneself."""

    first: date
    last: date
    handles: bool = False
    memory: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table."""
        chosen = ((HANDLE, self.handles), (MEMORY, self.memory))
        return (*ALWAYS, *(name for name, wanted in chosen if wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWords:
    """What stands around the table, in one language."""

    title: str
    notice: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTable:
    """What goes out, as it stands in the file: the notice, the heads and the rows, the newest day first."""

    title: str
    notice: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=2)
def export_words(language: str) -> ExportWords:
    """Return the words of a language ("en", "es")."""
    return ExportWords(**json.loads(resource("library", "own_export.json").read_bytes())[language])


def own_table(vault: Vault, wish: ExportWish, labels: Labels, language: str = "en") -> OwnTable:
    """Return exactly what would go out. Raises NotAllowedError in a supervisor's vault."""
    words = export_words(language)
    with vault.read() as tx:
        if tx.role is Role.SUPERVISOR:
            raise NotAllowedError("keep")
        wanted = Wanted(since=wish.first.isoformat(), until=wish.last.isoformat())
        notes = tx.encounters.page(limit=MOST, wanted=wanted)
        rows = tuple(_row(tx, tx.encounters.get(note.id), wish, labels, language) for note in notes)
    heads = tuple(words.columns[name] for name in wish.columns)
    return OwnTable(title=words.title, notice=words.notice, heads=heads, rows=rows)


def own_csv(table: OwnTable) -> str:
    """Return it for a spreadsheet. The notice is the first line, and no cell is one that is worked out."""
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    for row in ((table.notice,), table.heads, *table.rows):
        written.writerow(map(safe_cell, row))
    return text.getvalue()


def own_page(table: OwnTable, *, noticed: bool = True, below: Iterable[str] = ()) -> str:
    """Return it as a page to print. The notice stands in the head of the table, which each printed page repeats.

    `noticed` False leaves it out, for whoever puts it on each page. `below` are lines that stand behind the table.
    """
    span = len(table.heads)
    notice = f'<tr><td colspan="{span}"><small>{escape(table.notice)}</small></td></tr>' if noticed else ""
    heads = "".join(f'<th align="left">{escape(head)}</th>' for head in table.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{_said(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    lines = "".join(f"<p><small>{escape(line)}</small></p>" for line in below)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(table.title)}</title></head><body>'
        f'<h2>{escape(table.title)}</h2><table cellpadding="4" style="font-size: 8pt"><thead>{notice}<tr>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table>{lines}</body></html>"
    )


def _said(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")


def _row(tx: Transaction, note: Encounter, wish: ExportWish, labels: Labels, language: str) -> tuple[str, ...]:
    details = details_of(tx, note)
    cells = {
        "unit": details.unit,
        "people": str(details.people or ""),
        "date": note.happened_on.isoformat(),
        "setting": labels.of(note.setting, language),
        "mode": labels.of(note.mode, language),
        "outcome": labels.of(note.outcome, language),
        "support": "; ".join(labels.of(code, language) for code in note.support),
        "next": "; ".join(f"{labels.of(a, language)}: {labels.of(b, language)}" for a, b in note.next.items()),
        "supplies": "; ".join(f"{labels.of(item, language)}: {count}" for item, count in note.supplies.items()),
        MEMORY: note.memory,
    }
    if wish.handles:
        cells[HANDLE] = tx.individuals.behind(note.individual).handle if note.individual is not None else ""
    return tuple(cells[name] for name in wish.columns)
