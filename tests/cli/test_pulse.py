"""What came out of the box, at the command line: entered by a supervisor, in the report of its quarter."""

import csv

import pytest

from tests.cli.conftest import DEVON, TOMAS, Said, Terminal

ROWS = ("--support", "4,2,1,1,0", "--role", "3, 2,2,0,0", "--say-no", "1,1,1,0,0", "--respect", "6,2,0,0,0")
BOX = ("pulse", "add", "--quarter", "2024-Q2", "--slips", "8", *ROWS)


def tomas(quick: Terminal, *words: str) -> Said:
    return quick.type("--home", "t", *words, "--json", passphrase=TOMAS)


def test_a_box_is_entered_listed_shown_taken_off_and_put_back(quick: Terminal) -> None:
    made = tomas(quick, *BOX).json()
    assert (made["quarter"], made["slips"], made["say_no"], made["friend"]) == ("2024-Q2", 8, None, None)
    assert made["support"] == {"yes": 4, "mostly": 2, "in_part": 1, "hardly": 1, "no": 0, "left_empty": 0}
    assert made["role"]["left_empty"] == 1
    assert tomas(quick, "pulse", "list").json() == {"pulses": [made]}
    for entry in ("2024-Q2", made["id"], made["id"][:8]):
        assert tomas(quick, "pulse", "show", entry).json() == made
    again = tomas(quick, *BOX[:5], "9", *ROWS).json()
    assert (again["id"], again["slips"]) == (made["id"], 9)
    assert tomas(quick, "pulse", "delete", "2024-Q2").json() == {"id": made["id"], "deleted": True}
    assert tomas(quick, "pulse", "show", "2024-Q2").refusal()["error"] == "not_found"
    assert tomas(quick, "pulse", "list", "--deleted").json() == {"pulses": [again]}
    assert tomas(quick, "pulse", "undelete", made["id"]).json()["deleted"] is False
    assert tomas(quick, "pulse", "list").json() == {"pulses": [again]}


def test_it_is_said_in_the_words_of_the_printed_page(quick: Terminal) -> None:
    said = quick.type("--home", "t", *BOX, passphrase=TOMAS).out
    assert "I have the support I need.\n       4  Yes\n       2  Mostly\n" in said
    assert "I can say no when I am asked to do what is not my role.\n          Fewer than five answers\n" in said
    assert "       1  Left empty" in said


def test_it_stands_in_the_report_of_its_quarter_also_where_no_visits_are_said(quick: Terminal) -> None:
    made = tomas(quick, *BOX).json()
    out = quick.folder / "pulse.csv"
    found = tomas(quick, "report", "--period", "2024-Q2", "--csv", str(out)).json()
    assert (found["unsaid"], found["pulse"]) == ("too_few", {name: said for name, said in made.items() if name != "id"})
    assert any("five slips" in line for line in found["definitions"])
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert ["pulse", "slips", "Slips in the box", "8"] in rows
    assert ["pulse_support", "yes", "I have the support I need. Yes", "4"] in rows
    assert ["pulse_friend", "", "I would tell a friend to work here. Fewer than five answers", "<5"] in rows
    said = quick.type("--home", "t", "report", "--period", "2024-Q2", passphrase=TOMAS).out
    assert "Fewer than three peers were counted" in said
    assert "How the program is for its peers, 2024-Q2" in said
    assert tomas(quick, "report", "--period", "2024-05").refusal()["error"] == "too_few"


@pytest.mark.parametrize(
    ("words", "error", "message"),
    [
        (("--slips", "4"), "too_few_slips", "Leave the box closed until five slips are in it;"),
        (("--slips", "0"), "too_few_slips", "Leave the box closed until five slips are in it;"),
        (("--slips", "many"), "bad_value", "--slips wants a whole number from 0 to 999."),
        (("--slips", ""), "missing_answer", "--slips is needed."),
        (("--quarter", "2024-07"), "bad_value", "--quarter wants a quarter, such as 2026-Q4."),
        (("--quarter", "2998-Q1"), "bad_value", "--quarter wants a quarter that has begun."),
        (("--say-no", "5,4,0,0,0"), "too_many_ticks", "--say-no adds up to 9, and there are 8 slips. Count it again."),
        (("--friend", "5,1"), "bad_value", "--friend wants five whole numbers with commas, yes first"),
        (("--friend", "a,b,c,d,e"), "bad_value", "--friend wants five whole numbers with commas, yes first"),
    ],
)
def test_each_wrong_entry_is_turned_away_with_what_would_help(
    quick: Terminal, words: tuple[str, str], error: str, message: str
) -> None:
    before = tomas(quick, "pulse", "list").out
    said = tomas(quick, *BOX, *words)
    assert (said.status, said.refusal()["error"]) == (1, error)
    assert said.refusal()["message"].startswith(message)
    assert tomas(quick, "pulse", "list").out == before


def test_a_peer_enters_none(quick: Terminal) -> None:
    refused = quick.type("--home", "d", *BOX, "--json", passphrase=DEVON).refusal()
    assert (refused["error"], refused["message"]) == (
        "not_allowed",
        "Whoever supervises peers enters what was in their box.",
    )
