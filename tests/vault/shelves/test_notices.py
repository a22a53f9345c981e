"""Notices stay until they are read; what happens again comes back, what was only found does not."""

from datetime import UTC, datetime, timedelta

import pytest

from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.vault import Vault
from tests.support.vaults import NOW, reopened

SPACE, PERSON, DEVICE = SpaceId(b"s" * 16), PersonId(b"p" * 16), DeviceId(b"d" * 16)
GAP = Told(kind=NoticeKind.COUNTER_GAP, subject=b"x", number=3, space=SPACE, person=PERSON, device=DEVICE)


def test_a_notice_keeps_its_facts_until_it_is_dismissed(vault: Vault) -> None:
    with vault.write() as tx:
        tx.notices.tell(GAP, NOW)
    with vault.write() as tx:
        (notice,) = tx.notices.open()
        assert (notice.kind, notice.number, notice.times, notice.kept_at) == (NoticeKind.COUNTER_GAP, 3, 1, NOW)
        assert (notice.space, notice.person, notice.device) == (SPACE, PERSON, DEVICE)
        assert notice.is_alarm
        tx.notices.dismiss(notice.id)
        assert tx.notices.open() == ()


@pytest.mark.parametrize("dismissed", [False, True])
def test_what_happens_again_comes_back_and_is_counted(vault: Vault, *, dismissed: bool) -> None:
    with vault.write() as tx:
        tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=2), NOW)
        if dismissed:
            tx.notices.dismiss(tx.notices.open()[0].id)
        tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=5), NOW + timedelta(days=1))
        (notice,) = tx.notices.open()
    assert (notice.times, notice.number, notice.kept_at) == (2, 5, NOW + timedelta(days=1))
    assert not notice.is_alarm


def test_what_was_found_and_dismissed_is_not_told_again(vault: Vault) -> None:
    told = Told(kind=NoticeKind.VAULT_COPIED, subject=b"two runs")
    with vault.write() as tx:
        tx.notices.tell_once(told, NOW)
        tx.notices.dismiss(tx.notices.open()[0].id)
        tx.notices.tell_once(told, NOW)
        assert tx.notices.open() == ()
        tx.notices.tell_once(Told(kind=NoticeKind.VAULT_COPIED, subject=b"two others"), NOW)
        assert len(tx.notices.open()) == 1


def test_a_notice_whose_reason_is_over_is_withdrawn(vault: Vault) -> None:
    with vault.write() as tx:
        tx.notices.tell(Told(kind=NoticeKind.CLOCK_OFF, number=900), datetime.now(UTC))
        tx.notices.withdraw(NoticeKind.CLOCK_OFF)
        assert tx.notices.open() == ()


def test_notices_are_there_after_the_vault_was_closed(vault: Vault) -> None:
    with vault.write() as tx:
        tx.notices.tell(Told(kind=NoticeKind.TWO_HISTORIES), NOW)
    vault.close()
    with reopened(vault.folder) as again, again.read() as tx:
        assert [one.kind for one in tx.notices.open()] == [NoticeKind.TWO_HISTORIES]


def test_only_what_waits_for_a_decision_cannot_be_dismissed(vault: Vault) -> None:
    with vault.write() as tx:
        for kind in NoticeKind:
            tx.notices.tell(Told(kind=kind), NOW)
        assert {one.kind for one in tx.notices.open() if not one.can_be_dismissed} == {NoticeKind.MASS_HIDING}
