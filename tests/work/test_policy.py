"""The hospital's choices: signed by its root alone, and obeyed by every desk as far as it can."""

import os
from dataclasses import replace
from typing import Any

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, UnknownCodeError, WordsFirstError
from peerdesk.domain.offered import NotOfferedError
from peerdesk.domain.vocabulary import Supply
from peerdesk.wire import directory_body
from peerdesk.work.directory_pen import root_pen
from peerdesk.work.encounters import change_encounter, encounter_detail, keep_encounter, keep_many
from peerdesk.work.enrolment import start_alone
from peerdesk.work.membership import known_members
from peerdesk.work.policy import Policy, Rule, Value, Words, policy_here, policy_in, policy_of, read_rules
from peerdesk.work.policy_making import PolicyMade, known_policy, make_policy
from peerdesk.work.sharing import preview, share, stop_sharing
from peerdesk.work.supervision import review_queue
from peerdesk.work.trust import confirm_words, find_person
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.work.office import Office
from tests.work.ward import NOTE, Pair, officer_says

WORDS = tuple(f"word{i}" for i in range(2048))


def decide(hospital: Hospital, changes: dict[Rule, Value]) -> PolicyMade:
    office = Office(hospital)
    return make_policy(hospital.org, office.key_ask().root, changes, office.line(), office.now)


def test_without_a_policy_everything_is_at_its_default(pair: Pair) -> None:
    assert policy_here(pair.devon) == Policy() == known_policy(pair.hospital.org)
    assert Policy().recovery is False
    alone = start_alone(pair.hospital.folder / "alone", "Ruth Lind", PASSPHRASE, profile=TEST_ONLY).vault
    pair.hospital.open_vaults.append(alone)
    assert policy_here(alone) == Policy()


def test_a_policy_is_changed_rule_by_rule_under_a_version_that_goes_up(pair: Pair) -> None:
    first = decide(pair.hospital, {Rule.LOCK_MINUTES: 5, Rule.HIDE: "naloxone_nasal"})
    second = decide(pair.hospital, {Rule.WORDS: Words.DEMANDED.value, Rule.RETENTION_DAYS: 30, Rule.PART2: False})
    third = decide(pair.hospital, {Rule.LOCK_MINUTES: 5})
    assert (first.policy.version, second.policy.version, third.policy.version) == (1, 2, 2)
    assert (first.changed, third.changed) == (True, False)
    pair.hospital.sync(pair.devon)
    assert policy_here(pair.devon) == Policy(
        version=2, lock_minutes=5, words=Words.DEMANDED, retention_days=30, part2=False, hidden=("naloxone_nasal",)
    )


def test_an_officer_alone_makes_no_policy(pair: Pair) -> None:
    with pytest.raises(Exception, match="not_allowed"):
        officer_says(pair.hospital, directory_body.Policy(version=1, rules={"recovery": True}))
    pair.hospital.sync(pair.devon)
    assert policy_here(pair.devon) == Policy()


def test_where_words_are_demanded_the_first_share_waits_for_them(pair: Pair) -> None:
    before, _ = pair.shared()
    decide(pair.hospital, {Rule.WORDS: Words.DEMANDED.value})
    pair.hospital.sync(pair.devon)
    note = pair.note()
    assert preview(pair.devon, note, pair.reader, clock()).projection.handle == "Blue Heron 27"
    with pytest.raises(WordsFirstError):
        share(pair.devon, note, pair.reader, clock())
    # What was shared before goes on, and can be taken back.
    change_encounter(pair.devon, before, {"handle": "Quiet River"}, clock(), os.urandom)
    pair.meet()
    assert [one.received.item.projection.handle for one in review_queue(pair.tomas)] == ["Quiet River"]
    stop_sharing(pair.devon, before)
    tomas = find_person(pair.devon, "Tomas Okafor", WORDS)
    confirm_words(pair.devon, tomas, " ".join(tomas.words), clock())
    share(pair.devon, note, pair.reader, clock())
    pair.meet()
    assert [one.received.item.projection.handle for one in review_queue(pair.tomas)] == ["Blue Heron 27"]


def test_a_rule_that_cannot_be_is_not_signed(pair: Pair) -> None:
    wrong: tuple[dict[Rule, Value], ...] = (
        {Rule.LOCK_MINUTES: 0},
        {Rule.LOCK_MINUTES: 61},
        {Rule.RETENTION_DAYS: -1},
    )
    for changes in wrong:
        with pytest.raises(BadValueError):
            decide(pair.hospital, changes)
    with pytest.raises(UnknownCodeError):
        decide(pair.hospital, {Rule.HIDE: "naloxone_nasal,moon"})
    assert "policy" not in Office(pair.hospital).said()


def test_what_a_newer_root_says_in_another_way_stops_nobody() -> None:
    odd: dict[str, Value] = {
        "lock_minutes": "five",
        "recovery": 1,
        "words": "sung",
        "part2": "maybe",
        "hide": 7,
        "retention_days": True,
        "unheard_of": "x",
    }
    assert read_rules(odd, 9) == Policy(version=9)


def test_rules_that_this_version_does_not_know_are_kept_when_others_change(hospital: Hospital) -> None:
    office = Office(hospital)
    made = decide(hospital, {Rule.LOCK_MINUTES: 3})
    assert made.policy.lock_minutes == 3
    pen = root_pen(hospital.org, office.key_ask().root, office.line(), office.now)
    pen.write(directory_body.Policy(version=2, rules={"lock_minutes": 3, "unheard_of": "x"}))
    decide(hospital, {Rule.LOCK_MINUTES: 4})
    assert dict(office.directory().members.policy) == {"lock_minutes": 4, "unheard_of": "x"}


def test_what_the_hospital_hides_is_not_written_any_more_and_what_was_written_stays(pair: Pair) -> None:
    before = pair.note(replace(NOTE, supplies={"naloxone_nasal": 1}))
    decide(pair.hospital, {Rule.HIDE: "naloxone_nasal,jail,housing"})
    pair.hospital.sync(pair.devon)
    more = {"memory": "again", "supplies": {"naloxone_nasal": 2}}
    kept = change_encounter(pair.devon, before, more, clock(), os.urandom)
    assert encounter_detail(pair.devon, kept.id).encounter.supplies == {Supply.NALOXONE_NASAL: 2}
    plain = EncounterDraft(setting="ed", outcome="declined")
    wrongs: tuple[dict[str, Any], ...] = (
        {"setting": "jail"},
        {"mattered": ("housing",)},
        {"supplies": {"naloxone_nasal": 1}},
    )
    for wrong in wrongs:
        with pytest.raises(NotOfferedError) as refused:
            keep_encounter(pair.devon, replace(plain, **wrong), clock(), os.urandom)
        assert refused.value.value not in refused.value.known
        with pytest.raises(NotOfferedError):
            keep_many(pair.devon, [plain, replace(plain, **wrong)], clock(), os.urandom)
    note = keep_encounter(pair.devon, plain, clock(), os.urandom).id
    with pytest.raises(NotOfferedError):
        change_encounter(pair.devon, note, {"setting": "jail"}, clock(), os.urandom)


def test_the_policy_beside_the_directory_is_the_one_in_it(pair: Pair) -> None:
    for rules in ({Rule.LOCK_MINUTES: 5}, {Rule.HIDE: "jail"}, {Rule.HIDE: ""}):
        decide(pair.hospital, rules)
        pair.hospital.sync(pair.devon)
        with pair.devon.read() as tx:
            assert policy_in(tx) == policy_of(known_members(tx))
