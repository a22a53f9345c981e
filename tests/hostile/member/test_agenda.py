"""What a hostile member cannot do with an agenda: read, forge or change it, tick for somebody, or write odd ones."""

import os
from collections.abc import Mapping

import pytest

from peerdesk.domain.agenda import AgendaEntry
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.merge import edited
from peerdesk.sync.payload import to_plain
from peerdesk.vault.shelves import agenda_entries
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import Refusal
from peerdesk.work.agenda_adding import ask_to_talk
from peerdesk.work.agenda_list import agenda
from peerdesk.work.agenda_received import received_agenda, tick_talked
from peerdesk.work.attention import needs
from peerdesk.work.sharing import find_reader
from tests.hostile.member.conftest import Ward
from tests.hostile.rogue import person_of
from tests.hostile.sequences.town import log_of, readable
from tests.support.hospital import clock
from tests.vectors.payload.make import of_agendas
from tests.work.test_agenda import add_for, put

SAID = {"topic": "boundaries", "line": "Asked to watch somebody", "position": 1}


def given(ward: Ward) -> RecordId:
    """Let Devon add a topic for Tomas; return the id of the entry."""
    add_for(ward.devon, put(ward.devon, "mine"), find_reader(ward.devon, "Tomas Okafor", clock()))
    ward.meet()
    return received_agenda(ward.tomas)[0].id


def forged(kind: RecordKind, said: Mapping[str, object]) -> bytes:
    return to_plain(kind, edited((), dict(said)))


def test_another_peer_can_open_none_of_it(ward: Ward) -> None:
    entry = given(ward)
    ward.hospital.sync(ward.ana)
    devon, tomas, ana = ward.rogue(ward.devon, ward.tomas), ward.rogue(ward.tomas, ward.devon), ward.rogue(ward.ana)
    log = log_of(devon, devon.pair)
    assert bytes(entry) in readable(tomas, log, tomas.pair)
    assert readable(ana, log, ana.own) == readable(ana, log, devon.pair) == set()
    assert received_agenda(ward.ana) == ()


def test_a_supervisor_can_change_no_topic_and_add_none_in_the_name_of_the_peer(ward: Ward) -> None:
    entry, tomas = given(ward), ward.rogue(ward.tomas, ward.devon)
    before = received_agenda(ward.tomas)
    for record in (bytes(entry), os.urandom(16)):
        lie = tomas.sealed(forged(RecordKind.AGENDA_ENTRY, SAID), owner=person_of(ward.devon), record=record)
        assert [one.refusal for one in tomas.push(lie)] == [Refusal.NOT_OWNER]
    # In their own name it is a topic of theirs, which is on nobody's list.
    tomas.push(tomas.sealed(forged(RecordKind.AGENDA_ENTRY, SAID), record=bytes(entry)))
    ward.meet()
    assert received_agenda(ward.tomas) == before
    assert [one.line for one in agenda(ward.devon)] == ["mine"]


def test_only_the_reader_says_that_it_was_talked_about_on_their_side(ward: Ward) -> None:
    entry, devon = given(ward), ward.rogue(ward.devon, ward.tomas)
    tick = forged(RecordKind.TALKED_ABOUT, {"about": bytes(entry), "talked_on": "2026-11-21"})
    assert [one.refusal for one in devon.push(devon.sealed(tick, owner=person_of(ward.tomas)))] == [Refusal.NOT_OWNER]
    devon.push(devon.sealed(tick))
    ward.meet()
    assert received_agenda(ward.tomas)[0].talked_on is None
    assert agenda(ward.devon)[0].talked_on is None


def test_what_is_the_peers_own_is_not_taken_from_the_space_of_two(ward: Ward) -> None:
    given(ward)
    tomas = ward.rogue(ward.tomas, ward.devon)
    tomas.push(tomas.sealed(forged(RecordKind.AGENDA_ITEM, SAID)))
    ward.hospital.sync(ward.devon)
    assert [one.reason for one in needs(ward.devon)] == ["bad_content"]
    assert [one.line for one in agenda(ward.devon)] == ["mine"]


@pytest.mark.parametrize(
    "lie",
    [
        {"topic": "diagnosis"},
        {"topic": "talk"},
        {"line": "x" * 141},
        {"position": -1},
        {"talked_on": "someday"},
        {"guide": "what he said"},
        {"guide": "report", "used_at": "21:40, he said"},
        {"guide": "report", "used_at": "2026-11-21 29:40"},
        {"guide": "report", "spoke": "to my supervisor"},
        {"note": b"short"},
        {"mood": "heavy"},
    ],
)
def test_what_is_no_topic_is_set_aside_and_shown(
    ward: Ward, lie: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    devon = ward.rogue(ward.devon, ward.tomas)
    with monkeypatch.context() as patch:
        patch.setattr("peerdesk.sync.payload.check_values", lambda *_: None)
        plain = forged(RecordKind.AGENDA_ENTRY, {**SAID, **lie})
    devon.push(devon.sealed(plain))
    assert ward.hospital.sync(ward.tomas).needs_attention == 1
    # Turned down by the shape of a field, or by what the fields mean together.
    assert {one.reason for one in needs(ward.tomas)} <= {"bad_content", "unreadable_field"}
    assert received_agenda(ward.tomas) == ()


def flood(peer: Vault, reader: PersonId, count: int) -> None:
    with peer.write() as tx:
        for number in range(count):
            entry = AgendaEntry(topic=AgendaTopic.OTHER, line=f"{number}", position=number)
            tx.agenda_entries.give(RecordId(os.urandom(16)), reader, entry)


@pytest.mark.parametrize("loud", ["devon", "ana"])
def test_one_peers_topics_never_hide_anothers(ward: Ward, loud: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda_entries, "MOST", 5)
    peers = {"devon": ward.devon, "ana": ward.ana}
    noisy, quiet = peers.pop(loud), *peers.values()
    for vault in (ward.ana, ward.devon, ward.tomas, ward.ana):
        ward.hospital.sync(vault)
    flood(noisy, reader := find_reader(ward.devon, "Tomas Okafor", clock()), 20)
    ask_to_talk(quiet, reader, clock(), os.urandom)
    for vault in (noisy, quiet, ward.tomas):
        ward.hospital.sync(vault)
    assert [one.entry.topic for one in received_agenda(ward.tomas, person_of(quiet))] == [AgendaTopic.TALK]
    assert len(received_agenda(ward.tomas)) == 5 + 1
    # What came last stands there first, and each tick makes room for another one, until all were there.
    ticked = set[str]()
    while waiting := [one for one in received_agenda(ward.tomas, person_of(noisy)) if not one.is_ticked]:
        tick_talked(ward.tomas, waiting[0].id, clock(), os.urandom)
        ticked.add(waiting[0].entry.line)
    assert len(ticked) == 20


def test_what_is_frozen_is_taken_in(ward: Ward) -> None:
    """The same road with nothing odd in it: so the lies are turned down for what they are."""
    devon = ward.rogue(ward.devon, ward.tomas)
    devon.push(devon.sealed(of_agendas()["agenda_entry"]))
    assert ward.hospital.sync(ward.tomas).needs_attention == 0
    assert [one.entry.topic for one in received_agenda(ward.tomas)] == ["guide"]
