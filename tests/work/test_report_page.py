"""The team's figures on paper and for a spreadsheet."""

import csv
import re
from datetime import date
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.ids import RecordId
from peerdesk.domain.peer_pulse import Pulse, Statement
from peerdesk.domain.tally import Met, add_up
from peerdesk.domain.team_report import TABLES, Figures, Mark, Shown, figures_of, month_shown, no_numbers
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.work.handouts import pulse_statements
from peerdesk.work.labels import LANGUAGES, Labels, read_labels
from peerdesk.work.report_page import Heading, pulse_rows, report_csv, report_html, report_words
from peerdesk.work.resources import resource
from peerdesk.work.team_figures import TeamReport
from tests.support.reading import grade, sentences

HEADING = Heading(organisation="Harbor <Point>", period="November 2026", day="Tuesday 15 December")


def labels_here() -> Labels:
    return read_labels(resource("library", "vocab.json").read_bytes())


def shown_with_a_small_one() -> Shown:
    met = [
        Met("2026-W46", Setting.ED, Outcome.LEFT, times=30),
        Met("2026-W46", Setting.STREET, Outcome.RESTING, times=1),
        Met("2026-W46", Setting.CLINIC, Outcome.LATER, times=20),
    ]
    shown = month_shown(figures_of((bytes([n]), add_up("2026-W46", met)) for n in range(3)))
    assert shown is not None
    return shown


def report_of(shown: Shown | None, pulse: Pulse | None = None) -> TeamReport:
    weeks = ("2026-W45", "2026-W48")
    return TeamReport(period="2026-11", weeks=weeks, from_day=date(2026, 12, 14), shown=shown, pulse=pulse)


PULSE = Pulse(
    id=RecordId(bytes(16)),
    quarter="2026-Q3",
    slips=17,
    ticks={Statement.SUPPORT: (9, 4, 2, 0, 1), Statement.FRIEND: (3, 0, 13, 0, 1)},
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_say_the_same_things(language: str) -> None:
    words, other = report_words(language), report_words("en")
    assert set(words.tables) == {"encounters", "out_of_role", *TABLES}
    assert set(words.marks) == {mark.value for mark in Mark}
    assert len(words.definitions) == len(other.definitions)
    assert len(words.pulse.definitions) == len(other.pulse.definitions)
    assert list(words.columns) == ["part", "answer", "label", "count"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_every_number_that_is_shown_and_nothing_in_the_place_of_a_hidden_one(language: str) -> None:
    labels, shown = labels_here(), shown_with_a_small_one()
    page = report_html(report_of(shown), HEADING, labels, language)
    assert "Harbor &lt;Point&gt;" in page
    for name, vocabulary in TABLES.items():
        for row, cell in shown.table(name).items():
            assert (f">{labels.of(vocabulary(row), language)}<" in page) == (cell != 0)
    assert report_words(language).cell(Mark.SMALL).replace("<", "&lt;") in page
    assert ">3<" not in page


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4))
def test_a_file_for_spreadsheets_says_only_what_is_shown(numbers: list[int]) -> None:
    places = [("outcomes", "met"), ("outcomes", "left"), ("settings", "ed"), ("settings", "clinic")]
    everything = no_numbers() | dict(zip(places, numbers, strict=True)) | {("encounters", ""): sum(numbers[:2])}
    shown = month_shown(Figures(numbers=everything, peers=3))
    assert shown is not None
    rows = list(csv.reader(report_csv(report_of(shown), labels_here()).splitlines()))
    for part, answer, _, count in rows[2 : 2 + len(shown.cells)]:
        assert count == str(shown.cells[part, answer])
        assert not count.isdigit() or not 1 <= int(count) <= 10


def test_a_bar_on_paper_is_as_long_as_its_number_says_and_a_hidden_one_says_nothing_of_its_own() -> None:
    labels, shown = labels_here(), shown_with_a_small_one()
    page = report_html(report_of(shown), HEADING, labels, "en")
    row = re.compile(r">([^<]+)</td><td[^>]*><table[^>]*><tr><td width=\"(\d+)%\".*?align=\"right\">([^<]+)<")
    long = {label: (int(width), said) for label, width, said in row.findall(page)}
    assert long["Asked me to come back"] == (99, "60")
    marks = {width for width, said in long.values() if not said.isdigit()}
    assert marks == {12}


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_the_program_is_for_its_peers_stands_on_paper_in_the_words_of_the_printed_page(language: str) -> None:
    labels, shown, words = labels_here(), shown_with_a_small_one(), report_words(language)
    plain = report_html(report_of(shown), HEADING, labels, language)
    page = report_html(report_of(shown, PULSE), HEADING, labels, language)
    assert words.pulse.title in page
    assert words.pulse.title not in plain
    assert not [line for line in words.pulse.definitions if escape(line) in plain or escape(line) not in page]
    for statement, said in pulse_statements(language).items():
        rows = re.findall(r'>([^<]+)</td><td[^>]*>.*?align="right">(\d+)<', part_of(page, said))
        assert dict(rows) == {
            label: str(number) for label, number in pulse_rows(PULSE, statement, words.pulse, language)
        }
        assert (words.pulse.too_few in part_of(page, said)) == (statement not in PULSE.ticks)
    # The figures are the same ones with it and without it.
    assert page.startswith(plain.partition("<h3 style")[0])


def part_of(page: str, said: str) -> str:
    return page.partition(f"<h3>{escape(said)}</h3>")[2].partition("<h3")[0]


def test_a_file_for_spreadsheets_has_the_sums_of_the_box_and_what_is_missing() -> None:
    rows = list(csv.reader(report_csv(report_of(shown_with_a_small_one(), PULSE), labels_here()).splitlines()))
    said = {(part, answer): count for part, answer, _, count in rows if part.startswith("pulse")}
    assert (said["pulse", "slips"], said["pulse_support", "yes"], said["pulse_support", "left_empty"]) == (
        "17",
        "9",
        "1",
    )
    assert (said["pulse_friend", "in_part"], said["pulse_friend", "left_empty"]) == ("13", "0")
    # A statement that fewer than five answered has one row, and no number.
    for statement in Statement:
        own = {answer: count for (part, answer), count in said.items() if part == f"pulse_{statement.value}"}
        assert (own == {"": "<5"}) == (statement not in PULSE.ticks)
    assert not [row for row in rows if row[0] == "definition" and "<5" in row[2]]
    assert ["column", "count"] in [row[:2] for row in rows if "<5" in row[2]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stands_alone_where_nothing_is_said_of_the_visits(language: str) -> None:
    words, report = report_words(language), report_of(None, PULSE)
    page = report_html(report, HEADING, labels_here(), language)
    assert words.too_few in page
    assert words.pulse.title in page
    assert not [name for name in words.tables.values() if f">{name}" in page]
    parts = {row[0] for row in csv.reader(report_csv(report, labels_here(), language).splitlines())}
    assert parts - {"part", "period", "column", "definition"} == {"pulse", *(f"pulse_{one.value}" for one in Statement)}


def test_what_is_said_of_the_box_reads_in_eighth_grade_and_no_sentence_is_long() -> None:
    words = report_words("en").pulse
    for said in (one for line in (words.title, *words.definitions) for one in sentences(line)):
        assert grade(said) <= 8, said
        assert len(said.split()) <= 22, said
