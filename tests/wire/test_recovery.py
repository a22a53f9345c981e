"""Recovery by the hospital takes three words: the root's, the person's own, and the officer's before every use."""

import pytest

from peerdesk.crypto.identity import DeviceKeys, box_public
from peerdesk.wire.directory_body import Device, Left, Policy, Recovered, Recovery, Revoked, RoleChanged
from peerdesk.wire.ids import OfficerId, own_space, pair_space, recovery_id
from peerdesk.wire.invite_certificate import Role
from peerdesk.wire.recovery import USE_LASTS_SECONDS, key_text, offered_reader
from peerdesk.wire.verdict import Verdict
from tests.wire.chains import NOW, Chain, Member

KEY = box_public(bytes(range(32)))
OTHER = box_public(bytes(range(1, 33)))


def rules(key: bytes = KEY, *, on: bool = True) -> dict[str, bool | int | str]:
    return {"recovery": on, "recovery_key": key_text(key)}


@pytest.fixture
def chain() -> Chain:
    made = Chain()
    made.say_root(Policy(version=1, rules=rules()))
    return made


def agree(chain: Chain, member: Member, key: bytes = KEY) -> Verdict:
    return chain.say_device(Recovery(reader=recovery_id(key)), member.keys).verdict


def reads(chain: Chain, member: Member) -> bool:
    return chain.directory.members.recovery.reader_of(own_space(member.person)) is not None


def test_a_policy_alone_opens_nothing(chain: Chain) -> None:
    devon = chain.add()
    assert not reads(chain, devon)
    assert chain.say_officer(Recovered(person=devon.person)).verdict is Verdict.UNENTITLED


def test_the_key_reads_the_own_space_of_whoever_agreed_and_no_other(chain: Chain) -> None:
    tomas = chain.add(Role.SUPERVISOR)
    devon, marisol = chain.add(supervisor=tomas.person), chain.add()
    assert agree(chain, devon) is Verdict.COUNTED
    recovery = chain.directory.members.recovery
    assert recovery.reader_of(own_space(devon.person)) == recovery.offered
    assert recovery.reader_of(pair_space(devon.person, tomas.person)) is None
    assert not reads(chain, marisol)
    # It is no device of anybody's: it logs in nowhere and signs nothing.
    assert chain.directory.members.device(recovery_id(KEY)) is None


def test_nobody_agrees_for_somebody_else(chain: Chain) -> None:
    devon, other = chain.add(), DeviceKeys.generate()
    assert chain.say_officer(Recovery(reader=recovery_id(KEY))).verdict is Verdict.UNENTITLED
    assert chain.say_root(Recovery(reader=recovery_id(KEY))).verdict is Verdict.UNENTITLED
    assert chain.say_device(Recovery(reader=recovery_id(KEY)), devon.paper).verdict is Verdict.UNENTITLED
    chain.say_device(Device(keys=other.public(), sealed_label=b"l"), devon.keys)
    chain.say_officer(Revoked(device=other.id(), person=None, cut_offs=()))
    assert chain.say_device(Recovery(reader=recovery_id(KEY)), other).verdict is Verdict.UNENTITLED
    assert not reads(chain, devon)


@pytest.mark.parametrize("by", ["officer", "device"])
def test_whoever_is_not_the_root_turns_recovery_on_for_nobody(by: str) -> None:
    chain = Chain()
    devon, forged = chain.add(), Policy(version=1, rules=rules())
    effect = chain.say_officer(forged) if by == "officer" else chain.say_device(forged, devon.keys)
    assert effect.verdict is Verdict.UNENTITLED
    assert agree(chain, devon) is Verdict.UNENTITLED
    assert not reads(chain, devon)


def test_an_older_policy_that_is_replayed_turns_nothing_on_again(chain: Chain) -> None:
    devon = chain.add()
    agree(chain, devon)
    chain.say_root(Policy(version=2, rules=rules(on=False)))
    assert not reads(chain, devon)
    assert chain.say_root(Policy(version=1, rules=rules())).verdict is Verdict.REPEATED
    assert not reads(chain, devon)


def test_a_key_that_is_swapped_reads_nothing_before_the_person_agreed_to_it(chain: Chain) -> None:
    devon = chain.add()
    agree(chain, devon)
    chain.say_root(Policy(version=2, rules=rules(OTHER)))
    assert not reads(chain, devon)
    assert agree(chain, devon, KEY) is Verdict.UNENTITLED
    assert agree(chain, devon, OTHER) is Verdict.COUNTED
    reader = chain.directory.members.recovery.reader_of(own_space(devon.person))
    assert reader is not None
    assert reader.id == recovery_id(OTHER)
    first, second = chain.directory.members.recovery.agreements[devon.person]
    assert (first.until_n is not None, second.until_n) == (True, None)


def test_a_person_may_end_it_and_what_was_said_before_is_still_known(chain: Chain) -> None:
    devon = chain.add()
    agree(chain, devon)
    at = chain.directory.head[0]
    assert chain.say_device(Recovery(reader=None), devon.keys).verdict is Verdict.COUNTED
    assert chain.say_device(Recovery(reader=None), devon.keys).verdict is Verdict.REPEATED
    assert not reads(chain, devon)
    recovery = chain.directory.members.recovery
    assert [(one.since_n, one.until_n) for one in recovery.agreements[devon.person]] == [(at, at + 1)]
    assert recovery.keys_of(own_space(devon.person)) == {recovery_id(KEY)}
    assert chain.directory.members_at(at).recovery.reader_of(own_space(devon.person)) is not None


def test_every_use_is_an_entry_that_opens_one_space_to_one_officer_for_a_day(chain: Chain) -> None:
    devon, marisol = chain.add(), chain.add()
    agree(chain, devon)
    recovery, officer = chain.directory.members.recovery, chain.officer.id()
    assert not recovery.uses_by(officer, own_space(devon.person), NOW)
    assert chain.say_officer(Recovered(person=devon.person)).verdict is Verdict.COUNTED
    recovery = chain.directory.members.recovery
    assert [use.at for use in recovery.uses_of(devon.person)] == [NOW]
    assert recovery.uses_by(officer, own_space(devon.person), NOW + USE_LASTS_SECONDS)
    assert not recovery.uses_by(officer, own_space(devon.person), NOW + USE_LASTS_SECONDS + 1)
    assert not recovery.uses_by(officer, own_space(marisol.person), NOW)
    assert not recovery.uses_by(officer, pair_space(devon.person, marisol.person), NOW)
    assert not recovery.uses_by(OfficerId(bytes(16)), own_space(devon.person), NOW)
    assert chain.say_device(Recovered(person=devon.person), devon.keys).verdict is Verdict.UNENTITLED


@pytest.mark.parametrize("text", ["", "not base64 at all", key_text(KEY[:-1]), key_text(KEY) + "A", 5, True])
def test_a_key_that_is_none_offers_nothing(text: str | int) -> None:
    assert offered_reader({"recovery": True, "recovery_key": text}) is None
    assert offered_reader({"recovery": 1, "recovery_key": key_text(KEY)}) is None
    assert offered_reader({"recovery_key": key_text(KEY)}) is None


def test_only_the_officer_changes_a_role(chain: Chain) -> None:
    devon = chain.add()
    assert chain.say_device(RoleChanged(person=devon.person, role=Role.SUPERVISOR), devon.keys).verdict is (
        Verdict.UNENTITLED
    )
    assert chain.say_officer(RoleChanged(person=devon.person, role=Role.PEER)).verdict is Verdict.REPEATED
    assert chain.say_officer(RoleChanged(person=devon.person, role=Role.SUPERVISOR)).verdict is Verdict.COUNTED
    person = chain.directory.members.person(devon.person)
    assert person is not None
    assert person.role is Role.SUPERVISOR
    assert chain.say_officer(Left(person=devon.person)).verdict is Verdict.COUNTED


def test_a_recovery_that_was_turned_off_and_on_again_asks_everybody_anew(chain: Chain) -> None:
    """Also with the very same key: whoever had seen it end would not know that it goes on."""
    devon = chain.add()
    agree(chain, devon)
    effect = chain.say_root(Policy(version=2, rules=rules(on=False)))
    chain.say_root(Policy(version=3, rules=rules()))
    assert not reads(chain, devon)
    (ended,) = chain.directory.members.recovery.agreements[devon.person]
    assert (ended.until_n, ended.until) == (effect.n, effect.entry.at)
    assert agree(chain, devon) is Verdict.COUNTED
    assert reads(chain, devon)


def test_a_policy_that_only_says_something_else_ends_no_agreement(chain: Chain) -> None:
    devon = chain.add()
    agree(chain, devon)
    chain.say_root(Policy(version=2, rules=rules() | {"lock_minutes": 5}))
    assert reads(chain, devon)
