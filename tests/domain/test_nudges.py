"""Suggestions about words: whole words, never between quotation marks, and taking one changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.nudges import Lexicon, NudgeKind, find_nudges, taken
from peerdesk.work.nudges import read_lexicon

ENGLISH, SPANISH = read_lexicon("en"), read_lexicon("es")
SMALL = Lexicon.of(
    {"frequent flyer": "person who visits often", "abuse": "use"}, unless=["child abuse"], details=["heroin"]
)


def said(text: str, lexicon: Lexicon = ENGLISH) -> list[str]:
    return [nudge.said for nudge in find_nudges(text, lexicon)]


def once(text: str, lexicon: Lexicon = ENGLISH) -> str:
    (nudge,) = find_nudges(text, lexicon)
    return taken(text, nudge)


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("Staff called them a frequent flyer.", "Staff called them a person who visits often."),
        ("Frequent  flyer here", "Person who visits often here"),
        ("She refused a bed", "She said no thanks to a bed"),
        ("on MAT since May", "on medications for addiction treatment since May"),
        ("the homeless in the park", "people without housing in the park"),
        ("He seemed crazy to staff", "He seemed to staff"),
        ("got clean in June", "in recovery in June"),
    ],
)
def test_words_have_others_that_could_stand_there(written: str, better: str) -> None:
    assert once(written) == better


@pytest.mark.parametrize(
    "fine",
    [
        "Met on the mat by the door",
        "clean clothes and clean sheets",
        "a child abuse question for the supervisor",
        "set a user name for the library",
        'They said "I am an addict and proud of my road"',
        "They said “no junkie talk”",
        "Dijo «soy adicto»",
        "addiction counselor",
        "multi-user phone",
        "She was patient with me",
        "room 1204, back at 14:30 on 2026-11-21",
        "Blue Heron 27",
        "call 988",
        "fentanyl test strips given",
        "",
    ],
)
def test_what_is_fine_is_left_alone(fine: str) -> None:
    assert said(fine) == []


@pytest.mark.parametrize(
    "detail", ["heroin", "Last use", "20 mg", "215 555 0142", "(215) 555-0142", "123-45-6789", "MRN", "00482913", "8mg"]
)
def test_details_that_no_note_needs_are_found(detail: str) -> None:
    (nudge,) = find_nudges(f"They spoke of {detail} today", ENGLISH)
    assert (nudge.kind, nudge.said, nudge.instead) == (NudgeKind.DETAIL, detail, "")
    assert taken(f"They spoke of {detail} today", nudge) == "They spoke of today"


@pytest.mark.parametrize(
    ("escrito", "mejor"),
    [
        ("Es drogadicto desde joven", "Es persona que consume desde joven"),
        ("Se negó a entrar", "Dijo que no a entrar"),
        ("Un indigente del barrio", "Un persona sin vivienda del barrio"),
    ],
)
def test_spanish_has_words_of_its_own(escrito: str, mejor: str) -> None:
    assert once(escrito, SPANISH) == mejor


def test_a_phrase_wins_over_a_word_in_it_and_nothing_overlaps() -> None:
    assert said("a recovering addict and a drug user") == ["recovering addict", "drug user"]


def test_what_is_not_wanted_again_is_not_suggested_again() -> None:
    (nudge,) = find_nudges("Frequent flyer", SMALL)
    assert find_nudges("a FREQUENT FLYER came", SMALL, {nudge.key}) == ()


@given(st.text(alphabet="abusehild frequntly\"“”«»\n.,-'3", max_size=120))
def test_a_suggestion_is_about_what_it_says_and_taking_it_leaves_the_rest(text: str) -> None:
    before = 0
    for nudge in find_nudges(text, SMALL):
        assert text[nudge.start : nudge.end] == nudge.said
        assert nudge.start >= before
        before = nudge.end
        after = taken(text, nudge)
        assert after.startswith(text[: nudge.start])
        assert after.endswith(text[nudge.end :].removeprefix(" "))


@given(st.text(max_size=60), st.text(alphabet=st.characters(blacklist_characters='"\n'), max_size=60))
def test_what_somebody_said_is_never_touched(around: str, quoted: str) -> None:
    begin = around.replace('"', "").replace("\n", " ")
    for nudge in find_nudges(f'{begin} "{quoted}"', ENGLISH):
        assert nudge.end <= len(begin) + 1


@pytest.mark.parametrize("lexicon", [ENGLISH, SPANISH])
def test_no_suggestion_is_a_word_that_has_one_itself(lexicon: Lexicon) -> None:
    for instead in filter(None, lexicon.instead.values()):
        assert find_nudges(instead, lexicon) == (), instead


@pytest.mark.parametrize("lexicon", [ENGLISH, SPANISH])
def test_every_word_of_the_list_is_found(lexicon: Lexicon) -> None:
    for word in lexicon.instead:
        found = find_nudges(f"and {word} there", lexicon) or find_nudges(f"and {word.upper()} there", lexicon)
        assert found, word
