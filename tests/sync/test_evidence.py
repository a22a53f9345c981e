"""I33, I29: what other revisions say about the log is held against it, and shows a forked server or a copied vault."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from peerdesk.domain.notices import Notice, NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints, ids
from peerdesk.wire.exchange import NOTHING_SEEN, PushReply, PushRequest
from peerdesk.wire.login import LoginKind
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.notices import dismiss, notices
from peerdesk.work.syncing import sync_now
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, clock
from tests.sync.logs import frames_of, log_of, space_of
from tests.sync.restoring import Restorable, a_restorable_hospital
from tests.sync.test_two_copies import NOTE


class TwoComputers:
    """Devon on two computers. The server's state of the beginning is kept, so that a test can fork it."""

    def __init__(self, hospital: Restorable, supervisor: str = "") -> None:
        self.hospital = hospital
        devon = hospital.join("Devon Achebe", Role.PEER, supervisor)
        keep_encounter(devon, NOTE, clock(), os.urandom)
        hospital.sync(devon)
        devon.close()
        self.home = hospital.folder / "homes" / "Devon Achebe"
        shutil.copytree(self.home, hospital.folder / "homes" / "copy")
        self.one, self.other = self.open(self.home), self.open(hospital.folder / "homes" / "copy")
        self.space = space_of(self.one)

    def open(self, home: Path) -> Vault:
        vault = unlock(choose(home), PASSPHRASE, allow_test_profile=True)
        self.hospital.open_vaults.append(vault)
        return vault

    def write(self, vault: Vault, times: int = 1) -> None:
        for _ in range(times):
            keep_encounter(vault, NOTE, clock(), os.urandom)
            self.hospital.sync(vault)

    def bring(self, frames: list[bytes]) -> None:
        """Put revisions into the server's log, as a server that forks would do it for its own ends."""
        with self.other.read() as tx:
            author = author_of(tx.identity.get(), self.other.run, self.other.subkey("device-keys"))
        line = self.hospital.remotes("", b"")
        who = Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=author.signer.signatures)
        log_in(line, who)
        question = PushRequest(space=ids.SpaceId(self.space), witness=NOTHING_SEEN, revisions=tuple(frames))
        line.ask(endpoints.PUSH, question, PushReply)


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[TwoComputers]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield TwoComputers(hospital)


def told(vault: Vault, kind: NoticeKind) -> list[Notice]:
    return [one for one in notices(vault) if one.kind is kind]


def a_fork(devon: TwoComputers) -> list[bytes]:
    """Show one computer a history that the other is never shown, and return its three revisions."""
    point = devon.hospital.back_up()
    before = len(log_of(devon.hospital, devon.space))
    devon.write(devon.one, 3)
    frames = frames_of(devon.hospital, devon.space)[before:]
    devon.hospital.restore(point)
    return frames


@pytest.mark.invariant(33)
def test_a_server_that_shows_two_histories_is_noticed_with_the_first_revision_that_crosses(
    devon: TwoComputers,
) -> None:
    _, second, _ = a_fork(devon)
    devon.write(devon.other)
    devon.bring([second])
    assert told(devon.other, NoticeKind.TWO_HISTORIES) == []
    assert devon.hospital.sync(devon.other).proof
    (notice,) = told(devon.other, NoticeKind.TWO_HISTORIES)
    with devon.one.read() as tx:
        assert (notice.device, notice.person, notice.space) == (tx.identity.get().device, tx.person, devon.space)
    assert notice.is_alarm
    assert len(encounter_page(devon.other)) == 3
    # It is told once, and what was read does not come back.
    dismiss(devon.other, notice.id)
    devon.hospital.sync(devon.other)
    assert told(devon.other, NoticeKind.TWO_HISTORIES) == []


def test_a_point_that_lies_further_than_the_log_is_kept_and_compared_when_the_log_gets_there(
    devon: TwoComputers,
) -> None:
    *_, third = a_fork(devon)
    devon.bring([third])
    devon.hospital.sync(devon.other)
    assert told(devon.other, NoticeKind.TWO_HISTORIES) == []
    devon.write(devon.other, 2)
    assert len(told(devon.other, NoticeKind.TWO_HISTORIES)) == 1


def test_after_two_histories_both_computers_and_the_server_have_everything(devon: TwoComputers) -> None:
    _, second, _ = a_fork(devon)
    devon.write(devon.other)
    devon.bring([second])
    for vault in (devon.other, devon.one, devon.other):
        assert devon.hospital.sync(vault).proof
    assert len(encounter_page(devon.one)) == len(encounter_page(devon.other)) == 5
    assert told(devon.one, NoticeKind.RECONCILED)


def test_a_computer_that_followed_the_lost_history_itself_knows_its_points_and_is_not_alarmed(
    devon: TwoComputers,
) -> None:
    point = devon.hospital.back_up()
    devon.write(devon.one, 2)
    devon.hospital.sync(devon.other)
    devon.write(devon.one, 2)
    devon.hospital.restore(point)
    devon.write(devon.other)
    for vault in (devon.one, devon.other):
        assert devon.hospital.sync(vault).proof
    assert told(devon.one, NoticeKind.TWO_HISTORIES) == []
    assert told(devon.one, NoticeKind.RECONCILED)


@pytest.mark.invariant(29)
def test_two_openings_that_follow_the_same_one_are_a_copied_vault(devon: TwoComputers) -> None:
    devon.write(devon.one)
    devon.hospital.sync(devon.other)
    assert told(devon.other, NoticeKind.VAULT_COPIED) == []
    devon.write(devon.other)
    for vault in (devon.one, devon.other):
        devon.hospital.sync(vault)
    with devon.one.read() as tx:
        device = tx.identity.get().device
    (notice,) = told(devon.one, NoticeKind.VAULT_COPIED)
    assert (notice.device, notice.is_alarm) == (device, False)


@pytest.mark.invariant(29)
def test_a_vault_that_was_put_back_from_a_backup_shows_itself_and_loses_nothing(devon: TwoComputers) -> None:
    devon.write(devon.one)
    devon.one.close()
    shutil.rmtree(devon.home)
    shutil.copytree(devon.hospital.folder / "homes" / "copy", devon.home)
    devon.other.close()
    back = devon.open(devon.home)
    devon.write(back)
    devon.hospital.sync(back)
    assert len(told(back, NoticeKind.VAULT_COPIED)) == 1
    assert len(encounter_page(back)) == 3


def test_a_vault_that_is_only_opened_again_and_again_is_no_copy(devon: TwoComputers) -> None:
    vault = devon.one
    for _ in range(4):
        devon.write(vault)
        vault.close()
        vault = devon.open(devon.home)
    devon.hospital.sync(devon.other)
    for seen in (vault, devon.other):
        assert told(seen, NoticeKind.VAULT_COPIED) == []
        assert told(seen, NoticeKind.COUNTER_GAP) == []


def test_no_server_that_only_went_back_is_called_another_history_by_those_who_saw_it_all(devon: TwoComputers) -> None:
    for _ in range(2):
        devon.write(devon.one, 2)
        devon.hospital.sync(devon.other)
    for point in (devon.hospital.back_up(), 0):
        devon.write(devon.one)
        devon.hospital.sync(devon.other)
        devon.hospital.restore(point)
        devon.hospital.sync(devon.one)
        devon.hospital.sync(devon.other)
    for vault in (devon.one, devon.other):
        assert told(vault, NoticeKind.TWO_HISTORIES) == []


def test_clocks_that_are_far_apart_are_told_of_and_block_nothing(devon: TwoComputers) -> None:
    keep_encounter(devon.one, NOTE, clock(), os.urandom)
    wrong = clock() - timedelta(days=3650)
    assert sync_now(devon.one, devon.hospital.remotes, wrong, os.urandom).proof
    (notice,) = told(devon.one, NoticeKind.CLOCK_OFF)
    assert abs(notice.number - 3650 * 86400) < 60
    dismiss(devon.one, notice.id)
    sync_now(devon.one, devon.hospital.remotes, wrong, os.urandom)
    assert told(devon.one, NoticeKind.CLOCK_OFF) == []


def test_the_notice_of_the_clocks_goes_when_they_agree_again(devon: TwoComputers) -> None:
    sync_now(devon.one, devon.hospital.remotes, clock() + timedelta(minutes=6), os.urandom)
    assert told(devon.one, NoticeKind.CLOCK_OFF)
    sync_now(devon.one, devon.hospital.remotes, clock() + timedelta(minutes=4), os.urandom)
    assert told(devon.one, NoticeKind.CLOCK_OFF) == []
