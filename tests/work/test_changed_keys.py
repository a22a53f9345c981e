"""Somebody whose keys changed is not the one who was met; and nobody's name steers a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.vocabulary import Role
from peerdesk.sync.directory import append
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import tidy
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Revoked
from peerdesk.wire.login import LoginKind
from peerdesk.work.organisation_folder import known_directory, unlock_officer
from peerdesk.work.sharing import readers
from peerdesk.work.trust import confirm_words, find_person
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, a_hospital, clock

WORDS = tuple(f"word{i}" for i in range(2048))


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as made:
        yield made


def revoke_everything_of(hospital: Hospital, person: bytes) -> None:
    """As an officer would who means to take somebody's place."""
    secret = unlock_officer(hospital.org, OFFICER_PASSPHRASE, allow_test_profile=True)
    transport, sign = hospital.remotes(ADDRESS, b""), secret.key.signer().signatures
    log_in(transport, Credentials(kind=LoginKind.OFFICER, who=secret.key.id(), sign=sign))
    directory, _ = known_directory(hospital.org)
    signer = Signer(role=SignerRole.OFFICER, id=secret.key.id())
    body = Revoked(device=None, person=wire_ids.PersonId(person), cut_offs=())
    append(transport, directory, body, signer, sign, int(clock().timestamp()))


def test_whoever_took_the_place_of_somebody_who_was_met_has_not_been_met(hospital: Hospital) -> None:
    tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    hospital.sync(devon)
    before = find_person(devon, "Tomas Okafor", WORDS)
    confirm_words(devon, before, " ".join(before.words), clock())
    assert readers(devon, clock())[0].met
    # A second invite alone changes nothing about who reads.
    double = hospital.start(hospital.invite("Tomas Okafor", Role.SUPERVISOR), home="double").vault
    hospital.sync(devon)
    assert find_person(devon, "Tomas Okafor", WORDS).words == before.words
    assert readers(devon, clock())[0].met
    with tomas.read() as tx:
        person = tx.person
    revoke_everything_of(hospital, person)
    hospital.start(hospital.invite("Tomas Okafor", Role.SUPERVISOR), home="third")
    hospital.sync(devon)
    after = find_person(devon, "Tomas Okafor", WORDS)
    assert after.keys_changed
    assert after.words != before.words
    assert not after.met
    assert not readers(devon, clock())[0].met
    double.close()


def test_a_name_is_one_line_that_can_be_printed() -> None:
    assert tidy("Tomas\x1b[2J\n  Okafor\u202e") == "Tomas [2J Okafor"
    assert tidy("Zoë  Añón") == "Zoë Añón"
    assert len(tidy("x" * 500)) == 60


def test_an_organisation_with_an_odd_name_is_kept_under_a_calm_one(hospital: Hospital) -> None:
    devon = hospital.join("Devon Achebe")
    with devon.read() as tx:
        organisation = tx.identity.get().organisation
    assert organisation is not None
    assert organisation.name == "Harbor Point"
