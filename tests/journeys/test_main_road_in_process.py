"""One note travels: recorded, synced, shared, reviewed, answered, withdrawn; with everything real but the socket."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.vocabulary import AckKind, Role
from peerdesk.work.encounters import encounter_detail, keep_encounter
from peerdesk.work.sharing import find_reader, preview, readers, share, stop_sharing
from peerdesk.work.supervision import acknowledge, comment, open_item, review_queue
from peerdesk.work.syncing import status
from tests.support.hospital import Hospital, a_hospital, clock

CANARY = "zebra-canary-4417"
NOTE = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("listened", "time"),
    handle="Blue Heron 27",
    memory=f"wants a quiet room, {CANARY}",
    words=f"I am still here, {CANARY}",
    supplies={"hygiene": 1},
    follow_up="7d",
    prompt="how do I say goodbye?",
)


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as found:
        yield found


def test_one_note_travels_from_a_peer_to_a_supervisor_and_back(hospital: Hospital) -> None:
    tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    note = keep_encounter(devon, NOTE, clock(), os.urandom).id
    assert status(devon, clock()).waiting > 0

    first = hospital.sync(devon)
    assert (first.waiting, first.needs_attention, first.proof) == (0, 0, True)
    assert first.pushed >= 4

    reader = find_reader(devon, "tomas okafor", clock())
    shown = preview(devon, note, reader, clock())
    assert CANARY not in repr(shown.projection)
    assert shown.stays == ("memory", "words", "supplies")
    assert hospital.sync(devon).pushed == 0
    share(devon, note, reader, clock())
    assert hospital.sync(devon).proof

    assert hospital.sync(tomas).pulled > 0
    (item,) = review_queue(tomas)
    assert item.peer == "Devon Achebe"
    assert item.received.item.projection == shown.projection
    assert item.received.is_new

    copy = item.received.item.id
    open_item(tomas, copy, clock(), os.urandom)
    comment(tomas, copy, "You stayed. That is the work.", clock(), os.urandom)
    acknowledge(tomas, copy, AckKind.THANK, clock(), os.urandom)
    assert hospital.sync(tomas).proof

    assert hospital.sync(devon).pulled > 0
    seen = encounter_detail(devon, note)
    assert [said.text for said in seen.comments] == ["You stayed. That is the work."]
    assert [said.kind for said in seen.acknowledgements] == [AckKind.THANK]
    assert seen.shares[0].opened_at is not None
    assert seen.shares[0].name == "Tomas Okafor"

    stop_sharing(devon, note)
    hospital.sync(devon)
    hospital.sync(tomas)
    assert review_queue(tomas) == ()
    with pytest.raises(NotFoundError):
        open_item(tomas, copy, clock(), os.urandom)
    hospital.sync(devon)
    after = encounter_detail(devon, note).shares[0]
    assert not after.is_on
    assert after.removed_at is not None
    assert status(devon, clock()).proof


def test_nothing_of_what_was_written_or_of_who_it_was_lies_on_the_server(hospital: Hospital) -> None:
    hospital.join("Tomas Okafor", Role.SUPERVISOR)
    devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
    note = keep_encounter(devon, NOTE, clock(), os.urandom).id
    share(devon, note, readers(devon, clock())[0].person, clock(), include_memory=True)
    assert hospital.sync(devon).proof
    kept = b"".join(path.read_bytes() for path in hospital.data.rglob("*") if path.is_file())
    assert len(kept) > 10_000
    for secret in (CANARY, "Blue Heron", "Devon", "Achebe", "Okafor", "listened", "goodbye"):
        assert secret.encode() not in kept
        assert secret.encode("utf-16-le") not in kept
