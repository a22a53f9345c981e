"""A set-up that is cut short: no key is lost that the directory may hold, and nothing is left behind otherwise."""

import os
from typing import Any

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import (
    InviteUsedError,
    NotPeerDeskServerError,
    OfflineError,
    ServerRefusedError,
)
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.wire import endpoints
from peerdesk.work.enrolment import Asks, Started, join_hospital, read_invite
from peerdesk.work.recovery_sheet import RecoverySheet
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.sync.bad_line import lost_reply, lost_request
from tests.work.ward import homes, spoil


@pytest.mark.parametrize("at", [endpoints.CHALLENGE, endpoints.LOGIN, endpoints.DIRECTORY])
def test_offline_before_anything_was_sent_leaves_nothing_behind(hospital: Hospital, at: str) -> None:
    text = hospital.invite("Devon Achebe")
    spoil(hospital, lost_request(at))
    with pytest.raises(OfflineError):
        hospital.start(text)
    assert homes(hospital) == []
    hospital.wrap = lambda line: line
    assert hospital.sync(hospital.start(text).vault).proof


def test_a_lost_answer_to_the_signed_entry_is_looked_up_and_the_set_up_goes_on(hospital: Hospital) -> None:
    text = hospital.invite("Devon Achebe")
    spoil(hospital, lost_reply(endpoints.APPEND))
    started = hospital.start(text)
    hospital.wrap = lambda line: line
    assert hospital.sync(started.vault).proof


def test_a_set_up_that_was_cut_off_after_its_entry_is_finished_with_the_same_invite(hospital: Hospital) -> None:
    text, sheets = hospital.invite("Devon Achebe"), []
    gone = [False]

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if gone[0]:
            raise OfflineError
        answer = go_on()
        if endpoint == endpoints.APPEND:
            gone[0] = True
            raise OfflineError
        return answer

    def start(sheet: list[RecoverySheet]) -> Started:
        return join_hospital(
            hospital.folder / "homes" / "d",
            read_invite(text),
            PASSPHRASE,
            clock(),
            remotes=hospital.remotes,
            profile=TEST_ONLY,
            asks=Asks(keep_sheet=sheet.append),
        )

    spoil(hospital, fault)
    with pytest.raises(OfflineError):
        start(sheets)
    assert len(sheets) == 1
    assert len(find_vaults(hospital.folder / "homes" / "d")) == 1
    hospital.wrap = lambda line: line
    started = start(sheets)
    hospital.open_vaults.append(started.vault)
    assert started.sheet.code == ""
    assert hospital.sync(started.vault).proof


@pytest.mark.parametrize("hears", [True, False])
def test_a_set_up_that_was_cut_off_is_finished_by_a_sync_whether_its_entry_came_through_or_not(
    hospital: Hospital, hears: bool
) -> None:
    text, gone = hospital.invite("Devon Achebe"), [False]

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.APPEND and not gone[0]:
            gone[0] = True
            if hears:
                go_on()
        if gone[0]:
            raise OfflineError
        return go_on()

    spoil(hospital, fault)
    with pytest.raises(OfflineError):
        hospital.start(text)
    hospital.wrap = lambda line: line
    (place,) = find_vaults(hospital.folder / "homes" / "Devon Achebe")
    with open_vault(place.folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True) as vault:
        assert hospital.sync(vault).proof
        with vault.read() as tx:
            assert tx.identity.get().invite == b""


def test_a_set_up_that_was_cut_off_and_overtaken_hears_that_its_invite_was_used(hospital: Hospital) -> None:
    text = hospital.invite("Devon Achebe")
    spoil(hospital, lost_request(endpoints.APPEND))
    with pytest.raises(OfflineError):
        hospital.start(text)
    hospital.wrap = lambda line: line
    hospital.start(text, home="elsewhere")
    with pytest.raises(InviteUsedError):
        hospital.start(text)


@pytest.mark.parametrize("error", [NotPeerDeskServerError(), ServerRefusedError("internal")])
@pytest.mark.parametrize("times", [1, 2])
def test_an_answer_that_is_none_takes_no_keys_away_that_the_directory_may_hold(
    hospital: Hospital, error: Exception, times: int
) -> None:
    text, hit = hospital.invite("Devon Achebe"), list[str]()

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        answer = go_on()
        if len(hit) < times and (hit or endpoint == endpoints.APPEND):
            hit.append(endpoint)
            raise error
        return answer

    spoil(hospital, fault)
    if times > 1:
        with pytest.raises(type(error)):
            hospital.start(text)
    assert hospital.sync(hospital.start(text).vault).proof


def test_a_sheet_that_cannot_be_written_stops_the_set_up_before_anything_is_sent(hospital: Hospital) -> None:
    def full(sheet: RecoverySheet) -> None:
        raise OSError(28, "no room")

    text = hospital.invite("Devon Achebe")
    with pytest.raises(OSError, match="no room"):
        join_hospital(
            hospital.folder / "homes",
            read_invite(text),
            PASSPHRASE,
            clock(),
            remotes=hospital.remotes,
            profile=TEST_ONLY,
            asks=Asks(keep_sheet=full),
        )
    assert homes(hospital) == []
    hospital.start(text)
