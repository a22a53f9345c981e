"""A server that says its directory is empty is no server of a hospital: it is not handed everybody's entries."""

from contextlib import suppress
from typing import Any

from peerdesk.domain.errors import ExpectedError
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import AppendReply, DirectoryReply
from tests.sync.ward import Ward


def test_an_empty_directory_is_handed_nothing(ward: Ward) -> None:
    asked = []

    def empty(endpoint: str, _question: object, go_on: Any) -> Any:
        asked.append(endpoint)
        if endpoint == endpoints.DIRECTORY:
            return DirectoryReply(entries=(), head_n=0, head_hash=bytes(32))
        return AppendReply(n=1, entry_hash=bytes(32)) if endpoint == endpoints.APPEND else go_on()

    ward.fault = empty
    for _ in range(2):
        with suppress(ExpectedError):
            ward.hospital.sync(ward.devon)
    assert endpoints.DIRECTORY in asked
    assert endpoints.APPEND not in asked
