import json
from pathlib import Path

import pytest

from bench.report import Line, Results, print_table, shown, write_json


def a_line(ours: float = 1.0, beside: float = 2.0) -> Line:
    return Line(budget="7", operation="first push", notes=10, ours=ours, floor=beside, at_most=0.5)


def results(value: float) -> Results:
    found = Results()
    found.add("PeerDesk", 10, {"first push": [value]})
    return found


def test_a_ratio_of_exactly_the_budget_holds() -> None:
    assert a_line().holds
    assert not a_line(ours=1.01).holds


def test_what_stands_beside_nothing_is_over() -> None:
    assert not a_line(beside=0.0).holds


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.00025, "s", "250 us"),
        (0.25, "s", "250.00 ms"),
        (2.5, "s", "2.50 s"),
        (80_634.0, "B", "80,634 B"),
        (5.0, "", "5.0"),
        (64.25, "MiB", "64.2 MiB"),
    ],
)
def test_a_figure_is_shown_with_the_unit_that_fits_it(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_a_small_ratio_is_shown_with_the_digits_that_tell_it_from_its_limit(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Line(budget="7", operation="first push", notes=10, ours=0.45, floor=100.0, at_most=0.004)])
    (_, told) = capsys.readouterr().out.splitlines()
    assert told.split()[-3:] == ["0.0045", "0.0040", "OVER"]


def test_one_section_leaves_the_figures_of_the_other_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "build" / "bench.json"
    write_json(file, "desk", results(1.0), [a_line()])
    write_json(file, "sync", results(2.0), [])
    write_json(file, "sync", results(3.0), [a_line(), a_line()])
    written = json.loads(file.read_text())
    assert [(row["section"], row["median"]) for row in written["rows"]] == [("sync", 3.0), ("desk", 1.0)]
    assert [one["section"] for one in written["budgets"]] == ["sync", "sync", "desk"]


@pytest.mark.parametrize("before", ["", "{}", '{"rows": [{"op": "of an older shape"}], "budgets": []}'])
def test_a_file_of_another_shape_is_written_anew(tmp_path: Path, before: str) -> None:
    file = tmp_path / "bench.json"
    file.write_text(before)
    write_json(file, "sync", results(2.0), [])
    assert [row["op"] for row in json.loads(file.read_text())["rows"]] == ["first push"]


def test_a_side_that_was_not_measured_is_known_to_be_missing() -> None:
    assert results(1.0).has("PeerDesk", "first push", 10)
    assert not results(1.0).has("Anki", "first push", 10)
