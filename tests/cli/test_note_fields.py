from dataclasses import fields

import pytest

from peerdesk.cli.note_fields import FIELDS, answers_of, draft_from
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, UnknownFieldError

DAY = "2026-11-21"


def test_every_part_of_a_draft_has_its_option() -> None:
    names = {"on" if f.name == "happened_on" else f.name for f in fields(EncounterDraft)}
    assert names == set(FIELDS)


def test_options_and_a_json_object_say_the_same() -> None:
    options = {
        "setting": "ed",
        "outcome": "met",
        "support": ("listened,time", "hope"),
        "next": ("group=chosen,legal_aid",),
        "supplies": ("naloxone_nasal=2,clothes",),
        "memory": None,
        "mattered": (),
        "count": False,
        "bring_to_supervision": "how to say no",
    }
    from_options = draft_from(answers_of(options), DAY)
    from_json = draft_from(
        {
            "setting": "ed",
            "outcome": "met",
            "support": ["listened", "time", "hope"],
            "next": {"group": "chosen", "legal_aid": "offered"},
            "supplies": {"naloxone_nasal": 2, "clothes": 1},
            "count": False,
            "bring_to_supervision": "how to say no",
        },
        DAY,
    )
    assert from_options == from_json
    assert from_options.bring_to_supervision
    assert from_options.prompt == "how to say no"
    assert from_options.happened_on == DAY


def test_an_option_that_was_not_given_changes_nothing_and_an_empty_one_empties() -> None:
    assert answers_of({"memory": None, "support": (), "mattered": ("",), "handle": ""}) == {
        "mattered": [],
        "handle": "",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("setting", 7),
        ("support", "listened"),
        ("support", [1]),
        ("mattered", {"housing": True}),
        ("next", ["group"]),
        ("next", {"group": 1}),
        ("supplies", {"condoms": "many"}),
        ("supplies", {"condoms": True}),
        ("supplies", {"condoms": 1.5}),
        ("count", "yes"),
        ("bring_to_supervision", 1),
        ("memory", ["a"]),
    ],
)
def test_a_value_of_the_wrong_shape_names_its_field(name: str, value: object) -> None:
    with pytest.raises(BadValueError) as caught:
        draft_from({"setting": "ed", "outcome": "brief", name: value}, DAY)
    assert caught.value.field == name


def test_an_unknown_name_is_turned_away_with_the_known_ones() -> None:
    with pytest.raises(UnknownFieldError) as caught:
        draft_from({"setting": "ed", "diagnosis": "x"}, DAY)
    assert "memory" in caught.value.known


def test_a_count_that_is_no_number_names_supplies() -> None:
    with pytest.raises(BadValueError):
        answers_of({"supplies": ("condoms=lots",)})


@pytest.mark.parametrize(
    ("field", "said"), [("supplies", "clothes=1,clothes=2"), ("next", "group=chosen,group=offered")]
)
def test_what_is_said_twice_in_an_option_is_turned_away_as_it_is_in_a_line(field: str, said: str) -> None:
    with pytest.raises(BadValueError) as told:
        answers_of({field: (said,)})
    assert told.value.field == field
