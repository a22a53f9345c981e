import json

import pytest

from tests.cli.conftest import DEVON, Terminal

D = ("--home", "d")


def add(terminal: Terminal, *words: str) -> str:
    said = terminal.type(*D, "note", "add", *words, "--json", passphrase=DEVON)
    answer = said.json()
    assert answer["saved"] is True
    return str(answer["id"])


def show(terminal: Terminal, note: str, *words: str) -> dict[str, object]:
    shown: dict[str, object] = terminal.type(*D, "note", "show", note, *words, "--json", passphrase=DEVON).json()
    return shown


def test_every_answer_comes_back_under_the_name_of_its_option(here: Terminal) -> None:
    note = add(
        here, "--setting", "ed", "--outcome", "met", "--support", "time,listened", "--handle", "Blue Heron 27",
        "--memory", "Bus pass came through.", "--words", "I just need someone.", "--next", "group=chosen",
        "--supplies", "naloxone_nasal=2", "--mattered", "transport", "--on", "2026-11-20", "--length", "15_30",
        "--mode", "phone", "--no-count", "--bring-to-supervision", "how to say no", "--follow-up", "2026-11-28",
        "--language", "es", "--interpreter", "staff", "--written-with", "together",
    )  # fmt: skip
    shown = show(here, note)
    expected = {
        "id": note,
        "on": "2026-11-20",
        "setting": "ed",
        "outcome": "met",
        "support": ["time", "listened"],
        "handle": "Blue Heron 27",
        "memory": "Bus pass came through.",
        "words": "I just need someone.",
        "next": {"group": "chosen"},
        "supplies": {"naloxone_nasal": 2},
        "mattered": ["transport"],
        "length": "15_30",
        "mode": "phone",
        "count": False,
        "bring_to_supervision": True,
        "prompt": "how to say no",
        "follow_up": "2026-11-28",
        "language": "es",
        "interpreter": "staff",
        "written_with": "together",
    }
    assert {name: shown[name] for name in expected} == expected


def test_a_group_has_a_head_count_and_a_note_has_a_unit(here: Terminal) -> None:
    note = add(here, "--setting", "rcc", "--outcome", "brief", "--mode", "group", "--people", "8", "--unit", "Day room")
    assert (show(here, note)["people"], show(here, note)["unit"]) == (8, "Day room")
    listed = here.type(*D, "note", "list", "--json", passphrase=DEVON).json()["notes"]
    assert [(one["people"], one["unit"]) for one in listed if one["id"] == note] == [(8, "Day room")]
    said = here.type(*D, "note", "show", note, passphrase=DEVON).out
    assert "People" in said
    assert "Day room" in said
    here.type(*D, "note", "edit", note, "--people", "", "--unit", "", passphrase=DEVON)
    assert (show(here, note)["people"], show(here, note)["unit"]) == (None, "")
    for wrong in ("1", "100", "eight", "-2"):
        refused = here.type(*D, "note", "edit", note, "--people", wrong, "--json", passphrase=DEVON)
        assert (refused.status, refused.refusal()["error"]) == (1, "bad_value")
    alone = here.type(*D, "note", "add", "--setting", "ed", "--outcome", "brief", "--people", "3", passphrase=DEVON)
    assert alone.status == 1


def test_two_answers_are_a_whole_note(here: Terminal) -> None:
    shown = show(here, add(here, "--setting", "street", "--outcome", "declined"))
    assert (shown["handle"], shown["memory"], shown["support"]) == ("", "", [])


def test_a_beginning_of_six_characters_is_enough_and_fewer_are_not(here: Terminal) -> None:
    note = add(here, "--setting", "clinic", "--outcome", "later")
    assert show(here, note[:31])["id"] == note
    for wrong, code in ((note[:5], "ambiguous"), ("ffffffff", "not_found"), ("not-hex-at-all", "not_found")):
        said = here.type(*D, "note", "show", wrong, "--json", passphrase=DEVON)
        assert (said.status, said.refusal()["error"]) == (1, code)


def test_a_change_keeps_what_was_not_named_and_an_empty_text_empties(here: Terminal) -> None:
    note = add(here, "--setting", "ed", "--outcome", "met", "--support", "time", "--memory", "first", "--handle", "J.")
    changed = here.type(*D, "note", "edit", note, "--memory", "", "--outcome", "brief", "--json", passphrase=DEVON)
    assert changed.json()["id"] == note
    shown = show(here, note)
    assert (shown["memory"], shown["outcome"], shown["setting"], shown["support"], shown["handle"]) == (
        "", "brief", "ed", ["time"], "J.",
    )  # fmt: skip
    renamed = here.type(*D, "note", "edit", note, "--handle", "Red Maple 4", "--json", passphrase=DEVON)
    assert renamed.status == 0
    assert show(here, note)["handle"] == "Red Maple 4"


def test_a_change_is_held_to_the_same_rules_as_a_new_note(here: Terminal) -> None:
    note = add(here, "--setting", "ed", "--outcome", "declined")
    said = here.type(*D, "note", "edit", note, "--outcome", "met", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "missing_answer")
    said = here.type(*D, "note", "edit", note, "--setting", "moon", "--json", passphrase=DEVON)
    assert (said.status, said.refusal()["error"]) == (1, "unknown_code")
    assert here.type(*D, "note", "edit", note, passphrase=DEVON).status == 2
    assert show(here, note)["outcome"] == "declined"


def test_a_deleted_note_leaves_the_lists_and_can_come_back(here: Terminal) -> None:
    note = add(here, "--setting", "ed", "--outcome", "brief", "--memory", "zebracrossing")

    def found() -> list[str]:
        said = here.type(*D, "note", "search", "zebrac", "--json", passphrase=DEVON)
        return [row["id"] for row in said.json()["notes"]]

    assert found() == [note]
    assert here.type(*D, "note", "delete", note, passphrase=DEVON).status == 0
    assert found() == []
    assert here.type(*D, "note", "undelete", note, passphrase=DEVON).status == 0
    assert found() == [note]


def test_search_is_by_beginnings_blind_to_accents_and_never_trips(here: Terminal) -> None:
    note = add(here, "--setting", "ed", "--outcome", "brief", "--memory", "Añoranza de su café")
    for query in ("anora", "AÑOR", "cafe su"):
        said = here.type(*D, "note", "search", query, "--json", passphrase=DEVON)
        assert [row["id"] for row in said.json()["notes"]] == [note], query
    for query in ('"', "'; DROP", "NEAR(", "a AND", "nope:x", "*", " "):
        assert here.type(*D, "note", "search", "--json", "--", query, passphrase=DEVON).status == 0


def test_a_search_is_filtered_as_a_list_is(here: Terminal) -> None:
    def found(*words: str) -> list[str]:
        return [one["memory"] for one in here.type(*D, "note", *words, "--json", passphrase=DEVON).json()["notes"]]

    for setting, more in (("clinic", ("--follow-up", "7d")), ("street", ())):
        add(here, "--setting", setting, "--outcome", "declined", "--memory", f"zinnia {setting}", *more)
    assert found("search", "zinnia", "--setting", "street", "--private") == ["zinnia street"]
    assert found("search", "zinnia", "--follow-up") == found("list", "--follow-up", "--setting", "clinic")
    assert found("search", "zinnia", "--shared") == []
    said = here.type(*D, "note", "list", "--shared", "--private", "--json", passphrase=DEVON)
    assert said.refusal()["error"] == "bad_value"


def test_a_list_comes_in_pages_that_join(here: Terminal) -> None:
    whole = here.type(*D, "note", "list", "--limit", "100", "--json", passphrase=DEVON).json()
    assert whole.get("next") is None
    seen: list[str] = []
    cursor: list[str] = []
    while True:
        page = here.type(*D, "note", "list", "--limit", "3", *cursor, "--json", passphrase=DEVON).json()
        seen += [row["id"] for row in page["notes"]]
        if page.get("next") is None:
            break
        cursor = ["--cursor", page["next"]]
    assert seen == [row["id"] for row in whole["notes"]]
    only = here.type(*D, "note", "list", "--setting", "street", "--outcome", "declined", "--json", passphrase=DEVON)
    assert {row["setting"] for row in only.json()["notes"]} == {"street"}
    none = here.type(*D, "note", "list", "--until", "1999-01-01", "--json", passphrase=DEVON)
    assert none.json()["notes"] == []
    bad = here.type(*D, "note", "list", "--since", "soon", "--json", passphrase=DEVON)
    assert (bad.status, bad.refusal()["error"]) == (1, "bad_date")
    # Another way of writing a day would be compared letter by letter, and leave notes out.
    for words in (("--since", "20260101"), ("--until", "2026-W47-6")):
        bad = here.type(*D, "note", "list", *words, "--json", passphrase=DEVON)
        assert (bad.status, bad.refusal()["error"]) == (1, "bad_date")


@pytest.mark.parametrize("cursor", ["x", "0", "2026-11-21", "2026-11-21/", "2026-02-30/5", "2026-11-21/five", "/5"])
def test_a_cursor_that_no_list_gave_is_turned_away_and_not_taken_for_the_end(here: Terminal, cursor: str) -> None:
    bad = here.type(*D, "note", "list", "--cursor", cursor, "--json", passphrase=DEVON)
    assert (bad.status, bad.refusal()["error"]) == (1, "bad_value")


def test_people_read_words_and_not_codes(here: Terminal) -> None:
    note = add(here, "--setting", "ed", "--outcome", "met", "--support", "listened", "--memory", "line\x1b[2Jone")
    said = here.type(*D, "note", "show", note, passphrase=DEVON)
    assert "Emergency department" in said.out
    assert "Listened" in said.out
    assert "\x1b" not in said.out


def test_a_stream_keeps_every_good_line_and_names_every_bad_one(here: Terminal) -> None:
    lines = [
        b'{"setting": "ed", "outcome": "met", "support": ["listened"], "handle": "Red Maple 4"}',
        b"rubbish",
        b'{"setting": "moon", "outcome": "brief"}',
        b'{"setting": "ed", "outcome": "met"}',
        b'{"setting": "ed", "outcome": "brief", "diagnosis": "x"}',
        b'{"setting": 7, "outcome": "brief"}',
        b'{"setting": "ed", "outcome": "brief", "memory": "' + b"a" * 1001 + b'"}',
        b"x" * 10_000_000,
        b'{"setting": "ed", "outcome": "brief", "follow_up": "someday"}',
        b'{"setting": "street", "outcome": "declined"}',
    ]
    for batch in ("1", "4"):
        said = here.type(*D, "note", "add", "--stdin", "--batch", batch, text=b"\n".join(lines), passphrase=DEVON)
        answers = [json.loads(line) for line in said.out.splitlines()]
        assert said.status == 1
        assert [answer["line"] for answer in answers] == list(range(1, 11))
        assert [answer.get("error") for answer in answers] == [
            None, "not_json", "unknown_code", "missing_answer", "unknown_field", "bad_value", "too_long", "too_long",
            "bad_date", None,
        ]  # fmt: skip
        assert show(here, answers[0]["id"])["handle"] == "Red Maple 4"
        assert show(here, answers[9]["id"])["setting"] == "street"


def test_a_stream_never_takes_its_passphrase_from_the_notes(here: Terminal) -> None:
    line = '{"setting": "ed", "outcome": "brief"}\n'
    for words in ((), ("--passphrase-file", "-")):
        said = here.type(*D, "note", "add", "--stdin", "--json", *words, text=line)
        assert (said.status, said.refusal()["error"]) == (1, "passphrase_needed")


def test_every_change_of_a_note_has_another_revision(here: Terminal) -> None:
    made = here.type(*D, "note", "add", "--setting", "ed", "--outcome", "later", "--json", passphrase=DEVON).json()
    changes = (("edit", made["id"], "--memory", "a"), ("delete", made["id"]), ("undelete", made["id"]))
    said = (here.type(*D, "note", *words, "--json", passphrase=DEVON) for words in changes)
    names = [made["revision"], *(one.json()["revision"] for one in said)]
    assert all(len(name) == 64 for name in names)
    assert len(set(names[:3])) == 3
    assert names[3] == names[1]


def test_characters_that_cannot_be_kept_are_left_out_and_it_is_said(here: Terminal) -> None:
    odd = "a\u202eb\u0007c"
    said = here.type(
        *D, "note", "add", "--setting", "ed", "--outcome", "later", "--memory", odd, "--json", passphrase=DEVON
    )
    assert said.err == "2 control or broken characters could not be kept and had to be left out.\n"
    assert show(here, said.json()["id"])["memory"] == "abc"
    changed = here.type(*D, "note", "edit", said.json()["id"], "--memory", "plain", passphrase=DEVON)
    assert changed.err == ""
