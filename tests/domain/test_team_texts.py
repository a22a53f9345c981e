"""Texts for a team: what may stand in them, what differs between two, and what no team can take away."""

from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.checkins import OFF, RHYTHMS, gentler, is_due, rhythm_lines, rhythm_of
from peerdesk.domain.errors import InputRefusedError, NotAllowedError
from peerdesk.domain.local_words import NUMBER_LIMIT, LocalWords
from peerdesk.domain.nudges import Lexicon, NudgeKind, find_nudges
from peerdesk.domain.team_guides import guide_lines, own_steps, with_team
from peerdesk.domain.team_texts import MOST_LINES, TeamLine, TeamPart, differences, next_text
from peerdesk.domain.team_words import TeamWord, with_word, without_word, words_of
from peerdesk.work.nudges import read_lexicon, with_team_word

DAY = date(2026, 11, 22)
rhythms = st.sampled_from(RHYTHMS)
lines = st.lists(
    st.builds(TeamLine, about=st.sampled_from(["add_en", "mute_en", "team"]), said=st.sampled_from("abc")), max_size=6
)


def words(*added: TeamWord) -> tuple[TeamLine, ...]:
    return reduce(with_team_word, added, ())


def test_versions_count_by_themselves_whatever_the_day_says() -> None:
    first = next_text(None, TeamPart.CHECKINS, rhythm_lines(7), "", DAY)
    later = next_text(first, TeamPart.CHECKINS, rhythm_lines(30), "Monthly\nnow", date(2020, 1, 1))
    assert (first.version, later.version, later.changed) == (1, 2, "Monthly now")
    with pytest.raises(NotAllowedError):
        next_text(None, TeamPart.WORDS, (TeamLine(about="add_en", said="x"),) * (MOST_LINES + 1), "", DAY)


@given(lines, lines)
def test_what_differs_is_empty_only_between_two_that_say_the_same(old: list[TeamLine], new: list[TeamLine]) -> None:
    for part in TeamPart:
        found = differences(part, old, new)
        back = differences(part, new, old)
        assert {(one.about, one.word, one.after, one.before) for one in back} == {
            (one.about, one.word, one.before, one.after) for one in found
        }
        assert differences(part, old, old) == ()


def test_old_and_new_stand_side_by_side() -> None:
    old = guide_lines({"team": "5555", "report": "Call first"})
    (number, rule) = differences(TeamPart.GUIDES, old, guide_lines({"team": "5556"}))
    assert (number.about, number.before, number.after) == ("team", "5555", "5556")
    assert (rule.about, rule.before, rule.after) == ("report", "Call first", "")


def test_what_the_team_fills_in_stands_in_place_and_the_rest_is_the_hospitals() -> None:
    said = guide_lines({"supervisor": "Tomas, 0142", "step_court": "Ask for Ruth", "team": " "})
    assert with_team(LocalWords(team="1", supervisor="2"), said) == LocalWords(team="1", supervisor="Tomas, 0142")
    assert own_steps((*said, TeamLine(about="step_unknown", said="x"))) == {"court": "Ask for Ruth"}
    for odd in ({"team": "5" * (NUMBER_LIMIT + 1)}, {"step_unknown": "x"}):
        with pytest.raises(InputRefusedError):
            guide_lines(odd)


def test_a_team_adds_words_and_mutes_some() -> None:
    team = words(
        TeamWord(language="en", said="bed blocker", instead="person who waits for a place"),
        TeamWord(language="en", said="Detox", is_muted=True),
        TeamWord(language="es", said="paciente", is_muted=True),
    )
    lexicon, text = read_lexicon("en", team), "a bed blocker in detox, a client"
    assert [one.said for one in find_nudges(text, lexicon)] == ["bed blocker", "client"]
    assert [one.said for one in find_nudges(text, read_lexicon("en"))] == ["detox", "client"]
    assert not find_nudges("el paciente", read_lexicon("es", team))
    assert len(words_of((*team, TeamLine(about="later_en", said="x")))) == 3


@pytest.mark.parametrize("detail", ["heroin", "fentanyl", "MRN", '"heroin"'])
def test_no_team_takes_a_detail_out_of_the_list_or_puts_one_in_as_a_word(detail: str) -> None:
    for said, instead, is_muted in ((detail, "", True), (detail, "medicine", False), ("stuff", detail, False)):
        with pytest.raises(InputRefusedError):
            words(TeamWord(language="en", said=said, instead=instead, is_muted=is_muted))
    forged = (
        TeamLine(about="mute_en", said=detail),
        TeamLine(about="add_en", said=detail, instead="medicine"),
        TeamLine(about="add_en", said="stuff", instead=detail),
    )
    found = find_nudges(f"stuff and {detail.strip(chr(34))}", read_lexicon("en", forged))
    assert [(one.kind, one.instead) for one in found] == [(NudgeKind.DETAIL, "")]


@pytest.mark.parametrize(
    "odd",
    [
        TeamWord(language="fr", said="x"),
        TeamWord(language="en", said=" "),
        TeamWord(language="en", said="x" * 61),
        TeamWord(language="en", said="regular", instead="junkie"),
        TeamWord(language="en", said="regular", is_muted=True),
    ],
)
def test_a_word_that_cannot_be_is_refused(odd: TeamWord) -> None:
    with pytest.raises(InputRefusedError):
        words(odd)


def test_a_newer_list_of_words_leaves_a_team_its_own() -> None:
    later = (TeamLine(about="later_en", said="kept"),)
    before = (
        *words(TeamWord(language="en", said="detox", is_muted=True), TeamWord(language="en", said="frequent")),
        *later,
    )
    # The next list suggests nothing of "detox" any more, and names "frequent" as a detail.
    shipped = {language: Lexicon.of({"x": ""}, details=["frequent"], details_unless=[]) for language in ("en", "es")}
    after = with_word(before, TeamWord(language="en", said="bed blocker"), shipped)
    assert after == (*before, TeamLine(about="add_en", said="bed blocker"))
    with pytest.raises(InputRefusedError):
        with_word(before, TeamWord(language="en", said="Frequent"), shipped)
    assert without_word(after, TeamWord(language="en", said="Bed Blocker")) == before


def test_a_word_of_one_language_goes_and_the_same_of_the_other_stays() -> None:
    both = words(TeamWord(language="en", said="terminal"), TeamWord(language="es", said="terminal"))
    assert without_word(both, TeamWord(language="en", said="terminal")) == both[1:]


@given(rhythms, rhythms)
def test_of_two_rhythms_the_gentler_holds(one: int, other: int) -> None:
    held = gentler(one, other)
    assert held == gentler(other, one)
    assert held in (one, other)
    for days in range(40):
        assert is_due(days, held) <= (is_due(days, one) and is_due(days, other))


def test_a_rhythm_that_is_not_understood_is_as_it_ships() -> None:
    assert rhythm_of(rhythm_lines(OFF)) == OFF
    assert rhythm_of(rhythm_lines(30)) == 30
    assert rhythm_of(()) == rhythm_of((TeamLine(about="days", said="9"),)) == 14
    with pytest.raises(InputRefusedError):
        rhythm_lines(9)
