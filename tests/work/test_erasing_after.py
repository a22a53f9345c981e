"""The officer lets the server drop its copies of somebody who left: only then, and not before thirty days."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.domain.errors import BadValueError, NotAllowedError
from peerdesk.domain.vocabulary import Role
from peerdesk.server.retention import Retention
from peerdesk.sync import engine, names, sent_anew
from peerdesk.sync.sent_anew import is_due_anew, send_anew
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.leaving import DAY_SECONDS
from peerdesk.wire.members import Members
from peerdesk.work.attention import needs
from peerdesk.work.encounters import encounter_page
from peerdesk.work.erasing_after import days_of_policy, erase_after, left_without_a_day
from peerdesk.work.membership import known_members
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.revoking import OfficerAsk, let_go
from peerdesk.work.syncing import learn_people, status
from tests.support.hospital import ADDRESS, OFFICER_PASSPHRASE, Hospital, clock
from tests.support.two_computers import second_computer
from tests.work.office import Office
from tests.work.two_peers import Two, two_peers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def asked(hospital: Hospital) -> OfficerAsk:
    return OfficerAsk(
        folder=hospital.org,
        passphrase=OFFICER_PASSPHRASE,
        transport=hospital.remotes(ADDRESS, b""),
        now=clock(),
        person="Marisol Vega",
        allow_test_profile=True,
    )


def test_somebody_who_is_here_and_a_day_too_soon_are_no_question(two: Two) -> None:
    with pytest.raises(NotAllowedError):
        erase_after(asked(two.hospital), 30)
    let_go(asked(two.hospital))
    with pytest.raises(BadValueError):
        erase_after(asked(two.hospital), 29)


def test_it_is_said_once_and_no_computer_erases_anything(two: Two) -> None:
    two.follow_up()
    two.meet()
    let_go(asked(two.hospital))
    done = erase_after(asked(two.hospital), 45)
    assert done.changed
    assert timedelta(days=44) < timedelta(seconds=done.at - clock().timestamp()) < timedelta(days=46)
    assert not erase_after(asked(two.hospital), 45).changed
    assert two.hospital.sync(two.ruth).proof
    assert len(encounter_page(two.marisol)) == 1


def test_the_policy_names_the_days_and_who_has_none_yet(two: Two) -> None:
    office, org = Office(two.hospital), two.hospital.org
    let_go(asked(two.hospital))
    office.people()
    assert days_of_policy(org) == 30
    assert left_without_a_day(org) == ()
    for days, counted in ((7, 30), (90, 90)):
        rules = {Rule.RETENTION_DAYS: days}
        make_policy(org, office.key_ask().root, rules, office.line(), office.now)
        assert days_of_policy(org) == counted
    assert [one.name for one in left_without_a_day(org)] == ["Marisol Vega"]
    assert erase_after(asked(two.hospital), days_of_policy(org)).changed
    assert left_without_a_day(org) == ()


class Back:
    """Marisol has left, the server has dropped what she kept there, and she is back with the computer that she had."""

    def __init__(self, two: Two, *others: Vault) -> None:
        self.two, self.hospital = two, two.hospital
        for number in range(3):
            two.follow_up(f"Blue Heron {number}")
        for vault in (two.marisol, *others):
            self.hospital.sync(vault)
        let_go(asked(self.hospital))
        erase_after(asked(self.hospital), 30)
        assert dropped(self.hospital)
        self.hospital.start(self.hospital.invite("Marisol Vega", Role.PEER, "Tomas Okafor"), home="back")

    def joined(self) -> Vault:
        """Let a further computer of hers come, which has nothing but what the server still gives out."""
        line = self.hospital.remotes("", b"")
        new = second_computer(self.two.marisol, self.hospital.folder / "homes" / "further", line)
        self.hospital.open_vaults.append(new)
        for vault in (self.two.marisol, new):
            self.hospital.sync(vault)
        return new


def dropped(hospital: Hospital) -> int:
    desk = hospital.client.app.state.desk  # type: ignore[attr-defined]  # the client knows applications only in general
    return Retention(desk.database, desk.directory, lambda: clock().timestamp() + 40 * DAY_SECONDS).drop()


def handles(vault: Vault) -> set[str]:
    return {row.handle for row in encounter_page(vault)}


ALL = {f"Blue Heron {number}" for number in range(3)}


@pytest.mark.invariant(24)
def test_whoever_comes_back_sends_everything_once_more_and_nothing_is_claimed_before(two: Two) -> None:
    back = Back(two)
    assert status(two.marisol, clock()).proof
    learn_people(two.marisol, two.hospital.remotes, clock(), os.urandom)
    assert not status(two.marisol, clock()).proof
    done = two.hospital.sync(two.marisol)
    assert (done.proof, done.pushed >= 3) == (True, True)
    assert handles(back.joined()) == ALL
    again = two.hospital.sync(two.marisol)
    assert (again.proof, again.pushed) == (True, 0)
    assert needs(two.marisol) == ()


def test_cut_short_between_any_two_it_goes_on_and_nothing_is_claimed(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_anew, "AT_ONCE", 1)
    back, seen = Back(two), list[bool]()

    def cut(tx: Transaction, members: Members) -> bool:
        seen.append(is_due_anew(tx, members))
        return False

    with monkeypatch.context() as patch:
        # A vault that took the entry in with a PeerDesk that knew nothing of this.
        patch.setattr(names, "note_return", lambda *_: None)
        patch.setattr(engine, "is_due_anew", cut)
        assert two.hospital.sync(two.marisol).proof
    assert seen == [True]
    members = known(two.marisol)
    steps = iter([True, True, False])
    send_anew(two.marisol, members, lambda: next(steps))
    assert not status(two.marisol, clock()).proof
    assert two.hospital.sync(two.marisol).proof
    assert handles(back.joined()) == ALL


def known(vault: Vault) -> Members:
    with vault.read() as tx:
        return known_members(tx)


def test_two_computers_that_come_back_send_it_once_and_show_the_same(two: Two) -> None:
    line = two.hospital.remotes("", b"")
    other = second_computer(two.marisol, two.hospital.folder / "homes" / "other", line)
    two.hospital.open_vaults.append(other)
    for vault in (two.marisol, other):
        two.hospital.sync(vault)
    Back(two, other)
    assert two.hospital.sync(two.marisol).pushed >= 3
    second = two.hospital.sync(other)
    assert (second.proof, second.pushed) == (True, 0)
    assert two.hospital.sync(two.marisol).proof
    assert handles(two.marisol) == handles(other) == ALL
    assert needs(two.marisol) == needs(other) == ()


def test_a_computer_that_came_with_the_return_has_nothing_to_send_once_more(two: Two) -> None:
    back = Back(two)
    two.hospital.sync(two.marisol)
    new = back.joined()
    with new.read() as tx:
        assert not is_due_anew(tx, known_members(tx))
    assert two.hospital.sync(new).proof
