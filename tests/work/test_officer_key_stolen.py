"""Replacing the officer's key shuts out every key that lay in the folder, also one of a try that was cut short."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import OfficerKeyError, OfflineError, ServerRefusedError
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.work.directory_pen import root_pen
from peerdesk.work.officer_keys import KeyAsk, officer_terms, renew_officer, replace_officer
from peerdesk.work.organisation_folder import NEXT_OFFICER_KEY, OFFICER_KEY, REPLACING_OFFICER_KEY, unlock_officer
from peerdesk.work.revoking import revoke_person
from tests.support.hospital import OFFICER_PASSPHRASE, Hospital, a_hospital
from tests.support.servers import in_process_client
from tests.sync.bad_line import BadLine
from tests.work.office import Office
from tests.work.test_officer_cut_short import Cut

OTHER_PASSPHRASE = "granite willow seven copper bells"
UNFINISHED = {"renewing": (renew_officer, NEXT_OFFICER_KEY), "replacing": (replace_officer, REPLACING_OFFICER_KEY)}
in_any_try = pytest.mark.parametrize("unfinished", UNFINISHED)
before_or_after = pytest.mark.parametrize("arrives", [False, True], ids=["before the entry", "behind the entry"])


def cut_short(hospital: Hospital, verb: Callable[[KeyAsk], object], *, arrives: bool) -> None:
    """Lose the line at the entry that makes the new officer's key, before or after the server took it."""
    left = 2 if verb is replace_officer else 1

    def fault(endpoint: str, _question: Message | None, go_on: Callable[[], Any]) -> Any:
        nonlocal left
        left -= endpoint == endpoints.APPEND
        if left:
            return go_on()
        if arrives:
            go_on()
        raise OfflineError

    def bad(line: Transport) -> Transport:
        return BadLine(line, fault)

    hospital.wrap = bad
    with pytest.raises(OfflineError):
        verb(Office(hospital).key_ask())
    hospital.wrap = lambda line: line


def steal(hospital: Hospital, folder: Path, file: str) -> Office:
    """Return what somebody can do who copied the folder, knows its passphrase and takes the key in `file` of it."""
    shutil.copytree(hospital.org, folder / "org")
    shutil.copy(folder / "org" / file, folder / "org" / OFFICER_KEY)
    return Office(Hospital(folder, hospital.client, hospital.wrap))


def spoken_for(office: Office) -> list[bytes]:
    """Return the officers who speak for the hospital."""
    members = office.directory().members
    return [one.id for one in members.officers if members.officer_speaks(one.id, int(office.now.timestamp()))]


def keys_in(hospital: Hospital) -> list[str]:
    return sorted(path.name for path in hospital.org.glob("officer.key*"))


@in_any_try
@before_or_after
def test_a_thief_of_a_half_made_key_is_shut_out_by_replacing(
    hospital: Hospital, tmp_path: Path, unfinished: str, arrives: bool
) -> None:
    """It is under the same passphrase, so a new one that was taken from the folder would be the thief's as well."""
    hospital.join("Devon Achebe")
    (verb, file), office = UNFINISHED[unfinished], Office(hospital)
    cut_short(hospital, verb, arrives=arrives)
    thief = steal(hospital, tmp_path / "thief", file)
    done = replace_officer(office.key_ask())
    with pytest.raises((OfficerKeyError, ServerRefusedError)):
        revoke_person(thief.ask("Devon Achebe"))
    assert keys_in(hospital) == [OFFICER_KEY]
    assert unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True).key.id() == done.officer
    assert spoken_for(office) == [done.officer]
    assert not office.people()["Devon Achebe"].revoked
    revoke_person(office.ask("Devon Achebe"))
    assert office.people()["Devon Achebe"].revoked


@in_any_try
@before_or_after
def test_a_half_made_key_under_a_passphrase_that_nobody_knows_any_more_is_in_nobodys_way(
    hospital: Hospital, unfinished: str, arrives: bool
) -> None:
    (verb, _), office = UNFINISHED[unfinished], Office(hospital)
    cut_short(hospital, verb, arrives=arrives)
    done = replace_officer(office.key_ask(OTHER_PASSPHRASE))
    assert unlock_officer(hospital.org, OTHER_PASSPHRASE, allow_test_profile=True).key.id() == done.officer
    assert keys_in(hospital) == [OFFICER_KEY]
    assert spoken_for(office) == [done.officer]


def test_a_half_made_key_from_behind_the_last_good_entry_is_shut_out_too(hospital: Hospital) -> None:
    office = Office(hospital)
    good = office.directory().head[0]
    cut_short(hospital, renew_officer, arrives=True)
    done = replace_officer(office.key_ask(), good)
    assert spoken_for(office) == [done.officer]
    assert len(officer_terms(hospital.org)) == 1


@contextmanager
def copied(founded: Path, folder: Path) -> Iterator[Hospital]:
    shutil.copytree(founded, folder)
    with in_process_client(folder / "server", None) as client:
        yield Hospital(folder, client)


def has_taken(hospital: Hospital) -> bool:
    """Say whether the server has taken the new key, whatever the folder knows of it."""
    seen = Office(Hospital(hospital.folder / "seen", hospital.client))
    shutil.copytree(hospital.org, seen.hospital.org)
    root_pen(seen.hospital.org, seen.key_ask().root, seen.line(), seen.now)
    return seen.said() == ["officer_revoked", "officer"]


@before_or_after
def test_replacing_that_was_cut_short_at_any_question_is_finished_by_running_it_again(
    tmp_path: Path, arrives: bool
) -> None:
    """Only where the new key's entry had been taken is there one more pair of entries: that key may be a thief's."""
    with a_hospital(tmp_path / "founded"):
        pass
    cuts, once = 0, ["officer_revoked", "officer"]
    while True:
        cut = Cut(cuts + 1, arrives=arrives)
        with copied(tmp_path / "founded", tmp_path / str(cuts)) as hospital:
            office, hospital.wrap = Office(hospital), cut.wrap
            with suppress(OfflineError):
                done = replace_officer(office.key_ask())
            hospital.wrap = lambda line: line
            is_there = cut.happened and has_taken(hospital)
            if cut.happened:
                done = replace_officer(office.key_ask())
            assert spoken_for(office) == [done.officer]
            assert keys_in(hospital) == [OFFICER_KEY]
            assert office.said() == once * (2 if is_there else 1)
        if not cut.happened:
            break
        cuts += 1
    assert cuts > 6


def test_a_computer_whose_key_was_replaced_elsewhere_renews_nothing(hospital: Hospital, tmp_path: Path) -> None:
    """The key that it was about to renew may have been stolen with it; only replacing makes a new one there."""
    cut_short(hospital, renew_officer, arrives=False)
    shutil.copytree(hospital.org, tmp_path / "found" / "org")
    found = Office(Hospital(tmp_path / "found", hospital.client, hospital.wrap))
    done = replace_officer(Office(hospital).key_ask())
    with pytest.raises(OfficerKeyError, match="replaced"):
        renew_officer(found.key_ask())
    Office(hospital).people()
    assert spoken_for(Office(hospital)) == [done.officer]
