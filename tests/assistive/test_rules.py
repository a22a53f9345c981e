"""Each rule of the walk finds the one gap that it is about, and lets a whole screen pass."""

from dataclasses import replace
from typing import Any

import pytest

from tests.assistive.client.part import Part
from tests.assistive.rules import Scene, gaps
from tests.assistive.written import Told, Written

SHOWN = ("showing", "visible", "enabled", "sensitive")
BOX = (0, 0, 100, 20)
WINDOW = Part(-1, "frame", "Today", "", "", SHOWN, (), (), (0, 0, 400, 400))
BUTTON = Part(0, "push button", "Save", "Ctrl+Enter", "", (*SHOWN, "focusable", "focused"), (), ("Press",), BOX)
ANSWER = Part(0, "radio button", "We met", "1", "", (*SHOWN, "focusable", "checkable", "checked"), (), ("Toggle",), BOX)
CHOICE = Part(0, "combo box", "Clinic", "Where", "", (*SHOWN, "focusable", "expandable"), (), ("Press",), BOX)
FIELD = Part(0, "password text", "Passphrase", "", "••••", (*SHOWN, "focusable", "editable"), (), (), BOX)
ROW = Part(0, "list item", "Devon Achebe, We met", "", "", (*SHOWN, "focusable", "selectable"), (), (), BOX)
LABEL = Part(0, "label", "Your notes", "", "", SHOWN, (), (), BOX)
WHOLE = (WINDOW, BUTTON, ANSWER, CHOICE, FIELD, ROW, LABEL)


def at_the_box(words: str) -> Written:
    return Written(words=words, x=50, y=10)


TOLD = Told(
    written=tuple(map(at_the_box, ("Save", "Ctrl+Enter", "We met", "Clinic", "Devon Ac…", "DA", "Your notes"))),
    secrets=("seven green boats",),
    states=(at_the_box("checked"), at_the_box("focused")),
)


def found(*parts: Part, told: Told = TOLD) -> list[str]:
    return gaps(Scene(name="one", parts=parts, told=told))


def but_for(part: Part, **change: Any) -> list[str]:
    """Return what is found where one part of the whole screen tells something else."""
    return found(*(replace(part, **change) if one is part else one for one in WHOLE))


def test_a_whole_screen_has_no_gap() -> None:
    assert found(*WHOLE) == []


@pytest.mark.parametrize("part", [BUTTON, ROW, WINDOW, FIELD])
def test_what_is_used_or_is_a_row_or_a_window_needs_a_name(part: Part) -> None:
    assert any(gap.endswith("has no name") for gap in but_for(part, name=" "))


def test_a_label_of_its_own_is_a_name() -> None:
    assert but_for(FIELD, name="", relations=("labelled-by",)) == []


@pytest.mark.parametrize("role", ["filler", "unknown"])
def test_what_is_used_or_has_the_focus_says_what_it_is(role: str) -> None:
    assert but_for(BUTTON, role=role) == [
        "filler 'Save' in the window is nothing that can be used".replace("filler", role)
    ]
    assert but_for(LABEL, role=role) == []


def test_the_inside_of_a_box_with_the_focus_is_not_another_stop() -> None:
    inside = Part(1, "filler", "", "", "", (*SHOWN, "focused"), (), (), BOX)
    assert found(*WHOLE, inside) == []
    assert found(*WHOLE, replace(inside, within=0)) != []


def test_a_list_to_choose_from_says_what_it_asks() -> None:
    assert but_for(CHOICE, description="") == ["combo box 'Clinic' does not say what is chosen"]


def test_two_that_sound_the_same_are_told_apart_by_a_description_or_by_their_group() -> None:
    group = Part(0, "panel", "Group", "", "", SHOWN, (), (), BOX)
    assert found(*WHOLE, BUTTON) == ["2 times push button 'Save' in the window"]
    assert found(*WHOLE, replace(BUTTON, description="Another")) == []
    assert found(*WHOLE, group, replace(BUTTON, within=len(WHOLE))) == []


def test_words_are_heard_where_they_are_read() -> None:
    (gap,) = but_for(LABEL, name="Something else")
    assert gap.startswith("'Your notes' is to be read and not heard")
    assert but_for(LABEL, box=(200, 200, 50, 20)) != []


def test_a_passphrase_is_told_by_nothing_and_its_field_says_that_it_hides_it() -> None:
    told = ["push button 'Save' tells a passphrase"]
    assert but_for(BUTTON, description="Ctrl+Enter seven green boats") == told
    assert but_for(FIELD, text="even") == ["password text 'Passphrase' tells 'even'"]
    assert but_for(FIELD, role="text") == ["a field with a passphrase does not say that it hides it"]


def test_a_state_that_shows_is_told_and_no_other() -> None:
    assert but_for(ANSWER, states=(*SHOWN, "focusable", "checkable"))[0].startswith("nothing says that it is checked")
    assert found(*WHOLE, told=replace(TOLD, states=())) == ["radio button 'We met' says that it is checked"]
    for state in ("disabled", "selected", "problem"):
        there = replace(TOLD, states=(*TOLD.states, at_the_box(state)))
        far = tuple(replace(one, description="") for one in (WINDOW, LABEL))
        assert f"nothing says that it is {state}" in " ".join(found(*far, told=there))


@pytest.mark.parametrize("part", [ANSWER, CHOICE, FIELD, ROW])
def test_an_answer_a_list_a_field_and_a_row_say_what_can_be_done_with_them(part: Part) -> None:
    assert any("does not say that it is" in gap for gap in but_for(part, states=(*SHOWN, "focusable", "checked")))


def test_what_is_told_as_showing_has_a_place() -> None:
    assert but_for(BUTTON, box=(0, 0, 0, 0))[-1] == "push button 'Save' shows nowhere"
