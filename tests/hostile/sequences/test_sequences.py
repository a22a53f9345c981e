"""Random sequences of giving, taking back, joining, shutting out and erasing, looked at with every key at hand.

The random schedules look at what is shown. Here it is what could be opened: by whom each text in the server's log was
sealed, for whom its key was made, and what somebody with a program of their own could still read of it.
"""

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peerdesk.domain.ids import PersonId
from peerdesk.vault.vault import Vault
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.ids import DeviceId, EpochId
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Header, Kind, Revision, is_blanked
from peerdesk.work.sharing import readers
from tests.hostile.rogue import person_of
from tests.hostile.sequences.town import Town, copies_on, device_of, log_of, readable
from tests.support.hospital import a_hospital, clock
from tests.sync.logs import texts_of

EXAMPLES = 5
WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""A seed does not become simpler by being smaller."""

Log = list[tuple[Header, Revision]]


@pytest.mark.invariant(18)
@pytest.mark.invariant(19)
@pytest.mark.invariant(20)
@pytest.mark.invariant(31)
@pytest.mark.invariant(32)
@settings(max_examples=EXAMPLES, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), steps=st.integers(4, 12))
def test_after_any_sequence_nobody_could_open_more_than_they_were_given(seed: int, steps: int) -> None:
    rng = random.Random(seed)
    with TemporaryDirectory(prefix="pd-town-") as folder, a_hospital(Path(folder)) as hospital:
        town = Town(hospital)
        for _ in range(steps):
            town.step(rng)
        town.write_everywhere()
        look(town)


def look(town: Town) -> None:
    devon = town.rogue(town.computers[0])
    own = log_of(devon, devon.own)
    every_text_is_sealed_for_those_who_belonged(own, devon.directory)
    for supervisor in town.supervisors:
        pair = town.rogue(town.computers[0], supervisor)
        log = log_of(pair, pair.pair)
        every_text_is_sealed_for_those_who_belonged(log, pair.directory)
        everybody_writes_their_own(log, pair.directory)
        reads_what_was_given_and_no_more(town, supervisor, log)
    whoever_was_shut_out_stays_out(town, own)
    erased_is_gone(town, own)


def every_text_is_sealed_for_those_who_belonged(log: Log, directory: Directory) -> None:
    """No text is sealed with a key that somebody knows who was shut out in the sealer's own sight."""
    known: dict[EpochId, set[DeviceId]] = {}
    for header, revision in log:
        if header.kind is Kind.EPOCH:
            known.setdefault(header.epoch, set()).update(parse_epoch(revision.ciphertext).readers)
            continue
        meant = directory.members_at(header.directory_n).readers_of(header.space)
        assert known[header.epoch] == {one.id for one in meant}


def everybody_writes_their_own(log: Log, directory: Directory) -> None:
    for header, _ in log:
        device = directory.members.device(header.device)
        assert device is not None
        assert device.person == header.owner


def reads_what_was_given_and_no_more(town: Town, supervisor: Vault, log: Log) -> None:
    """Every copy that Devon's computers call given is read; of what was taken back there is no text at all.

    What is for somebody who supervises no more may wait at Devon's. A copy of which only a computer knew that was shut
    out before it had sent the note is nobody's to take back; it is told as accepted where the proof is described.
    """
    rogue, person = town.rogue(supervisor, town.computers[0]), PersonId(person_of(supervisor))
    out = {device_of(vault) for vault in town.out}
    mine = {bytes(header.record) for header, _ in log if header.owner == rogue.person}
    orphans = {bytes(header.record) for header, _ in log if header.device in out}
    given, read = copies_on(town.computers[0], person), readable(rogue, log, rogue.pair) - mine
    assert read - given <= orphans
    if person in {one.person for one in readers(town.computers[0], clock())}:
        assert given <= read
    erased = {bytes(header.record) for header, _ in log if header.kind is Kind.ERASE}
    assert all(is_blanked(one) for header, one in log if header.kind is Kind.DATA and bytes(header.record) in erased)
    # Of Devon's own space the supervisor has no key, whatever became of the copies.
    assert rogue.keys(town.rogue(town.computers[0]).own) == {}


def whoever_was_shut_out_stays_out(town: Town, own: Log) -> None:
    out = {device_of(vault) for vault in town.out}
    directory = town.rogue(town.computers[0]).directory
    for vault in town.out:
        assert not town.is_let_in(vault)
        rogue = town.rogue(vault)
        later = [(h, r) for h, r in own if not is_live_at(directory, rogue.author.device, h)]
        assert readable(rogue, later, rogue.own) == set()
    assert not any(one.id in out for one in directory.members.readers_of(town.rogue(town.computers[0]).own))


def is_live_at(directory: Directory, device: DeviceId, header: Header) -> bool:
    return directory.members_at(header.directory_n).is_live(device)


def erased_is_gone(town: Town, own: Log) -> None:
    """What was erased, and had reached the server or was erased there, has no text left in its log."""
    arrived = {bytes(header.record) for header, _ in own if header.kind is Kind.ERASE}
    for note in town.erased:
        if bytes(note) in arrived:
            assert texts_of(town.hospital, note) == 0
