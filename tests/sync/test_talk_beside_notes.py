"""What is said about a note is a record of whoever says it: it never touches the note, and nobody's words conflict."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import AckKind
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_detail
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import acknowledge, comment, open_item, review_item, review_queue
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers


@pytest.fixture
def people(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def versions(vault: Vault, note: RecordId) -> list[bytes]:
    with vault.read() as tx:
        return [one.revision for one in tx.histories.versions(note)]


@pytest.mark.invariant(26)
def test_three_who_talk_at_once_about_a_note_leave_it_as_it_was_and_agree(people: TwoComputers) -> None:
    note = people.note()
    share(people.ward, note, find_reader(people.ward, "Tomas Okafor", clock()), clock())
    people.meet()
    people.hospital.sync(people.tomas)
    before = versions(people.ward, note)
    item = review_queue(people.tomas)[0].received.item.id
    open_item(people.tomas, item, clock(), os.urandom)
    talking = (people.tomas, people.ward, people.laptop)
    for turn in range(3):
        for vault in talking:
            comment(vault, item, f"{turn} {vault.folder.name}", clock(), os.urandom)
        acknowledge(people.tomas, item, AckKind.THANK, clock(), os.urandom)
        for vault in talking[turn:] + talking[:turn]:
            people.hospital.sync(vault)
    people.meet()
    people.hospital.sync(people.tomas)
    assert versions(people.ward, note) == versions(people.laptop, note) == before
    said = {f"{turn} {vault.folder.name}" for turn in range(3) for vault in talking}
    assert {one.text for one in review_item(people.tomas, item).comments} == said
    for vault in (people.ward, people.laptop):
        detail = encounter_detail(vault, note)
        assert ({one.text for one in detail.comments}, detail.conflicts) == (said, {})
    assert all(people.hospital.sync(vault).needs_attention == 0 for vault in talking)
