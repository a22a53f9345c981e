"""An erase is final: payloads go, whenever they came, and nothing but an erase makes them go."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from starlette.testclient import TestClient

from peerdesk.server import filing
from peerdesk.server.store.logs import payloads_of
from peerdesk.server.store.place import Place
from peerdesk.server.verifying import verify
from peerdesk.wire.exchange import Outcome, Refusal
from peerdesk.wire.ids import RecordId, RevisionId
from peerdesk.wire.revision import Kind, blanked, encode, is_blanked, parse_revision, revision_id
from tests.server.conftest import Team
from tests.server.hospital import Writer


def test_an_erase_takes_the_payloads_that_came_before_and_those_that_come_later(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(secrets.token_bytes(16))
    before, other, later = (
        writer.revision(record=record),
        writer.revision(),
        writer.revision(record=record),
    )
    team.devon.push(team.own, encode(before), encode(other))
    erase = writer.frame(Kind.ERASE, record=record)
    reply = team.devon.push(team.own, erase, encode(later))
    assert [r.outcome for r in reply.receipts] == [Outcome.STORED] * 2
    kept = [parse_revision(raw) for raw in team.devon.pull(team.own).revisions]
    assert [is_blanked(revision) for revision in kept] == [True, False, False, True]
    assert [revision_id(revision) for revision in kept][::3] == [revision_id(before), revision_id(later)]


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_an_erased_payload_is_nowhere_in_the_server_s_files(team: Team, data: Path, http: TestClient) -> None:
    writer, record = Writer.of(team.peer), RecordId(secrets.token_bytes(16))
    revision = writer.revision(record=record)
    team.devon.push(team.own, encode(revision))
    team.devon.push(team.own, writer.frame(Kind.ERASE, record=record))
    http.app.state.desk.close()  # type: ignore[attr-defined]  # the client knows applications only in general
    files = [path.read_bytes() for path in data.iterdir()]
    assert files
    assert not any(revision.ciphertext[:64] in raw for raw in files)


def test_an_erase_that_nobody_signed_takes_no_text_away(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(secrets.token_bytes(16))
    note = writer.frame(record=record)
    team.devon.push(team.own, note)
    forged = msgspec.structs.replace(writer.revision(Kind.ERASE, record=record), signature=bytes(64))
    assert team.devon.push(team.own, encode(forged)).receipts[0].refusal is Refusal.BAD_SIGNATURE
    assert team.devon.pull(team.own).revisions == (note,)


def test_a_blank_without_its_erase_cannot_take_the_place_of_a_note(team: Team) -> None:
    writer = Writer.of(team.peer)
    revision = writer.revision()
    reply = team.devon.push(team.own, encode(blanked(revision)))
    assert reply.receipts[0].refusal is Refusal.BAD_SIGNATURE
    assert team.devon.push(team.own, encode(revision)).receipts[0].outcome is Outcome.STORED


def test_a_blank_is_taken_together_with_its_erase_in_any_order(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(secrets.token_bytes(16))
    revision = writer.revision(record=record)
    reply = team.devon.push(
        team.own, encode(blanked(revision)), writer.frame(Kind.ERASE, record=record), encode(revision)
    )
    assert [r.outcome for r in reply.receipts] == [Outcome.STORED, Outcome.STORED, Outcome.DUPLICATE]


def test_what_comes_long_after_an_erase_is_stored_without_its_payload(team: Team) -> None:
    writer, record = Writer.of(team.peer), RecordId(secrets.token_bytes(16))
    late, blank = writer.revision(record=record), writer.revision(record=record)
    team.devon.push(team.own, writer.frame(Kind.ERASE, record=record))
    for frame in (encode(late), encode(blanked(blank))):
        assert team.devon.push(team.own, frame).receipts[0].outcome is Outcome.STORED
    kept = [parse_revision(raw) for raw in team.devon.pull(team.own).revisions]
    assert [(is_blanked(r), revision_id(r)) for r in kept[1:]] == [
        (True, revision_id(late)),
        (True, revision_id(blank)),
    ]


def test_a_record_is_blanked_once_however_many_erases_come(
    team: Team, where: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, record = Writer.of(team.peer), RecordId(secrets.token_bytes(16))
    team.devon.push(team.own, *(writer.frame(record=record) for _ in range(120)))
    looked: list[int] = []

    def counted(*asked: Any) -> Iterator[tuple[int, RevisionId, bytes]]:
        for payload in payloads_of(*asked):
            looked.append(payload[0])
            yield payload

    monkeypatch.setattr(filing, "payloads_of", counted)
    for _ in range(2):
        team.devon.push(team.own, *(writer.frame(Kind.ERASE, record=record) for _ in range(50)))
    assert looked == list(range(1, 121))
    kept = [parse_revision(raw) for raw in team.devon.pull(team.own).revisions]
    assert [is_blanked(revision) for revision in kept] == [True] * 120 + [False] * 100
    assert verify(where).faults == ()


def test_an_erase_touches_the_records_of_nobody_else(team: Team) -> None:
    record = RecordId(secrets.token_bytes(16))
    peer, supervisor = Writer.of(team.peer, team.pair), Writer.of(team.supervisor, team.pair)
    team.devon.push(team.pair, peer.frame(record=record))
    team.tomas.push(team.pair, supervisor.frame(Kind.ERASE, record=record))
    reply = team.devon.push(team.pair, peer.frame(record=record))
    assert reply.receipts[0].outcome is Outcome.STORED
    assert [is_blanked(parse_revision(raw)) for raw in team.devon.pull(team.pair).revisions] == [False] * 3
