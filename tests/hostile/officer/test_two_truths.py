"""An officer and a server that work together: whom they show another directory, and when that is noticed."""

import os
from typing import Any

import pytest

from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.directory import entry_hash
from peerdesk.wire.directory_body import Confirmed, Left
from peerdesk.wire.exchange import DirectoryReply
from peerdesk.work.attention import needs
from peerdesk.work.notices import notices
from peerdesk.work.supervision import comment, review_queue
from peerdesk.work.syncing import status
from tests.hostile.officer.key import officers_line, says, signed
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine
from tests.work.office import Office
from tests.work.ward import Pair


class TwoTruths:
    """An officer and a server that work together: Tomas is shown another end of the directory than everybody else."""

    def __init__(self, pair: Pair, *bodies: Any) -> None:
        self.pair, self.entries = pair, list[bytes]()
        with pair.tomas.read() as tx:
            self.common = tx.directory.head()
        assert self.common is not None
        n, digest = self.common
        for body in bodies:
            raw = signed(pair, body, (n, digest))
            n, digest = n + 1, entry_hash(raw)
            self.entries.append(raw)
        self.head = n, digest

    def show(self, endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.DIRECTORY:
            return go_on()
        behind = self.entries[max(0, question.after - self.common[0]) :]
        return DirectoryReply(entries=tuple(behind), head_n=self.head[0], head_hash=self.head[1])

    def sync(self, vault: Vault) -> Any:
        self.pair.hospital.wrap = lambda line: BadLine(line, self.show)
        try:
            return self.pair.hospital.sync(vault)
        finally:
            self.pair.hospital.wrap = lambda line: line


@pytest.fixture
def truths(pair: Pair) -> TwoTruths:
    """Devon is told that Tomas was confirmed; Tomas is told that somebody left."""
    pair.shared()
    with pair.tomas.read() as tx:
        other = tx.person
    made = TwoTruths(pair, Left(person=b"z" * 16))
    says(pair, officers_line(pair.hospital), Confirmed(person=other))
    pair.hospital.sync(pair.devon)
    made.sync(pair.tomas)
    return made


@pytest.mark.invariant(33)
def test_two_truths_about_who_is_who_are_noticed_with_the_first_word_that_crosses(
    pair: Pair, truths: TwoTruths
) -> None:
    copy = review_queue(pair.tomas)[0].received.item.id
    comment(pair.tomas, copy, "from the other truth", clock(), os.urandom)
    truths.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert alarms(pair.devon) == {NoticeKind.DIRECTORY_CLAIMED}


def alarms(vault: Vault) -> set[NoticeKind]:
    return {one.kind for one in notices(vault) if one.is_alarm}


@pytest.mark.invariant(33)
def test_a_longer_lie_is_held_until_the_truth_is_as_long_and_noticed_then(pair: Pair) -> None:
    """Whoever cites entries that are not there yet is not believed before they are."""
    _, copy = pair.shared()
    with pair.tomas.read() as tx:
        other = tx.person
    truths = TwoTruths(pair, Left(person=b"z" * 16), Left(person=b"y" * 16))
    truths.sync(pair.tomas)
    comment(pair.tomas, copy, "from the other truth", clock(), os.urandom)
    truths.sync(pair.tomas)
    pair.hospital.sync(pair.devon)
    assert {one.reason for one in needs(pair.devon)} == {"unknown_directory"}
    assert alarms(pair.devon) == set()
    for body in (Confirmed(person=other), Confirmed(person=other)):
        says(pair, officers_line(pair.hospital), body)
    pair.hospital.sync(pair.devon)
    assert alarms(pair.devon) == {NoticeKind.DIRECTORY_CLAIMED}
    assert {one.reason for one in needs(pair.devon)} == {"other_directory", "directory_claimed"}


def test_whoever_is_shown_the_other_truth_afterwards_keeps_the_first_and_shares_nothing(
    pair: Pair, truths: TwoTruths
) -> None:
    before = directory_head(pair.tomas)
    with pytest.raises(ExpectedError):
        pair.hospital.sync(pair.tomas)
    assert directory_head(pair.tomas) == before == truths.head
    assert status(pair.tomas, clock()).forked


def directory_head(vault: Vault) -> Any:
    with vault.read() as tx:
        return tx.directory.head()


def test_a_newcomer_with_an_invite_from_one_truth_joins_no_other(pair: Pair) -> None:
    """The invite carries what the officer's own machine saw; a server that shows another chain is found out."""
    with pair.tomas.read() as tx:
        person = tx.person
    fork = TwoTruths(pair, Confirmed(person=person))
    office = Office(pair.hospital)
    says(pair, officers_line(pair.hospital), Left(person=person))
    office.people()
    invite = pair.hospital.invite("Ana Ruiz")
    pair.hospital.wrap = lambda line: BadLine(line, fork.show)
    with pytest.raises(ExpectedError):
        pair.hospital.start(invite)
    assert not list((pair.hospital.folder / "homes" / "Ana Ruiz").rglob("vault.db"))
