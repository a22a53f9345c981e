"""A planted word is in nothing that leaves the computer, nor in what lies on it for those without the passphrase."""

import os

import msgspec

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import new_record_id
from peerdesk.work.encounters import encounter_detail, keep_draft, keep_encounter
from peerdesk.work.sharing import readers, share
from tests.support.hospital import clock
from tests.sync.ward import Ward

CANARY = "zebra-canary-4417"


def test_no_body_of_any_request_holds_a_planted_word(ward: Ward) -> None:
    draft = EncounterDraft(setting="ed", outcome="left", handle=f"Fox {CANARY}", memory=CANARY, words=CANARY)
    note = keep_encounter(ward.devon, draft, clock(), os.urandom).id
    share(ward.devon, note, readers(ward.devon, clock())[0].person, clock(), include_memory=True)
    keep_draft(ward.devon, new_record_id(clock(), os.urandom), EncounterDraft(memory=CANARY), clock())
    ward.lines.clear()
    ward.hospital.sync(ward.devon)
    ward.hospital.sync(ward.tomas)
    bodies = [msgspec.msgpack.encode(body) for line in ward.lines for body in line.bodies if body is not None]
    assert sum(map(len, bodies)) > 1000
    for body in bodies:
        for word in (CANARY, "zebra", "Devon", "listened"):
            assert word.encode() not in body


def test_drafts_are_in_no_outbox(ward: Ward) -> None:
    keep_draft(ward.devon, new_record_id(clock(), os.urandom), EncounterDraft(memory=CANARY), clock())
    assert ward.hospital.sync(ward.devon).pushed == 0


def test_the_files_of_a_vault_show_the_word_to_nobody_without_the_passphrase(ward: Ward) -> None:
    draft = EncounterDraft(setting="ed", outcome="left", memory=CANARY)
    note = keep_encounter(ward.devon, draft, clock(), os.urandom).id
    ward.hospital.sync(ward.devon)
    files = [path.read_bytes() for path in ward.devon.folder.rglob("*") if path.is_file()]
    assert not [raw for raw in files if CANARY.encode() in raw]
    assert encounter_detail(ward.devon, note).encounter.memory == CANARY


def test_two_notes_of_different_length_look_the_same_size_on_the_way(ward: Ward) -> None:
    sizes = []
    for memory in ("x", "a few more words than that"):
        keep_encounter(ward.devon, EncounterDraft(setting="ed", outcome="left", memory=memory), clock(), os.urandom)
        sizes.append(ward.hospital.sync(ward.devon).bytes_up)
    assert sizes[0] == sizes[1]
