"""The directory as a table that a spreadsheet can read and write (CSV).

A table is taken whole or not at all: whoever sends one hears of every line that cannot be kept, by its number. Nothing
in it is ever worked out as a formula, neither here nor by the spreadsheet that opens what was written here.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from peerdesk.domain.errors import BadValueError, ExpectedError, UnknownCodeError
from peerdesk.domain.ids import ID_BYTES, RecordId
from peerdesk.domain.place import Place, PlaceDraft, make_place, place_draft
from peerdesk.domain.place_table_errors import BadLine, TableRefusedError, TableTrouble, TableTroubleError
from peerdesk.domain.place_vocabulary import PLACE_KINDS, PlaceFlag
from peerdesk.domain.text import bare

MOST_BYTES: Final = 1 << 20
MOST_LINES: Final = 2000
TEXTS: Final = tuple(part.name for part in fields(PlaceDraft) if part.name != "flags")
COLUMNS: Final = (*TEXTS[:-2], *(flag.value for flag in PlaceFlag), *TEXTS[-2:])
_YES: Final = frozenset({"yes", "y", "si", "s", "x", "1", "true", "✓"})
_NO: Final = frozenset({"no", "n", "0", "false", "-"})
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_BETWEEN: Final = ",;\t"
_NOBODY: Final = RecordId(bytes(ID_BYTES))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """What people write in a table, without accents and capitals: the code of each kind, the column of each head."""

    kinds: Mapping[str, str]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """One line. `said` are the cells that hold something; of `flags` those that it says yes or no to."""

    number: int
    said: Mapping[str, str]
    flags: Mapping[str, bool]

    def on(self, before: PlaceDraft) -> PlaceDraft:
        """Return a place with what this line says of it. An empty cell and an older check change nothing."""
        said: dict[str, Any] = dict(self.said)
        if said.get("checked_on", "") < before.checked_on:
            said = {name: text for name, text in said.items() if name not in {"checked_on", "checked_by"}}
        flags = (set(before.flags) | {code for code, is_so in self.flags.items() if is_so}) - {
            code for code, is_so in self.flags.items() if not is_so
        }
        return replace(before, **said, flags=tuple(flags))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table in which every line can be kept. `left_out` are the heads of columns that a directory does not have."""

    lines: tuple[TableLine, ...]
    left_out: tuple[str, ...]


def read_table(raw: bytes, words: TableWords) -> Table:
    """Return the lines of a table. Raises TableRefusedError with every line that cannot be kept."""
    if len(raw) > MOST_BYTES:
        raise _whole(TableTrouble.TOO_LARGE)
    rows = _rows(_text(raw))
    if not rows:
        raise _whole(TableTrouble.EMPTY)
    heads = [words.columns.get(table_word(cell), "") for cell in rows[0][1]]
    if "name" not in heads:
        raise _whole(TableTrouble.NO_NAMES)
    if len(rows) > MOST_LINES + 1:
        raise _whole(TableTrouble.TOO_MANY)
    return Table(
        lines=_lines(rows[1:], heads, words.kinds),
        left_out=tuple(cell for cell, head in zip(rows[0][1], heads, strict=True) if cell.strip() and not head),
    )


def write_table(places: Iterable[Place]) -> str:
    """Return places as a table. A cell that a spreadsheet would work out stands behind an apostrophe."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in places:
        draft = place_draft(one)
        said = {name: getattr(draft, name) for name in TEXTS}
        flags = {flag.value: "yes" if flag in one.flags else "" for flag in PlaceFlag}
        table.writerow(map(safe_cell, ({**said, **flags}[column] for column in COLUMNS)))
    return text.getvalue()


def safe_cell(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula. `plain_cell` takes that back."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """Return what a cell says."""
    cell = text.strip()
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def _lines(
    rows: Iterable[tuple[int, Sequence[str]]], heads: Sequence[str], kinds: Mapping[str, str]
) -> tuple[TableLine, ...]:
    good: dict[tuple[str, str], TableLine] = {}
    bad: list[BadLine] = []
    for number, cells in rows:
        try:
            line = _line(number, cells, heads, kinds)
            same = make_place(line.on(PlaceDraft()), _NOBODY).same_as
            if same in good:
                raise TableTroubleError(TableTrouble.TWICE, good[same].number)
            good[same] = line
        except ExpectedError as problem:
            bad.append(BadLine(number=number, problem=problem))
    if bad:
        raise TableRefusedError(tuple(bad))
    return tuple(good.values())


def _line(number: int, cells: Sequence[str], heads: Sequence[str], kinds: Mapping[str, str]) -> TableLine:
    if any(cell.strip() for cell in cells[len(heads) :]):
        raise TableTroubleError(TableTrouble.MORE_CELLS)
    found = {head: plain_cell(cell) for head, cell in zip(heads, cells, strict=False) if head}
    said = {head: text for head, text in found.items() if text and head in TEXTS}
    if "kind" in said:
        said["kind"] = _kind(said["kind"], kinds)
    flags = {head: _yes(head, text) for head, text in found.items() if text and head not in TEXTS}
    return TableLine(number=number, said=said, flags=flags)


def _kind(text: str, kinds: Mapping[str, str]) -> str:
    try:
        return kinds[table_word(text)]
    except KeyError:
        raise UnknownCodeError("kind", text[:40], tuple(PLACE_KINDS)) from None


def _yes(flag: str, text: str) -> bool:
    said = bare(text)
    if said not in _YES | _NO:
        raise BadValueError(flag, "yes or no")
    return said in _YES


def table_word(cell: str) -> str:
    """Return the head of a column, or the kind of a place, as it is compared."""
    return " ".join(bare(cell).replace("_", " ").split())


def _text(raw: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, or that of older Windows."""
    is_wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _whole(TableTrouble.NOT_TEXT)


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that hold anything, each with the number of the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    found, begins = list[tuple[int, list[str]]](), 1
    try:
        for cells in reader:
            # Some spreadsheets say in a line of its own what stands between the cells.
            if any(cell.strip() for cell in cells) and not (begins == 1 and cells[0].startswith("sep=")):
                found.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        problem = TableTroubleError(TableTrouble.QUOTES)
        raise TableRefusedError((BadLine(number=begins, problem=problem),)) from None
    return found


def _delimiter(text: str) -> str:
    """Return what stands between the cells of the first line that has any: a comma counts where nothing does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_BETWEEN, key=first.count)


def _whole(trouble: TableTrouble) -> TableRefusedError:
    return TableRefusedError((BadLine(number=0, problem=TableTroubleError(trouble)),))
