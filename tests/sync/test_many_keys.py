"""However many keys of a space a new computer lacks, they are given on in short commits, and a cut loses none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RevisionId, SpaceId
from peerdesk.sync import push
from peerdesk.sync.boxes import KEYS_AT_ONCE, add_boxes, lacking_boxes
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.sealing import Author, seal_new_epoch
from peerdesk.sync.space_keys import standpoint
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.membership import Directory
from peerdesk.work.membership import known_directory
from tests.support.hospital import a_hospital
from tests.sync.test_boxes import Ward

MANY = 2 * KEYS_AT_ONCE + 1


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    """Return Devon's ward, where Tomas has made very many keys in the space that they share."""
    with a_hospital(tmp_path) as hospital:
        ward = Ward(hospital)
        with ward.tomas.write() as tx:
            author, directory, space = of(tx, ward.tomas)
            readers, at = directory.members.readers_of(wire_ids.SpaceId(space)), standpoint(tx, space, directory)
            for _ in range(MANY):
                sealed = seal_new_epoch(author, at, EpochKey.generate(), readers, tx.counters.next_n(space))
                tx.outbox.attempt_other(RevisionId(sealed.revision), sealed.frame, sealed.header)
        ward.meet(ward.tomas, ward.first)
        yield ward


def of(tx: Transaction, vault: Vault) -> tuple[Author, Directory, SpaceId]:
    """Return whose vault it is, the directory, and the space that Devon and Tomas share."""
    (space,) = (space for space in tx.spaces.known() if space != tx.own_space)
    return author_of(tx.identity.get(), vault.run, vault.subkey("device-keys")), known_directory(tx), space


def lacking(vault: Vault) -> int:
    with vault.read() as tx:
        author, directory, space = of(tx, vault)
        return len(lacking_boxes(tx, author, space, directory.members))


class Commits:
    """Counts the keys of each commit; `cut` is the one after which the line is lost."""

    def __init__(self, patch: pytest.MonkeyPatch, cut: int = 0) -> None:
        self.sizes: list[int] = []
        self._cut = cut
        patch.setattr(push, "add_boxes", self._add)

    def _add(self, tx: Transaction, author: Author, space: SpaceId, directory: Directory) -> None:
        if space != tx.own_space and self._cut and len(self.sizes) == self._cut:
            self._cut = 0
            raise OfflineError
        before = len(lacking_boxes(tx, author, space, directory.members))
        add_boxes(tx, author, space, directory)
        if space != tx.own_space:
            self.sizes.append(before - len(lacking_boxes(tx, author, space, directory.members)))


def test_a_commit_brings_so_many_keys_and_a_round_all_of_them(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = ward.another(ward.first, "laptop")
    commits = Commits(monkeypatch)
    ward.hospital.sync(ward.first)
    assert max(commits.sizes) <= KEYS_AT_ONCE
    assert sum(commits.sizes) > MANY
    assert lacking(ward.first) == 0
    ward.meet(laptop)
    assert keys(laptop) == keys(ward.first) > MANY


def keys(vault: Vault) -> int:
    with vault.read() as tx:
        return sum(one.key is not None for one in tx.epochs.all(of(tx, vault)[2]))


@pytest.mark.parametrize("cut", [1, 2])
def test_a_cut_between_two_commits_loses_no_key_and_gives_none_twice(
    ward: Ward, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    laptop, there = ward.another(ward.first, "laptop"), keys(ward.first)
    commits = Commits(monkeypatch, cut)
    with pytest.raises(OfflineError):
        ward.hospital.sync(ward.first)
    assert sum(commits.sizes) == cut * KEYS_AT_ONCE
    assert lacking(ward.first) == there - sum(commits.sizes)
    ward.meet(ward.first, laptop)
    assert sum(commits.sizes) == there == keys(laptop)
