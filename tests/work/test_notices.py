"""Reading what syncing had to tell, by the verbs of the product."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.errors import NotAllowedError, NotFoundError
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.vault import Vault
from peerdesk.work.notices import dismiss, notices
from peerdesk.work.syncing import status
from tests.support.vaults import NOW, a_vault


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Vault]:
    with a_vault(tmp_path) as vault:
        with vault.write() as tx:
            tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=4), NOW)
            tx.notices.tell(Told(kind=NoticeKind.MASS_HIDING, number=30), NOW)
        yield vault


def test_the_status_carries_what_was_told(told: Vault) -> None:
    assert status(told, NOW).notices == notices(told)
    assert [one.kind for one in notices(told)] == [NoticeKind.RECONCILED, NoticeKind.MASS_HIDING]


def test_a_notice_that_was_read_is_gone_and_only_that(told: Vault) -> None:
    dismiss(told, notices(told)[0].id)
    assert [one.kind for one in notices(told)] == [NoticeKind.MASS_HIDING]


def test_what_waits_for_a_decision_is_not_dismissed(told: Vault) -> None:
    with pytest.raises(NotAllowedError):
        dismiss(told, notices(told)[1].id)
    assert len(notices(told)) == 2


def test_a_notice_that_is_not_there_cannot_be_dismissed(told: Vault) -> None:
    with pytest.raises(NotFoundError):
        dismiss(told, 99)
