"""Weekly counts and the team's figures by the command line."""

import csv
import dataclasses
from pathlib import Path

import pytest

from peerdesk.cli.invocation import today
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.counted import week_of
from peerdesk.domain.tally import Met, add_up
from peerdesk.domain.team_report import figures_of, month_shown
from peerdesk.domain.vocabulary import Outcome, Setting
from peerdesk.work.report_page import report_csv, report_words
from tests.cli.conftest import DEVON, TOMAS, Said, Terminal
from tests.work.test_report_page import report_of


@pytest.fixture(scope="module")
def two(hospital: Terminal) -> Terminal:
    return dataclasses.replace(hospital, in_process=True)


def devon(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "d", *words, "--json", passphrase=DEVON)


def tomas(terminal: Terminal, *words: str) -> Said:
    return terminal.type("--home", "t", *words, "--json", passphrase=TOMAS)


def test_a_peer_sees_what_would_leave_says_yes_and_takes_it_back(two: Terminal) -> None:
    week = week_of(today())
    before = devon(two, "tally", "show").json()
    assert (before["agreed"], before["readers"], before["left"]) == (False, ["Tomas Okafor"], [])
    said = ("--setting", "perinatal", "--outcome", "met", "--support", "hope", "--supplies", "ride=2")
    assert devon(two, "note", "add", *said, "--handle", "Blue Heron 27").json()["saved"]
    shown = devon(two, "tally", "start").json()
    assert (shown["agreed"], shown["from_week"], shown["waiting"]) == (True, week, [])
    assert shown["this_week"]["week"] == week
    assert shown["this_week"]["encounters"]["perinatal"] == {"met": 1}
    assert (shown["this_week"]["support"]["hope"], shown["this_week"]["supplies"]["ride"]) == (1, 2)
    assert "Blue Heron" not in str(shown)
    lines = two.type("--home", "d", "tally", "show", passphrase=DEVON).out
    assert "Talked about hope and recovery" in lines
    assert "Tomas Okafor" in lines
    page = devon(two, "status").json()["who_can_read"]
    assert page["counts"] == {"weeks": 0, "readers": ["Tomas Okafor"], "current": True}
    assert shown["out_of_role"]["agreed"] is False
    assert devon(two, "outofrole", "add", "--asked", "sitter", "--answer", "said_no").json()["id"]
    beside = devon(two, "tally", "start", "--out-of-role").json()["out_of_role"]
    assert (beside["agreed"], beside["from_week"], beside["this_week"]) == (True, week, {"week": week, "asked": 1})
    assert "asked outside your role leaves, too" in two.type("--home", "d", "tally", "show", passphrase=DEVON).out
    stopped = devon(two, "tally", "stop", "--out-of-role").json()
    assert (stopped["agreed"], stopped["out_of_role"]["agreed"]) == (True, False)
    assert devon(two, "tally", "start", "--out-of-role").json()["out_of_role"]["agreed"] is True
    ended = devon(two, "tally", "stop").json()
    assert ended["out_of_role"]["agreed"] is False
    assert devon(two, "tally", "start", "--out-of-role").refusal()["error"] == "not_allowed"
    assert (ended["agreed"], [one["ended_on"] is not None for one in ended["journal"]]) == (False, [True])


def test_only_peers_are_counted_and_only_supervisors_read_the_figures(two: Terminal) -> None:
    assert tomas(two, "tally", "start").refusal()["error"] == "not_allowed"
    assert devon(two, "report", "--period", "2026-10").refusal()["error"] == "not_allowed"


def test_a_period_with_too_few_peers_says_nothing_and_one_that_goes_on_says_from_when(two: Terminal) -> None:
    too_few = tomas(two, "report", "--period", "2026-Q1").refusal()
    assert too_few["error"] == "too_few"
    assert "Fewer than three peers" in too_few["message"]
    month = today().strftime("%Y-%m")
    assert tomas(two, "report", "--period", month).refusal()["error"] == "not_yet"
    assert tomas(two, "report", "--period", "2026").refusal()["error"] == "bad_period"


def test_the_table_has_the_period_every_row_and_the_definitions() -> None:
    met = Met("2026-W46", Setting.ED, Outcome.LEFT, times=5)
    shown = month_shown(figures_of((bytes([n]), add_up("2026-W46", [met])) for n in range(3)))
    assert shown is not None
    rows = list(csv.reader(report_csv(report_of(shown), shipped_labels()).splitlines()))
    assert rows[:2] == [["part", "answer", "label", "count"], ["period", "2026-11", "", ""]]
    assert ["outcomes", "left", "Had left before I came", "15"] in rows
    assert ["outcomes", "met", "We met", "0"] in rows
    assert [row[1] for row in rows if row[0] == "column"] == rows[0]
    assert sum(row[0] == "definition" for row in rows) == len(report_words("en").definitions)


def test_a_table_is_never_written_over_a_file_that_is_there(two: Terminal, tmp_path: Path) -> None:
    # A period of which nothing is said leaves no file either.
    out = tmp_path / "figures.csv"
    assert tomas(two, "report", "--period", "2026-Q1", "--csv", str(out)).refusal()["error"] == "too_few"
    assert not out.exists()
