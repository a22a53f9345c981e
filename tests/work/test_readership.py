"""The page "Who can read what" names exactly those who can in truth open what is written now."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.crypto.epoch_key import unbox_epoch
from peerdesk.crypto.errors import CannotOpenError, NoBoxError
from peerdesk.crypto.identity import DeviceKeys
from peerdesk.domain.ids import PersonId, SpaceId
from peerdesk.sync.sealing import Author
from peerdesk.sync.space_keys import new_key
from peerdesk.vault.engine import driver_of
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Policy, Recovery
from peerdesk.wire.epoch import parse_epoch
from peerdesk.wire.errors import WireError
from peerdesk.wire.revision import parse_revision
from peerdesk.work.encounters import delete_encounter, keep_encounter
from peerdesk.work.readership import openers, who_can_read
from peerdesk.work.sharing import share, stop_sharing
from tests.support.hospital import clock
from tests.support.vaults import a_vault, new_vault
from tests.wire.test_membership_properties import HOSPITAL, READER, RECOVERY_ON, Town
from tests.work.ward import NOTE, Pair

HOSPITAL_KEYS = DeviceKeys(sign_seed=bytes(32), box_seed=bytes(32))
SOMEBODY = DeviceKeys.generate()


def opened_by(vault: Vault, town: Town, person: PersonId, space: SpaceId) -> set[bytes]:
    """Make a key as a computer does that is about to write, and try it with every key there is in the town."""
    author = Author(
        person=wire_ids.PersonId(person),
        device=SOMEBODY.id(),
        run=wire_ids.RunId(vault.run),
        keys=SOMEBODY,
        signer=SOMEBODY.signer(),
    )
    with vault.write() as tx:
        before = {one.revision for one in tx.outbox.unsettled(space, 1000)}
        new_key(tx, author, space, town.chain.directory)
        frames = [one.frame for one in tx.outbox.unsettled(space, 1000) if one.revision not in before]
    found: set[bytes] = set()
    for frame in frames:
        epoch = parse_epoch(parse_revision(frame).ciphertext)
        tries = [(keys.id(), keys) for keys in town.keys] + [(READER, HOSPITAL_KEYS)]
        for reader, keys in tries:
            try:
                unbox_epoch(epoch, wire_ids.SpaceId(space), reader, keys)
            except (NoBoxError, CannotOpenError):
                continue
            found.add(reader)
        # A computer of which this test holds no key: it has a box.
        found |= set(epoch.readers) - {reader for reader, _ in tries}
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.integers(0, 2**32), st.integers(3, 30), st.booleans())
def test_the_page_names_whoever_opens_what_is_written_now_and_nobody_else(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: int, agreed: bool
) -> None:
    town = Town(seed)
    for _ in range(steps):
        town.step()
    if agreed:
        everybody_agrees_to_recovery(town)
    members = town.chain.directory.members
    assert HOSPITAL_KEYS.public().box == HOSPITAL
    with new_vault(tmp_path_factory.mktemp("town")) as vault:
        for person in (PersonId(one) for one in town.people):
            for space in (SpaceId(one) for one in members.spaces_of(wire_ids.PersonId(person))):
                page = openers(members, space)
                named = {bytes(key) for one in page for key in one.keys}
                if not members.readers_of(wire_ids.SpaceId(space)):
                    # Nobody of theirs is left who could write, so no key is made there.
                    continue
                assert named == opened_by(vault, town, person, space)
                allowed = {*members.people_of(wire_ids.SpaceId(space)), None}
                assert {one.person for one in page} <= allowed
                own = space == wire_ids.own_space(wire_ids.PersonId(person))
                assert own or all(one.person is not None for one in page)


def everybody_agrees_to_recovery(town: Town) -> None:
    town.chain.say_root(Policy(version=99, rules=RECOVERY_ON))
    for keys in town.keys:
        with suppress(WireError):
            town.chain.say_device(Recovery(reader=READER), keys)


def test_where_somebody_has_agreed_the_hospital_is_named_for_their_own_notes_and_for_no_pair() -> None:
    town = Town(1)
    for _ in range(40):
        town.join()
    everybody_agrees_to_recovery(town)
    members = town.chain.directory.members
    spaces = {space for person in town.people for space in members.spaces_of(person)}
    own = {wire_ids.own_space(person) for person in town.people}
    named = {space for space in spaces if any(one.person is None for one in openers(members, SpaceId(space)))}
    assert named
    assert named <= own


def test_a_copy_without_a_place_in_the_log_is_not_counted_as_seen(pair: Pair) -> None:
    pair.shared()
    with pair.devon.write() as tx:
        space = pair_space(tx.person, pair.reader)
        assert tx.disclosures.copies_in(space) == (1, 1)
        for nowhere in (None, 9999):
            driver_of(tx._connection).execute("UPDATE revision SET seq = ? WHERE space = ?", (nowhere, space))
            assert tx.disclosures.copies_in(space) == (1, 0)


def test_the_counts_are_of_what_is_seen_to_be_there(pair: Pair) -> None:
    first, second = pair.note(), pair.note()
    pair.meet()
    share(pair.devon, first, pair.reader, clock())
    share(pair.devon, second, pair.reader, clock())
    page = who_can_read(pair.devon, clock())
    assert (page.own.notes, page.own.computers, page.own.sheets) == (2, 1, 1)
    assert not page.own.hospital
    assert not page.own.proved
    (tomas,) = page.pairs
    assert (tomas.name, tomas.copies, tomas.seen, tomas.is_current) == ("Tomas Okafor", 2, 0, True)
    pair.meet()
    assert who_can_read(pair.devon, clock()).pairs[0].seen == 2
    assert who_can_read(pair.devon, clock()).own.proved
    stop_sharing(pair.devon, first, None, clock())
    assert (who_can_read(pair.devon, clock()).pairs[0].copies, who_can_read(pair.tomas, clock()).own.notes) == (1, 0)


def test_a_copy_is_not_counted_as_seen_while_a_change_of_it_is_on_its_way(pair: Pair) -> None:
    from_before, _ = pair.shared()
    assert who_can_read(pair.devon, clock()).pairs[0].seen == 1
    share(pair.devon, from_before, pair.reader, clock(), include_memory=True)
    assert who_can_read(pair.devon, clock()).pairs[0].seen == 0


def test_a_vault_of_no_hospital_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    with a_vault(tmp_path) as vault:
        keep_encounter(vault, NOTE, clock(), os.urandom)
        page = who_can_read(vault, clock())
    assert (page.own.notes, page.own.enrolled, page.pairs) == (1, False, ())


def test_a_deleted_note_is_none_that_is_kept(tmp_path: Path) -> None:
    with new_vault(tmp_path, "Devon Achebe") as vault:
        first, _second = (keep_encounter(vault, NOTE, clock(), os.urandom).id for _ in range(2))
        delete_encounter(vault, first, clock())
        assert who_can_read(vault, clock()).own.notes == 1
