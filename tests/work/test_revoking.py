"""A lost computer, somebody who leaves, an invite astray: who is shut out, and who keeps what."""

import os
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import (
    AmbiguousIdError,
    InviteUnknownError,
    InviteUsedError,
    NotFoundError,
    NotJoinedError,
    ServerRefusedError,
)
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.reasons import Reason
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.verdict import Verdict
from peerdesk.work.attention import needs
from peerdesk.work.devices import own_devices
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.officer_people import Flag, ignored_entries
from peerdesk.work.organisation_folder import read_people, write_people
from peerdesk.work.reading import encounter_detail
from peerdesk.work.revoking import cancel_invites, let_go, revoke_device, revoke_person
from peerdesk.work.sharing import share
from peerdesk.work.supervision import review_queue
from tests.support.hospital import Hospital, clock
from tests.sync.bad_line import BadLine
from tests.work.office import Office
from tests.work.ward import NOTE, Pair


def computer(pair: Pair) -> str:
    return next(one.id.hex() for one in own_devices(pair.devon) if not one.is_paper)


@pytest.mark.invariant(19)
def test_a_lost_computer_is_let_in_no_more_and_others_keep_what_it_had_sent(pair: Pair) -> None:
    pair.shared()
    office = Office(pair.hospital)
    done = revoke_device(office.ask("Devon Achebe"), computer(pair)[:8])
    assert (done.changed, [one.hex() for one in done.devices]) == (True, [computer(pair)])
    with pytest.raises(ServerRefusedError, match="device_revoked"):
        pair.hospital.sync(pair.devon)
    assert pair.hospital.sync(pair.tomas).proof
    assert len(review_queue(pair.tomas)) == 1
    live = {one.is_paper: one.live for one in office.people()["Devon Achebe"].devices}
    assert live == {False: False, True: True}
    assert revoke_device(office.ask("Devon Achebe"), computer(pair)).changed is False
    assert office.said().count("revoked") == 1


def share_unseen(pair: Pair) -> None:
    """Share a note, and send it, before the supervisor's computer looks."""
    share(pair.devon, pair.note(), pair.reader, clock())
    assert pair.hospital.sync(pair.devon).proof


@pytest.mark.invariant(32)
def test_what_nobody_had_fetched_before_a_revocation_is_set_apart_and_counts_for_nothing(pair: Pair) -> None:
    pair.shared()
    share_unseen(pair)
    revoke_device(Office(pair.hospital).ask("Devon Achebe"), computer(pair))
    pair.hospital.sync(pair.tomas)
    assert len(review_queue(pair.tomas)) == 1
    assert {one.reason for one in needs(pair.tomas)} == {Reason.REVOKED_DEVICE.value}


def test_what_somebody_wrote_before_they_left_counts_wherever_it_arrives(pair: Pair) -> None:
    pair.shared()
    share_unseen(pair)
    let_go(Office(pair.hospital).ask("Devon Achebe"))
    assert pair.hospital.sync(pair.tomas).proof
    assert len(review_queue(pair.tomas)) == 2
    assert needs(pair.tomas) == ()


def test_a_computer_is_named_by_its_person_and_enough_of_its_id(pair: Pair) -> None:
    office = Office(pair.hospital)
    with pytest.raises(NotFoundError):
        revoke_device(office.ask("Tomas Okafor"), computer(pair))
    with pytest.raises(AmbiguousIdError):
        revoke_device(office.ask("Devon Achebe"), computer(pair)[:5])
    with pytest.raises(NotFoundError):
        revoke_device(office.ask("Nobody"), computer(pair))
    pair.hospital.invite("Marisol Vega")
    with pytest.raises(NotJoinedError):
        revoke_device(office.ask("Marisol Vega"), computer(pair))
    assert "revoked" not in office.said()


def test_all_of_a_persons_computers_go_with_one_word_and_their_open_invites(pair: Pair) -> None:
    text, office = pair.hospital.invite("Devon Achebe", Role.PEER), Office(pair.hospital)
    done = revoke_person(office.ask("Devon Achebe"))
    assert (len(done.devices), done.cancelled) == (2, 1)
    with pytest.raises(ServerRefusedError):
        pair.hospital.sync(pair.devon)
    with pytest.raises(InviteUnknownError):
        pair.hospital.start(text, home="elsewhere")
    again = revoke_person(office.ask("Devon Achebe"))
    assert (again.changed, again.devices, again.cancelled) == (False, (), 0)
    assert office.people()["Devon Achebe"].revoked


def test_keys_that_joined_after_their_person_was_revoked_go_too(pair: Pair) -> None:
    office = Office(pair.hospital)
    revoke_person(office.ask("Devon Achebe"))
    second = pair.hospital.start(pair.hospital.invite("Devon Achebe", Role.PEER), home="second").vault
    assert pair.hospital.sync(second).proof
    assert len(revoke_person(office.ask("Devon Achebe")).devices) == 2
    with pytest.raises(ServerRefusedError):
        pair.hospital.sync(second)


def test_whoever_leaves_keeps_their_notes_offline_and_is_let_in_no_more(pair: Pair) -> None:
    pair.shared()
    private = keep_encounter(pair.devon, NOTE, clock(), os.urandom).id
    pair.hospital.sync(pair.devon)
    office = Office(pair.hospital)
    assert let_go(office.ask("Devon Achebe")).changed
    with pytest.raises(ServerRefusedError):
        pair.hospital.sync(pair.devon)
    later = keep_encounter(pair.devon, NOTE, clock(), os.urandom).id
    for note in (private, later):
        assert encounter_detail(pair.devon, note).encounter.memory == "only for me"
    assert pair.hospital.sync(pair.tomas).proof
    assert len(review_queue(pair.tomas)) == 1
    assert office.people()["Devon Achebe"].left
    assert let_go(office.ask("Devon Achebe")).changed is False


def test_a_supervisor_who_left_is_sent_nothing_new(pair: Pair) -> None:
    office = Office(pair.hospital)
    let_go(office.ask("Tomas Okafor"))
    share(pair.devon, pair.note(), pair.reader, clock())
    result = pair.hospital.sync(pair.devon)
    assert (result.waiting, result.needs_attention) == (1, 1)
    assert office.people()["Devon Achebe"].supervisors == ()


def test_a_cancelled_invite_opens_nothing_and_a_used_one_stays_used(hospital: Hospital) -> None:
    office = Office(hospital)
    first, second = (hospital.invite("Devon Achebe") for _ in range(2))
    done = cancel_invites(office.ask("Devon Achebe"))
    assert (done.cancelled, done.changed) == (2, True)
    for text in (first, second):
        with pytest.raises(InviteUnknownError):
            hospital.start(text)
    assert cancel_invites(office.ask("Devon Achebe")).changed is False
    devon = hospital.join("Devon Achebe")
    assert cancel_invites(office.ask("Devon Achebe")).cancelled == 0
    assert hospital.sync(devon).proof
    assert office.people()["Devon Achebe"].invite_open is False


def test_an_invite_whose_id_nobody_wrote_down_cannot_be_cancelled(hospital: Hospital) -> None:
    hospital.invite("Devon Achebe")
    (listed,) = read_people(hospital.org)
    write_people(hospital.org, (msgspec.structs.replace(listed, invites=()),))
    with pytest.raises(NotFoundError, match="invite"):
        cancel_invites(Office(hospital).ask("Devon Achebe"))


def test_the_officer_hears_of_somebody_else_who_came_with_the_same_invite(hospital: Hospital) -> None:
    text, joined = hospital.invite("Devon Achebe"), list[str]()

    def overtaken(endpoint: str, _question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.APPEND and not joined:
            joined.append("by somebody else, a moment before")
            hospital.start(text, home="elsewhere")
        return go_on()

    hospital.wrap = lambda line: BadLine(line, overtaken)
    with pytest.raises(InviteUsedError):
        hospital.start(text)
    hospital.wrap = lambda line: line
    assert Office(hospital).people()["Devon Achebe"].flags == (Flag.INVITE_USED_TWICE,)
    (entry,) = ignored_entries(hospital.org)
    assert (entry.kind, entry.by, entry.verdict) == ("joined", "newcomer", Verdict.SECOND_REDEMPTION)


def test_the_officer_hears_of_a_second_invite_that_was_used(hospital: Hospital) -> None:
    hospital.join("Devon Achebe")
    hospital.start(hospital.invite("Devon Achebe"), home="second")
    assert Office(hospital).people()["Devon Achebe"].flags == (Flag.JOINED_AGAIN,)
