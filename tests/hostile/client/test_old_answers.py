"""An answer that belongs to an older question: a proxy that keeps answers, or a server that repeats itself."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.errors import NotPeerDeskServerError
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import DirectoryReply, DirectoryRequest
from peerdesk.work.sharing import readers, share
from peerdesk.work.syncing import status
from tests.support.hospital import a_hospital, clock
from tests.sync.ward import Ward


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path) as hospital:
        yield Ward(hospital)


def test_an_old_answer_about_the_directory_is_no_other_history_and_sharing_goes_on(ward: Ward) -> None:
    kept: list[DirectoryReply] = []

    def from_the_beginning(endpoint: str, question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint != endpoints.DIRECTORY:
            return go_on()
        if not kept:
            line = ward.lines[-1].line
            kept.append(line.ask(endpoint, DirectoryRequest(after=0), DirectoryReply))
        return kept[0]

    note = ward.note()
    with pytest.raises(NotPeerDeskServerError):
        ward.spoiled(from_the_beginning)
    assert not status(ward.devon, clock()).forked
    share(ward.devon, note, readers(ward.devon, clock())[0].person, clock())
    assert ward.hospital.sync(ward.devon).proof
