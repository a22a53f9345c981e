"""The guides: whole in both languages, with the hospital's own words where it has any, and a day beside them."""

import json
from dataclasses import replace
from datetime import date

import pytest

from peerdesk.domain.errors import BadDateError, TextTooLongError
from peerdesk.domain.local_words import NUMBER_LIMIT, LocalWords
from peerdesk.work.guides import checked_line, filled_in, guides
from peerdesk.work.policy import Rule, Value, read_rules
from peerdesk.work.policy_making import PolicyMade, make_policy
from peerdesk.work.resources import resource
from tests.support.hospital import Hospital, clock
from tests.support.vaults import TODAY
from tests.work.office import Office
from tests.work.ward import Pair

OWN = LocalWords(team="5555", supervisor="Tomas, 0142", report="Call the state line first", checked=TODAY)


def decide(hospital: Hospital, changes: dict[Rule, Value]) -> PolicyMade:
    office = Office(hospital)
    return make_policy(hospital.org, office.key_ask().root, changes, office.line(), office.now)


@pytest.mark.parametrize("language", ["en", "es"])
def test_until_it_is_filled_in_each_guide_says_so(language: str) -> None:
    unset = json.loads(resource("library", "guides.json").read_bytes())[language]["unset"]
    for guide in guides(language, LocalWords()):
        assert any(unset in step for step in guide.steps), guide.code
        assert "{" not in "".join(guide.steps)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_the_hospital_filled_in_stands_where_it_is_needed(language: str) -> None:
    shown = " ".join(step for guide in guides(language, OWN) for step in guide.steps)
    for words in ("5555", "Tomas, 0142", "Call the state line first"):
        assert words in shown


def test_both_languages_have_the_same_guides_with_as_many_steps() -> None:
    english, spanish = guides("en", OWN), guides("es", OWN)
    assert [(one.code, len(one.steps)) for one in english] == [(one.code, len(one.steps)) for one in spanish]


def test_every_guide_ends_with_what_to_write_down_and_it_is_not_what_was_said() -> None:
    for guide in guides("en", OWN):
        assert "Not what was said." in guide.steps[-2]


def test_words_with_braces_are_words() -> None:
    odd = LocalWords(team="{supervisor}", supervisor="{report}", report="call {nobody}")
    assert any("call {nobody}" in step for guide in guides("en", odd) for step in guide.steps)


def test_the_day_of_the_last_look_is_said_and_an_old_one_with_a_question() -> None:
    assert not OWN.is_old(TODAY)
    assert OWN.is_old(date(2027, 6, 1))
    assert "ask if it still holds" in checked_line("en", OWN, "21 Nov", is_old=True)
    assert checked_line("en", OWN, "21 Nov", is_old=False) == "Your hospital checked this on 21 Nov."
    assert "not filled this in" in checked_line("en", LocalWords(), "", is_old=True)


def test_a_peer_sees_what_the_root_signed_after_a_sync(pair: Pair) -> None:
    assert filled_in(pair.devon, clock()).local.is_empty
    changes: dict[Rule, Value] = {
        Rule.CODE_TEAM: "5555",
        Rule.SUPERVISOR_LINE: "Tomas, 0142",
        Rule.REPORT_RULE: "Call the state line first",
        Rule.LOCAL_CHECKED: TODAY.isoformat(),
    }
    assert decide(pair.hospital, changes).policy.local == OWN
    pair.hospital.sync(pair.devon)
    assert filled_in(pair.devon, clock()).local == OWN
    assert filled_in(pair.devon, clock()).local.numbers_are_old(TODAY)
    decide(pair.hospital, {Rule.NUMBERS_CHECKED: TODAY.isoformat()})
    pair.hospital.sync(pair.devon)
    assert filled_in(pair.devon, clock()).local == replace(OWN, numbers_checked=TODAY)
    assert not filled_in(pair.devon, clock()).local.numbers_are_old(TODAY)


def test_a_number_that_is_too_long_is_refused_and_never_cut(pair: Pair) -> None:
    with pytest.raises(TextTooLongError):
        decide(pair.hospital, {Rule.CODE_TEAM: "5" * (NUMBER_LIMIT + 1)})
    with pytest.raises(BadDateError):
        decide(pair.hospital, {Rule.LOCAL_CHECKED: "last spring"})
    with pytest.raises(BadDateError):
        decide(pair.hospital, {Rule.NUMBERS_CHECKED: "last spring"})


@pytest.mark.parametrize("signed", [{"code_team": 5555}, {"local_checked": "soon"}, {"code_team": "\u202e5555\x00"}])
def test_rules_that_are_not_understood_leave_a_line_that_can_be_read(signed: dict[str, Value]) -> None:
    local = read_rules(signed, 1).local
    assert local.team in {"", "5555"}
    assert local.checked is None
