"""After a server has shown two lists of who is who: sharing goes on by the person's word, and by nothing else."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import DirectoryForkedError, NotAllowedError, NotFoundError
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.attention import TWO_DIRECTORIES, Act, do, needs
from peerdesk.work.officer_people import said_entries
from peerdesk.work.sharing import share
from peerdesk.work.two_directories import two_directories
from tests.support.hospital import PASSPHRASE, a_hospital, clock
from tests.support.vaults import reopened
from tests.sync.bad_line import BadLine, changed
from tests.work.office import Office
from tests.work.ward import Pair

OTHER = b"\x07" * 32


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path) as hospital:
        pair = Pair(hospital)
        pair.meet()
        yield pair


def lied_to(pair: Pair) -> None:
    def other(reply: Any) -> Any:
        return msgspec.structs.replace(reply, head_hash=OTHER)

    pair.hospital.wrap = lambda line: BadLine(line, changed(endpoints.DIRECTORY, other))
    with pytest.raises(DirectoryForkedError):
        pair.hospital.sync(pair.devon)
    pair.hospital.wrap = lambda line: line


def acts(vault: Vault) -> list[tuple[Act, ...]]:
    return [one.acts for one in needs(vault) if one.reason == TWO_DIRECTORIES]


def clear(vault: Vault) -> None:
    do(vault, "directory", Act.CLEAR, clock(), os.urandom)


@pytest.mark.invariant(33)
def test_while_the_server_shows_the_other_one_nobody_can_end_it(pair: Pair) -> None:
    note = pair.note()
    for _ in range(2):
        lied_to(pair)
        assert acts(pair.devon) == [(Act.AGAIN,)]
        with pytest.raises(NotAllowedError):
            clear(pair.devon)
        with pytest.raises(DirectoryForkedError):
            share(pair.devon, note, pair.reader, clock())


def test_once_it_shows_ours_again_the_person_ends_it_for_good_until_another_is_shown_once_more(pair: Pair) -> None:
    note = pair.note()
    lied_to(pair)
    assert pair.hospital.sync(pair.devon).proof
    assert acts(pair.devon) == [(Act.CLEAR, Act.AGAIN)]
    with pytest.raises(DirectoryForkedError):
        share(pair.devon, note, pair.reader, clock())
    clear(pair.devon)
    assert (acts(pair.devon), two_directories(pair.devon)) == ([], None)
    with pytest.raises(NotFoundError):
        clear(pair.devon)
    folder = pair.devon.folder
    pair.devon.close()
    pair.devon = reopened(folder, PASSPHRASE)
    pair.hospital.open_vaults.append(pair.devon)
    assert acts(pair.devon) == []
    share(pair.devon, note, pair.reader, clock())
    assert pair.hospital.sync(pair.devon).proof
    lied_to(pair)
    assert acts(pair.devon) == [(Act.AGAIN,)]
    with pair.devon.read() as tx:
        # Both showings are kept, whatever was said about the first.
        assert tx._connection.exec_driver_sql("SELECT count(*) FROM directory_fork").scalar_one() == 2


def test_the_officer_can_tell_which_of_the_two_is_the_hospitals(pair: Pair) -> None:
    lied_to(pair)
    found = two_directories(pair.devon)
    assert found is not None
    office = Office(pair.hospital)
    office.people()
    of_the_officer = {one.n: one.hash for one in said_entries(pair.hospital.org)}
    assert (of_the_officer[found.n] == found.ours, found.theirs) == (True, OTHER)
