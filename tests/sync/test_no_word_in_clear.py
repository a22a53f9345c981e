"""The words of a note are nowhere in clear: not on the line, not at the server, not in any file of the computer."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.wire import endpoints
from peerdesk.work.consents import find_individual, keep_consent
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import change_encounter, keep_draft, keep_encounter
from peerdesk.work.papers import share_papers
from peerdesk.work.papers_received import received_papers
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import comment, open_item, review_queue
from tests.schedules.inside import Whole
from tests.support.hospital import a_hospital, clock
from tests.support.vaults import new_id
from tests.sync.bad_line import lost_reply
from tests.sync.ward import Ward

CANARIES = ("BlueHeronAtDawn", "QuietOtterRiver", "MapleHarborStone", "LanternOnThePier", "WillowByTheGate")


class Listening(httpx2.BaseTransport):
    """Keeps every body that goes by, in both directions, with all headers."""

    def __init__(self, client: httpx2.Client) -> None:
        self._inner = client._transport
        self.heard: list[bytes] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.heard += [request.read(), repr((request.url, request.headers)).encode()]
        reply = self._inner.handle_request(request)
        body = b"".join(reply.stream)  # type: ignore[arg-type]
        self.heard += [body, repr(reply.headers).encode()]
        return httpx2.Response(reply.status_code, headers=reply.headers, stream=Whole(body))


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path) as hospital:
        yield Ward(hospital)


def live(ward: Ward) -> None:
    """Let every canary pass through everything that a note passes through, with a cut on the way."""
    handle, memory, words, draft, said = CANARIES
    note = keep_encounter(
        ward.devon, EncounterDraft(setting="ed", outcome="left", handle=handle, memory=memory), clock(), os.urandom
    ).id
    change_encounter(ward.devon, note, {"words": words}, clock(), os.urandom)
    allowed = ConsentDraft(handle=handle, kind="written_release", recipients=(said,), discloser=words)
    keep_consent(ward.devon, allowed, clock(), os.urandom)
    keep_draft(ward.devon, new_id(), EncounterDraft(setting="ed", memory=draft), clock())
    tomas = readers(ward.devon, clock())[0].person
    share(ward.devon, note, tomas, clock(), include_memory=True)
    share_papers(ward.devon, find_individual(ward.devon, handle), tomas, clock())
    with pytest.raises(OfflineError):
        ward.spoiled(lost_reply(endpoints.PUSH))
    ward.hospital.sync(ward.devon)
    ward.hospital.sync(ward.tomas)
    item = review_queue(ward.tomas)[0].received.item.id
    open_item(ward.tomas, item, clock(), os.urandom)
    assert received_papers(ward.tomas)[0].received.item.papers.permissions[0].recipients == (said,)
    comment(ward.tomas, item, said, clock(), os.urandom)
    ward.hospital.sync(ward.tomas)
    ward.hospital.sync(ward.devon)


def found(raw: bytes) -> list[str]:
    return [word for word in CANARIES for code in ("utf-8", "utf-16-le") if word.encode(code) in raw]


@pytest.mark.invariant(17)
def test_no_file_of_the_server_or_of_a_computer_holds_a_word_in_clear(ward: Ward, tmp_path: Path) -> None:
    live(ward)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    kinds = {path.name for path in files}
    assert {"vault.db", "vault.db-wal", "server.db", "server.db-wal"} <= kinds
    assert {path.name: words for path in files if (words := found(path.read_bytes()))} == {}


@pytest.mark.invariant(17)
def test_no_body_and_no_header_on_the_line_holds_a_word_in_clear(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    listening = Listening(ward.hospital.client)
    monkeypatch.setattr(ward.hospital.client, "_transport", listening)
    live(ward)
    erase_note(ward.devon, encounter(ward))
    ward.hospital.sync(ward.devon)
    assert len(listening.heard) > len(CANARIES)
    assert found(b"".join(listening.heard)) == []


def encounter(ward: Ward) -> Any:
    with ward.devon.read() as tx:
        (row,) = tx.encounters.page(limit=2)
    return row.id
