"""A server that leaves out one revision of a computer, with a log that fits in itself: the computer is named."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints, ids
from peerdesk.wire.exchange import NOTHING_SEEN, PushReply, PushRequest
from peerdesk.wire.login import LoginKind
from peerdesk.wire.revision import parse_header, parse_revision
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.notices import notices
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, clock
from tests.support.two_computers import second_computer
from tests.sync.logs import frames_of, space_of
from tests.sync.restoring import Restorable, a_restorable_hospital
from tests.sync.test_two_copies import NOTE


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Restorable]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield hospital


def write(hospital: Restorable, vault: Vault, times: int) -> None:
    for _ in range(times):
        keep_encounter(vault, NOTE, clock(), os.urandom)
        hospital.sync(vault)


def hand_in(hospital: Restorable, vault: Vault, frames: list[bytes]) -> None:
    """Put revisions into the server's log as it likes them."""
    with vault.read() as tx:
        author = author_of(tx.identity.get(), vault.run, vault.subkey("device-keys"))
    line = hospital.remotes("", b"")
    who = Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=author.signer.signatures)
    log_in(line, who)
    question = PushRequest(space=ids.SpaceId(space_of(vault)), witness=NOTHING_SEEN, revisions=tuple(frames))
    line.ask(endpoints.PUSH, question, PushReply)


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_the_alarm_names_the_computer_and_goes_once_the_revision_comes(hospital: Restorable, left_out: int) -> None:
    ward = hospital.join("Devon Achebe", Role.PEER)
    laptop = second_computer(ward, hospital.folder / "homes" / "laptop", hospital.remotes("", b""))
    hospital.open_vaults.append(laptop)
    for vault in (ward, laptop, ward):
        hospital.sync(vault)
    backup, before = hospital.back_up(), len(frames_of(hospital, space_of(ward)))
    write(hospital, ward, 3)
    # What may still be on its way is no gap: only after two more openings is it sure.
    for _ in range(2):
        ward.close()
        ward = unlock(choose(hospital.folder / "homes" / "Devon Achebe"), PASSPHRASE, allow_test_profile=True)
        hospital.open_vaults.append(ward)
        write(hospital, ward, 1)
    frames = frames_of(hospital, space_of(ward))[before:]
    hospital.restore(backup)
    notes = {row.id for row in encounter_page(ward)}
    gone = [frame for frame in frames if parse_header(parse_revision(frame).header).record in notes][left_out]
    hand_in(hospital, laptop, [frame for frame in frames if frame != gone])
    hospital.sync(laptop)
    with ward.read() as tx:
        device, person = tx.identity.get().device, tx.person
    (gap,) = [one for one in notices(laptop) if one.kind is NoticeKind.COUNTER_GAP]
    assert (gap.device, gap.person, gap.number, gap.is_alarm) == (device, person, 1, True)
    assert len(encounter_page(laptop)) == 4
    hospital.sync(ward)
    hospital.sync(laptop)
    assert NoticeKind.COUNTER_GAP not in {one.kind for one in notices(laptop)}
    assert len(encounter_page(laptop)) == 5
