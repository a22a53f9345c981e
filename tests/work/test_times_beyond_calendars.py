"""Times that no calendar has, said by whoever holds a live key: shown as well as can be, and in nobody's way."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.domain.ids import RecordId
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Recovery
from peerdesk.wire.login import LoginKind
from peerdesk.wire.recovery import key_text
from peerdesk.work import devices
from peerdesk.work.attention import needs
from peerdesk.work.devices import own_devices
from peerdesk.work.history import begun_at
from peerdesk.work.hospital_recovery import recovery_here
from peerdesk.work.membership import known_directory
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.recovery_key import fingerprint_of
from peerdesk.work.removing import find_own_computer, remove_computer
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.work.office import Office
from tests.work.ward import Pair


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def test_an_id_of_a_year_that_no_calendar_has_names_no_moment() -> None:
    assert begun_at(RecordId(b"\xff" * 16)) is None
    assert begun_at(RecordId((32_503_680_000_000).to_bytes(6) + bytes(10))) is None
    assert begun_at(RecordId(bytes(16))) is not None


def test_a_stolen_computer_can_be_removed_whatever_ids_it_wrote(two: TwoComputers) -> None:
    note = two.note()
    with two.laptop.write() as tx:
        tx.encounters.put(replace(tx.encounters.get(note), id=RecordId(b"\xff" * 16)), {})
    two.meet()
    assert len(own_devices(two.ward)) == 3
    lost = find_own_computer(two.ward, two.laptop.device.hex())
    assert remove_computer(two.ward, two.hospital.remotes, lost, clock(), os.urandom).is_heard


def test_a_computer_is_found_for_removal_without_reading_what_it_wrote(
    two: TwoComputers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> None:
        raise ValueError("last seen")

    monkeypatch.setattr(devices, "said_in", unreadable)
    assert find_own_computer(two.ward, two.laptop.device.hex()).label


@pytest.mark.parametrize("at", [2**40, 2**62])
def test_an_entry_of_a_time_that_no_calendar_has_stops_nobody_who_reads_it(pair: Pair, at: int) -> None:
    keys, office = DeviceKeys.generate(), Office(pair.hospital)
    rules = {Rule.RECOVERY: True, Rule.RECOVERY_KEY: key_text(keys.public().box)}
    make_policy(pair.hospital.org, office.key_ask().root, rules, office.line(), office.now)
    pair.hospital.sync(pair.devon)
    with pair.devon.read() as tx:
        identity, directory = tx.identity.get(), known_directory(tx)
    author = author_of(identity, pair.devon.run, pair.devon.subkey("device-keys"))
    line, sign = pair.hospital.remotes("", b""), author.signer.signatures
    log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=sign))
    said, signer = Recovery(reader=fingerprint_of(keys)), Signer(role=SignerRole.DEVICE, id=author.device)
    append(line, directory, said, signer, sign, at)
    assert pair.hospital.sync(pair.devon).proof
    needs(pair.devon)
    assert [term.since.year for term in recovery_here(pair.devon).terms] == [2999]
