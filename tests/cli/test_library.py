"""The directory of places at the command line."""

from pathlib import Path

from peerdesk.cli.library_lists import received_lines
from peerdesk.cli.library_shapes import place_line
from peerdesk.cli.words import shipped_labels
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.place import PlaceDraft, make_place
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.work.resources import resource
from peerdesk.work.team_places import TeamList
from tests.cli.conftest import DEVON, Said, Terminal
from tests.domain.test_place import TODAY


def library(here: Terminal, *words: str) -> Said:
    return here.type("--home", "d", "library", *words, "--json", passphrase=DEVON)


def names(here: Terminal, *words: str) -> list[str]:
    return [one["name"] for one in library(here, "list", *words).json()["places"]]


def test_a_place_is_kept_changed_checked_and_taken_off(here: Terminal) -> None:
    assert library(here, "add", "--phone", "555-0101").refusal()["error"] == "missing_answer"
    made = library(here, "add", "--name", "Pier House", "--kind", "shelter", "--flags", "wheelchair, kids_ok").json()
    assert (made["kind"], made["flags"], made["freshness"]) == ("shelter", ["kids_ok", "wheelchair"], "never")
    changed = library(here, "edit", made["id"], "--phone", "555-0101", "--checked-on", "2020-03-01").json()
    assert (changed["phone"], changed["freshness"], changed["name"]) == ("555-0101", "old", "Pier House")
    said = here.type("--home", "d", "library", "show", made["id"], passphrase=DEVON).out
    assert "not checked since March 2020: call first" in said
    assert names(here, "--find", "5550101", "--old") == ["Pier House"]
    checked = library(here, "check", made["id"]).json()
    assert (checked["freshness"], checked["checked_by"]) == ("fresh", "Devon Achebe")
    assert library(here, "delete", made["id"]).json()["deleted"]
    assert names(here, "--find", "pier house") == []


def test_the_example_is_taken_in_found_and_written_out(here: Terminal, tmp_path: Path) -> None:
    done = library(here, "import", str(resource("library", "directory_example.csv"))).json()
    assert (done["added"] + done["same"], done["left_out"]) == (15, [])
    assert names(here, "--find", "rio span", "--kind", "benefits") == ["Comedor Río Azul"]
    out = tmp_path / "places.csv"
    assert library(here, "export", "--out", str(out)).json()["records"] >= 15
    assert library(here, "export", "--out", str(out)).refusal()["error"] == "exists"
    again = library(here, "import", str(out)).json()
    assert (again["added"], again["changed"]) == (0, 0)


def test_a_bad_line_is_said_by_its_number_and_nothing_is_taken_in(here: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("name,kind,kids_ok\nA good place,shelter,\nAnother,castle,\n,shelter,\nThird,,sometimes\n")
    refused = library(here, "import", str(file)).refusal()
    assert refused["error"] == "table_refused"
    for said in ("Nothing was taken in.", "Line 3: kind does not know 'castle'", "Line 4: name is needed.", "Line 5: "):
        assert said in refused["message"]
    assert names(here, "--find", "good place") == []
    assert "save it as CSV" in library(here, "import", str(_workbook(tmp_path))).refusal()["message"]
    assert library(here, "import", str(tmp_path / "none.csv")).refusal()["error"] == "not_read"


def test_a_list_is_given_by_whoever_supervises(here: Terminal) -> None:
    refused = library(here, "publish").refusal()
    assert (refused["error"], "you supervise nobody now" in refused["message"]) == ("not_allowed", True)


def test_below_the_places_stand_some_lines_of_what_is_new_and_where_the_others_are() -> None:
    places = tuple(make_place(PlaceDraft(name=f"Pier House {n}"), RecordId(bytes([n]) * 16)) for n in range(40))
    lists = [TeamPlaces(version=n, published_on=TODAY, places=places[: 30 * n]) for n in (1, 2)]
    news = TeamList(author=PersonId(bytes(16)), name="Tomas", given=lists[1], before=lists[0], is_new=True)
    lines = list(received_lines(news, 4))
    assert (len(lines), lines[1], lines[-1]) == (6, "  10 new", "  and 7 more: peerdesk library texts places")
    assert [line.strip() for line in received_lines(news)][-1] == "new: Pier House 39"
    assert len(list(received_lines(news, 11))) == 12


def test_what_a_table_holds_cannot_steer_a_terminal() -> None:
    place = make_place(PlaceDraft(name="Pier\x1b[2J House\u202e"), RecordId(bytes(16)))
    assert "\x1b" not in place_line(place, shipped_labels(), TODAY)


def _workbook(folder: Path) -> Path:
    file = folder / "places.xlsx"
    file.write_bytes(b"PK\x03\x04\x00\x00\x00")
    return file
