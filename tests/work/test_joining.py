"""Joining by an invite: everything that can go wrong is said before, and what failed leaves nothing behind."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.recovery import parse_code
from peerdesk.domain.errors import (
    BadValueError,
    DirectoryForkedError,
    InviteDamagedError,
    InviteExpiredError,
    InviteUnknownError,
    InviteUsedError,
    NotFoundError,
    NotPeerDeskServerError,
    VaultExistsError,
    WeakPassphraseError,
)
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.places import find_vaults
from peerdesk.wire import endpoints
from peerdesk.wire.directory import entry_hash
from peerdesk.wire.invite import Invite
from peerdesk.work.enrolment import join_hospital, read_invite
from peerdesk.work.officer import confirm, org_people
from peerdesk.work.sharing import readers
from peerdesk.work.syncing import status
from peerdesk.work.trust import confirm_words, find_person, people
from peerdesk.work.word_list import word_list
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, Hospital, a_hospital, clock
from tests.sync.bad_line import changed
from tests.work.ward import homes, spoil

WORDS = word_list()


def test_who_joins_is_who_the_invite_says(hospital: Hospital) -> None:
    hospital.join("Tomas Okafor", Role.SUPERVISOR)
    started = hospital.start(hospital.invite("Devon Achebe", Role.PEER, "Tomas Okafor"))
    now = status(started.vault, clock())
    assert (now.name, now.role, now.organisation) == ("Devon Achebe", Role.PEER, "Harbor Point")
    assert len(parse_code(started.sheet.code)) == 20
    assert started.sheet.server in started.sheet.text()
    assert [one.name for one in org_people(hospital.org, clock())] == ["Tomas Okafor", "Devon Achebe"]
    assert [one.name for one in readers(started.vault, clock())] == ["Tomas Okafor"]


def test_a_peer_may_join_before_the_supervisor_and_shares_once_they_are_there(hospital: Hospital) -> None:
    invite = hospital.invite("Tomas Okafor", Role.SUPERVISOR)
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    assert [one.awaited for one in readers(devon, clock())] == [True]
    assert hospital.sync(devon).proof
    hospital.start(invite)
    hospital.sync(devon)
    assert [one.awaited for one in readers(devon, clock())] == [False]


def test_an_invite_opens_one_desk_once(hospital: Hospital) -> None:
    text = hospital.invite("Devon Achebe")
    hospital.start(text)
    with pytest.raises(InviteUsedError):
        hospital.start(text, home="elsewhere")
    assert find_vaults(hospital.folder / "homes" / "elsewhere") == ()


def test_an_invite_is_good_for_72_hours(hospital: Hospital) -> None:
    text = hospital.invite("Devon Achebe")
    late = clock() + timedelta(hours=73)
    with pytest.raises(InviteExpiredError):
        join_hospital(
            hospital.folder / "homes", read_invite(text), PASSPHRASE, late, remotes=hospital.remotes, profile=TEST_ONLY
        )
    assert homes(hospital) == []


def test_a_mistyped_invite_is_said_to_be_one(hospital: Hospital) -> None:
    text = hospital.invite("Devon Achebe")
    body = text.index("-----\n") + 10
    for broken in (
        "",
        "hello",
        text[: body + 40],
        text[:body] + ("A" if text[body] != "A" else "B") + text[body + 1 :],
    ):
        with pytest.raises(InviteDamagedError):
            read_invite(broken)


def test_an_invite_of_somebody_who_is_no_officer_is_unknown(hospital: Hospital, tmp_path: Path) -> None:
    with a_hospital(tmp_path / "other") as other:
        foreign = other.invite("Devon Achebe")
    with pytest.raises(InviteUnknownError):
        hospital.start(foreign)
    assert homes(hospital) == []


@pytest.mark.parametrize("part", ["signature", "one_time_seed"])
def test_an_invite_that_was_tampered_with_is_unknown(hospital: Hospital, part: str) -> None:
    invite = read_invite(hospital.invite("Devon Achebe"))
    value = bytearray(getattr(invite, part))
    value[0] ^= 1
    forged: Invite = msgspec.structs.replace(invite, **{part: bytes(value)})
    with pytest.raises(InviteUnknownError):
        join_hospital(
            hospital.folder / "homes", forged, PASSPHRASE, clock(), remotes=hospital.remotes, profile=TEST_ONLY
        )
    assert homes(hospital) == []


def test_a_server_that_hides_what_the_officer_saw_is_found_out(hospital: Hospital) -> None:
    def shorter(reply: Any) -> Any:
        raw = reply.entries[0]
        return msgspec.structs.replace(reply, entries=(raw,), head_n=1, head_hash=entry_hash(raw))

    text = hospital.invite("Devon Achebe")
    spoil(hospital, changed(endpoints.DIRECTORY, shorter))
    with pytest.raises((DirectoryForkedError, InviteUnknownError)):
        hospital.start(text)
    assert homes(hospital) == []


def test_a_server_of_another_organisation_is_not_ours(hospital: Hospital, tmp_path: Path) -> None:
    with a_hospital(tmp_path / "other") as other:
        theirs: list[Any] = []
        spoil(other, changed(endpoints.DIRECTORY, lambda reply: theirs.append(reply) or reply))
        other.join("Somebody")
    text = hospital.invite("Devon Achebe")
    spoil(hospital, changed(endpoints.DIRECTORY, lambda _: theirs[0]))
    with pytest.raises(NotPeerDeskServerError):
        hospital.start(text)
    assert homes(hospital) == []


def test_a_weak_passphrase_or_a_name_that_is_taken_sends_nothing(hospital: Hospital) -> None:
    text = hospital.invite("Devon Achebe")
    with pytest.raises(WeakPassphraseError):
        join_hospital(
            hospital.folder / "homes", read_invite(text), "short", clock(), remotes=hospital.remotes, profile=TEST_ONLY
        )
    hospital.start(text)
    again = hospital.invite("Devon Achebe")
    with pytest.raises(VaultExistsError):
        hospital.start(again)
    assert org_people(hospital.org, clock())[0].name == "Devon Achebe"


def test_the_officer_sees_who_joined_and_confirms_them(hospital: Hospital) -> None:
    devon = hospital.join("Devon Achebe")
    line = hospital.remotes("", b"")
    (seen,) = org_people(hospital.org, clock(), OFFICER_PASSPHRASE, line, allow_test_profile=True)
    assert (seen.joined, seen.confirmed) == (True, False)
    confirm(hospital.org, OFFICER_PASSPHRASE, "Devon Achebe", line, clock(), allow_test_profile=True)
    assert org_people(hospital.org, clock())[0].confirmed
    hospital.sync(devon)
    assert people(devon, WORDS)[0].confirmed


def test_two_people_hear_the_same_six_words_about_each_other(hospital: Hospital) -> None:
    tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    hospital.sync(tomas)
    here, there = find_person(devon, "tomas okafor", WORDS), find_person(tomas, "Tomas Okafor", WORDS)
    assert here.words == there.words
    assert len(set(here.words)) > 1
    assert here.words != find_person(tomas, "Devon Achebe", WORDS).words
    assert not here.met
    for wrong in ("", " ".join(reversed(here.words)), " ".join(here.words[:5])):
        with pytest.raises(BadValueError):
            confirm_words(devon, here, wrong, clock())
    with pytest.raises(NotFoundError):
        find_person(devon, "Nobody Here", WORDS)
    assert not find_person(devon, here.person.hex()[:8], WORDS).met
    confirm_words(devon, here, " ".join(here.words).upper(), clock())
    assert find_person(devon, "Tomas Okafor", WORDS).met


def test_the_invites_secret_is_forgotten_once_it_was_used(hospital: Hospital) -> None:
    devon = hospital.join("Devon Achebe")
    with devon.read() as tx:
        assert tx.identity.get().invite == b""
