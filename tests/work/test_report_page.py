"""The team's figures on paper and for a spreadsheet."""

import csv
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.tally import Met, add_up
from peerdesk.domain.team_report import TABLES, Figures, Mark, Shown, figures_of, month_shown, no_numbers
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.work.labels import LANGUAGES, Labels, read_labels
from peerdesk.work.report_page import Heading, report_csv, report_html, report_words
from peerdesk.work.resources import resource
from peerdesk.work.team_figures import TeamReport

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


def report_of(shown: Shown) -> TeamReport:
    return TeamReport(period="2026-11", weeks=("2026-W45", "2026-W48"), from_day=date(2026, 12, 14), shown=shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_say_the_same_things(language: str) -> None:
    words, other = report_words(language), report_words("en")
    assert set(words.tables) == {"encounters", "out_of_role", *TABLES}
    assert set(words.marks) == {mark.value for mark in Mark}
    assert len(words.definitions) == len(other.definitions)
    assert list(words.columns) == ["part", "answer", "label", "count"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_every_number_that_is_shown_and_nothing_in_the_place_of_a_hidden_one(language: str) -> None:
    labels, shown = labels_here(), shown_with_a_small_one()
    page = report_html(report_of(shown), shown, HEADING, labels, language)
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
    rows = list(csv.reader(report_csv("2026-11", shown, labels_here()).splitlines()))
    for part, answer, _, count in rows[2 : 2 + len(shown.cells)]:
        assert count == str(shown.cells[part, answer])
        assert not count.isdigit() or not 1 <= int(count) <= 10


def test_a_bar_on_paper_is_as_long_as_its_number_says_and_a_hidden_one_says_nothing_of_its_own() -> None:
    labels, shown = labels_here(), shown_with_a_small_one()
    page = report_html(report_of(shown), shown, HEADING, labels, "en")
    row = re.compile(r">([^<]+)</td><td[^>]*><table[^>]*><tr><td width=\"(\d+)%\".*?align=\"right\">([^<]+)<")
    long = {label: (int(width), said) for label, width, said in row.findall(page)}
    assert long["Asked me to come back"] == (99, "60")
    marks = {width for width, said in long.values() if not said.isdigit()}
    assert marks == {12}
