"""I3: where the server has no more room for notes, what makes room and what shuts somebody out still goes through."""

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId, SpaceId
from peerdesk.server.limits import Limits
from peerdesk.wire import endpoints
from peerdesk.wire.limits import MAX_PUSH_REVISIONS
from peerdesk.wire.revision import Kind, parse_header, parse_revision
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import encounter_page, keep_encounter, keep_many
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers
from tests.sync.bad_line import BadLine
from tests.sync.logs import frames_of, texts_of
from tests.sync.restoring import SERVER_FILE, Restorable, a_restorable_hospital

FULL = Limits(share_bytes=0)
NOTE = EncounterDraft(setting="ed", outcome="left")


class Crowded(TwoComputers):
    """A peer whose share of the server can be full."""

    hospital: Restorable

    def keep(self, memory: str) -> RecordId:
        return keep_encounter(self.ward, replace(NOTE, memory=memory), clock(), os.urandom).id

    @property
    def space(self) -> SpaceId:
        with self.ward.read() as tx:
            return tx.own_space

    @property
    def erased(self) -> set[RecordId]:
        headers = [parse_header(parse_revision(frame).header) for frame in frames_of(self.hospital, self.space)]
        return {RecordId(header.record) for header in headers if header.kind is Kind.ERASE}

    def sync_refused(self) -> None:
        with pytest.raises(ServerRefusedError, match="full"):
            self.hospital.sync(self.ward)


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Crowded]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield Crowded(hospital)


@pytest.mark.invariant(3)
def test_an_erase_goes_through_although_notes_that_have_no_room_wait_beside_it(devon: Crowded) -> None:
    old = devon.note(memory="no longer wanted")
    devon.hospital.limit(FULL)
    erase_note(devon.ward, old)
    devon.keep("waits for room")
    devon.sync_refused()
    assert devon.erased == {old}
    assert texts_of(devon.hospital, old) == 0
    assert status(devon.ward, clock()).waiting == 1


@pytest.mark.invariant(3)
def test_an_erase_goes_past_more_notes_than_one_request_holds_that_were_refused_before(devon: Crowded) -> None:
    old = devon.note(memory="no longer wanted")
    devon.hospital.limit(FULL)
    keep_many(devon.ward, [NOTE] * (MAX_PUSH_REVISIONS + 1), clock(), os.urandom)
    devon.sync_refused()
    erase_note(devon.ward, old)
    devon.sync_refused()
    assert devon.erased == {old}
    devon.hospital.limit(Limits())
    devon.meet()
    assert len(encounter_page(devon.laptop, limit=2 * MAX_PUSH_REVISIONS)) == MAX_PUSH_REVISIONS + 1


def bytes_held(devon: Crowded) -> int:
    database = sqlite3.connect(devon.hospital.data / SERVER_FILE)
    (found,) = database.execute("SELECT max(bytes) FROM held").fetchone()
    database.close()
    return int(found)


def test_the_room_that_an_erase_makes_is_used_in_the_same_round(devon: Crowded) -> None:
    old = devon.note(memory="".join(chr(0x4E00 + byte) for byte in os.urandom(900)))
    devon.hospital.limit(Limits(share_bytes=bytes_held(devon)))
    erase_note(devon.ward, old)
    devon.keep("has room now")
    assert devon.hospital.sync(devon.ward).proof


def test_where_even_an_erase_has_no_room_a_round_ends_and_says_so(devon: Crowded) -> None:
    old = devon.note(memory="no longer wanted")
    devon.hospital.limit(Limits(share_bytes=0, spare_bytes=0))
    erase_note(devon.ward, old)
    devon.keep("waits for room")
    lines: list[BadLine] = []

    def listening(line: Any) -> BadLine:
        lines.append(BadLine(line))
        return lines[-1]

    devon.hospital.wrap = listening
    devon.sync_refused()
    assert sum(line.asked.count(endpoints.PUSH) for line in lines) == 2
    assert status(devon.ward, clock()).waiting == 2
