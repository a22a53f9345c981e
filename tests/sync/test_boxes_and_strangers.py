"""Keys handed on to a computer that comes later: never to a stranger, and never in front of what a run says."""

import os
from pathlib import Path

import pytest

from peerdesk.domain.vocabulary import Role
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.revoking import revoke_device
from peerdesk.work.supervision import review_queue
from tests.schedules.looking import rows
from tests.support.hospital import PASSPHRASE, clock
from tests.support.two_computers import revoke
from tests.sync.test_boxes import NOTE, Ward, last_used
from tests.sync.test_boxes import ward as ward  # noqa: PLC0414 - a fixture is brought in by its name
from tests.work.office import Office


def keep_and_meet(ward: Ward, vault: Vault, *others: Vault) -> None:
    keep_encounter(vault, NOTE, clock(), os.urandom)
    ward.meet(vault, *others)


@pytest.mark.invariant(19)
@pytest.mark.parametrize("by", ["a computer", "the officer"])
def test_a_key_that_a_revoked_computer_made_seals_nothing_on_one_that_joins_later(ward: Ward, by: str) -> None:
    laptop = ward.another(ward.first, "laptop")
    keep_and_meet(ward, laptop, ward.first)
    known_there = {epoch for (epoch,) in rows(laptop, "SELECT epoch FROM epoch WHERE key IS NOT NULL")}
    device = laptop.device or b""
    if by == "a computer":
        revoke(ward.first, device, ward.hospital.remotes("", b""))
    else:
        revoke_device(Office(ward.hospital).ask("Devon Achebe"), device.hex())
    keep_and_meet(ward, ward.first)
    tablet = ward.another(ward.first, "tablet")
    ward.meet(ward.first, tablet)
    keep_and_meet(ward, tablet)
    assert last_used(tablet) not in known_there
    assert last_used(ward.first) not in known_there


@pytest.mark.invariant(18)
def test_new_keys_of_a_supervisor_open_nothing_that_was_shared_with_the_old_ones(ward: Ward) -> None:
    hospital, office = ward.hospital, Office(ward.hospital)
    assert len(review_queue(ward.tomas)) == 1
    for device in office.people()["Tomas Okafor"].devices:
        revoke_device(office.ask("Tomas Okafor"), device.id.hex())
    new = hospital.start(hospital.invite("Tomas Okafor", Role.SUPERVISOR), home="somebody").vault
    ward.meet(ward.first, new)
    ward.another(ward.first, "laptop")
    ward.meet(ward.first, new)
    assert review_queue(new) == ()


def reopened(ward: Ward, vault: Vault) -> Vault:
    folder: Path = vault.folder
    vault.close()
    ward.hospital.open_vaults.remove(vault)
    again = open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)
    ward.hospital.open_vaults.append(again)
    return again


@pytest.mark.invariant(29)
def test_a_run_that_begins_with_keys_for_another_computer_names_the_run_before_it(ward: Ward) -> None:
    laptop = ward.another(ward.first, "laptop")
    keep_and_meet(ward, laptop, ward.first)
    tablet = ward.another(ward.first, "tablet")
    again = reopened(ward, ward.first)
    keep_and_meet(ward, again, tablet)
    keys_first = rows(tablet, "SELECT kind FROM revision WHERE run = ? AND n <= 2 ORDER BY n", again.run)
    assert (4,) in keys_first
    assert rows(tablet, "SELECT count(*) FROM run_line WHERE run = ?", again.run)[0][0] >= 1
