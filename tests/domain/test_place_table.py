"""The directory as a table: taken whole or not at all, whoever wrote it, and never worked out as a formula."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.errors import BadDateError, BadValueError, MissingAnswerError, TextTooLongError, UnknownCodeError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import Place, PlaceDraft, make_place, place_draft
from peerdesk.domain.place_table import MOST_BYTES, MOST_LINES, plain_cell, read_table, safe_cell, write_table
from peerdesk.domain.place_table_errors import TableRefusedError, TableTrouble, TableTroubleError
from peerdesk.domain.place_vocabulary import PLACE_KINDS, PlaceFlag
from peerdesk.domain.vocabulary import NextStep
from peerdesk.work.labels import read_labels
from peerdesk.work.place_import import table_words
from peerdesk.work.resources import resource

LABELS = read_labels(resource("library", "vocab.json").read_bytes())
WORDS = table_words(LABELS)
SPANISH_KIND = LABELS.of(NextStep.BENEFITS, "es")
ID = RecordId(bytes(16))
_LINE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp", "Zs")), max_size=40)
PLACES = st.builds(
    Place,
    id=st.just(ID),
    name=_LINE.filter(bool),
    kind=st.sampled_from((None, *PLACE_KINDS)),
    **dict.fromkeys(("phone", "hours", "languages", "cost", "distance", "checked_by"), _LINE),
    flags=st.sets(st.sampled_from(PlaceFlag)).map(lambda some: tuple(flag for flag in PlaceFlag if flag in some)),
    checked_on=st.none() | st.dates(date(1000, 1, 1)),
)


def said(raw: str | bytes) -> list[PlaceDraft]:
    table = read_table(raw.encode() if isinstance(raw, str) else raw, WORDS)
    return [line.on(PlaceDraft()) for line in table.lines]


def refused(raw: str | bytes) -> list[tuple[int, object]]:
    with pytest.raises(TableRefusedError) as caught:
        said(raw)
    return [
        (one.number, one.problem.trouble if isinstance(one.problem, TableTroubleError) else type(one.problem))
        for one in caught.value.lines
    ]


@given(st.lists(PLACES, max_size=4, unique_by=lambda one: one.same_as))
def test_what_was_written_is_read_as_it_was(places: list[Place]) -> None:
    text = write_table(places)
    assert [make_place(one, ID) for one in said(text.encode("utf-8-sig"))] == places
    assert [make_place(one, ID) for one in said(text.encode("utf-16"))] == places
    for cells in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in cells)


@given(st.text())
def test_a_cell_that_looks_like_a_formula_stands_behind_an_apostrophe_and_comes_back(text: str) -> None:
    assert plain_cell(safe_cell(text.strip())) == text.strip()


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        said(b"name,kind,kids_ok\n" + raw)
        said(raw)
    except TableRefusedError:
        pass


@pytest.mark.parametrize(
    "raw",
    [
        "Nombre;Tipo;Teléfono;Con niños\nComedor Río Azul;KIND;555-0100;sí\n".replace("KIND", SPANISH_KIND),
        "sep=;\r\nNAME;Kind;phone;kids_ok\r\n\r\nComedor Río Azul;BENEFITS;555-0100;x\r\n",
        "name\tkind\tphone\tkids ok\nComedor Río Azul\tbenefits\t555-0100\tYES\n",
        'name,kind,phone,kids_ok\n" Comedor\nRío  Azul",benefits,555-0100,1\n',
    ],
)
def test_tables_are_read_as_people_and_their_spreadsheets_write_them(raw: str) -> None:
    wanted = [PlaceDraft(name="Comedor Río Azul", kind="benefits", phone="555-0100", flags=("kids_ok",))]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        found = [place_draft(make_place(one, ID)) for one in said(raw.encode(encoding))]
        assert found == wanted, encoding


def test_every_line_that_cannot_be_kept_is_named_and_none_is_taken() -> None:
    raw = "\n".join(
        (
            "name,kind,kids_ok,checked_on",
            "Harbor House,shelter,yes,2026-11-01",
            ",shelter,,",
            f"{'x' * 81},shelter,,",
            "Pantry,castle,,",
            "",
            "Clinic,primary_care,maybe,",
            "Library,,,11/02/2026",
            "harbor  HOUSE,shelter,,",
            "One, two,shelter,yes,2026-11-01",
            "Nobody,none_wanted,,",
        )
    )
    assert refused(raw) == [
        (3, MissingAnswerError),
        (4, TextTooLongError),
        (5, UnknownCodeError),
        (7, BadValueError),
        (8, BadDateError),
        (9, TableTrouble.TWICE),
        (10, TableTrouble.MORE_CELLS),
        (11, UnknownCodeError),
    ]


def test_what_is_no_table_is_said_to_be_none() -> None:
    assert refused(b"") == refused("\n \n,,\n") == [(0, TableTrouble.EMPTY)]
    assert refused("phone\n555-0100\n") == [(0, TableTrouble.NO_NAMES)]
    assert refused(b"PK\x03\x04\x00\x00 a workbook") == [(0, TableTrouble.NOT_TEXT)]
    assert refused(b"\xff\xfename\x00\x00\x00") == [(0, TableTrouble.NOT_TEXT)]
    assert refused(b"name\n" + b"x" * MOST_BYTES) == [(0, TableTrouble.TOO_LARGE)]
    assert refused("name\n" + "a\n" * (MOST_LINES + 1)) == [(0, TableTrouble.TOO_MANY)]
    assert refused('name,phone\nOne,1\n"Two,2\n') == [(3, TableTrouble.QUOTES)]


def test_columns_without_a_place_in_the_directory_are_left_out_and_named() -> None:
    table = read_table(b"name,Notes,Who went,phone\nHarbor House,x,somebody,555-0100\n", WORDS)
    assert table.left_out == ("Notes", "Who went")
    assert dict(table.lines[0].said) == {"name": "Harbor House", "phone": "555-0100"}


def test_an_empty_cell_and_an_older_check_change_nothing() -> None:
    before = PlaceDraft(name="A", phone="555-0100", flags=("kids_ok",), checked_on="2026-11-01", checked_by="Rosa")
    raw = b"name,phone,hours,kids_ok,pets_ok,checked_on,checked_by\nA,,9-5,no,yes,2026-10-01,Sam\n"
    (line,) = read_table(raw, WORDS).lines
    after = line.on(before)
    assert (after.phone, after.hours, after.flags) == ("555-0100", "9-5", ("pets_ok",))
    assert (after.checked_on, after.checked_by) == ("2026-11-01", "Rosa")
