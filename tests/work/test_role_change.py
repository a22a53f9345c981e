"""The officer says that somebody does something else here. Nothing is shared by it, and no note goes out of sight."""

import pytest

from peerdesk.domain.errors import AmbiguousIdError, NotFoundError, NotJoinedError
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_page
from peerdesk.work.role_change import change_role
from peerdesk.work.sharing import find_reader
from peerdesk.work.trust import find_person
from peerdesk.work.word_list import word_list
from tests.support.hospital import clock
from tests.work.office import Office
from tests.work.ward import Pair


def role_of(vault: Vault) -> Role | None:
    with vault.read() as tx:
        return tx.identity.get().role


def test_a_role_that_was_wrong_in_the_invite_is_put_right_before_anything_was_kept(pair: Pair) -> None:
    office, ruth = Office(pair.hospital), pair.hospital.join("Ruth Lind")
    done = change_role(office.ask("Ruth Lind"), Role.SUPERVISOR)
    assert (done.changed, done.person.role) == (True, "supervisor")
    assert change_role(office.ask("Ruth Lind"), Role.SUPERVISOR).changed is False
    assert office.people()["Ruth Lind"].role is Role.SUPERVISOR
    pair.hospital.sync(ruth)
    pair.hospital.sync(pair.devon)
    assert role_of(ruth) is Role.SUPERVISOR
    assert find_person(pair.devon, "Ruth Lind", word_list()).role is Role.SUPERVISOR
    # Nobody is given anything by it: she is no reader of Devon's before she is assigned.
    with pytest.raises(NotFoundError):
        find_reader(pair.devon, "Ruth Lind", clock())
    office.assign("Devon Achebe", "Ruth Lind")
    pair.hospital.sync(pair.devon)
    assert find_reader(pair.devon, "Ruth Lind", clock())


def test_whoever_has_kept_notes_or_has_some_to_review_keeps_their_desk(pair: Pair) -> None:
    pair.shared()
    office = Office(pair.hospital)
    change_role(office.ask("Devon Achebe"), Role.SUPERVISOR)
    change_role(office.ask("Tomas Okafor"), Role.PEER)
    for vault in (pair.devon, pair.tomas):
        pair.hospital.sync(vault)
    assert (role_of(pair.devon), role_of(pair.tomas)) == (Role.PEER, Role.SUPERVISOR)
    assert len(encounter_page(pair.devon)) == 1
    # He supervises nobody any more: what is new goes to him no longer.
    with pytest.raises(NotFoundError):
        find_reader(pair.devon, "Tomas Okafor", clock())


def test_a_name_on_the_list_twice_and_somebody_who_has_not_joined_are_said(pair: Pair) -> None:
    office = Office(pair.hospital)
    pair.hospital.invite("Marisol Vega")
    with pytest.raises(NotJoinedError):
        change_role(office.ask("Marisol Vega"), Role.SUPERVISOR)
    pair.hospital.invite("Tomas Okafor", Role.PEER, "Tomas Okafor")
    ask = office.ask("Tomas Okafor")
    with pytest.raises(AmbiguousIdError):
        change_role(ask, Role.PEER)
