"""Somebody who knows the id of a copy: they have no voice in it, and cannot keep it from being taken back."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.ids import new_record_id
from peerdesk.domain.supervision import Acknowledgement, Comment, Opened, Removed
from peerdesk.domain.vocabulary import AckKind, Role
from peerdesk.sync import outgoing
from peerdesk.sync.held import Hold
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.work.encounters import (
    encounter_detail,
    keep_encounter,
)
from peerdesk.work.officer import org_people
from peerdesk.work.sharing import readers, share, stop_sharing
from peerdesk.work.supervision import (
    comment,
    review_item,
    review_queue,
)
from tests.support.hospital import Hospital, a_hospital, clock
from tests.work.ward import NOTE, Pair


def test_a_record_of_the_same_id_cannot_keep_a_copy_from_being_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An honest program would hold a supervisor's copy back; whoever forges one does not use it.
    monkeypatch.setattr(outgoing, "hold_of", lambda *_: Hold.NOTHING)
    with a_hospital(tmp_path) as hospital:
        # Whose record is found first by the id alone depends on the ids of the two people: take the harder order.
        devon = hospital.join("Devon Achebe", Role.PEER, _later_supervisor(hospital))
        tomas = hospital.open_vaults[-2]
        note = keep_encounter(devon, NOTE, clock(), os.urandom).id
        share(devon, note, readers(devon, clock())[0].person, clock())
        hospital.sync(devon)
        hospital.sync(tomas)
        (item,) = review_queue(tomas)
        with tomas.write() as tx:
            forged = replace(item.received.item, owner=tx.person)
            tx.shared_items.put_own(forged, original=note, reader=item.received.item.owner, generation=1)
        hospital.sync(tomas)
        hospital.sync(devon)
        stop_sharing(devon, note)
        hospital.sync(devon)
        hospital.sync(tomas)
        assert [one.peer for one in review_queue(tomas)] == []


def test_whoever_else_knows_the_id_of_a_copy_has_no_voice_in_it(pair: Pair) -> None:
    ana = pair.hospital.join("Ana Ruiz", Role.PEER, "Tomas Okafor")
    note, copy = pair.shared()
    with ana.write() as tx:
        elsewhere = pair_space(tx.person, pair.reader)
        kept = {"author": tx.person, "about": copy}
        ids = [new_record_id(clock(), os.urandom) for _ in range(4)]
        said = Comment(id=ids[0], revision=None, text="From Ana", written_at=clock(), **kept)
        seen = Acknowledgement(id=ids[1], revision=None, kind=AckKind.SEEN, given_at=clock(), **kept)
        tx.comments.put(said, elsewhere)
        tx.acknowledgements.put(seen, elsewhere)
        tx.opened.put(Opened(id=ids[2], opened_at=clock(), **kept), elsewhere)
        tx.removed.put(Removed(id=ids[3], removed_at=clock(), **kept), elsewhere)
    assert pair.hospital.sync(ana).proof
    pair.meet()
    detail = review_item(pair.tomas, copy)
    assert (detail.comments, detail.acknowledgements, detail.received.comments) == ((), (), 0)
    with pair.tomas.read() as tx:
        assert len(tx.comments.about(copy, elsewhere)) == 1
    comment(pair.tomas, copy, "How was that for you?", clock(), os.urandom)
    pair.meet()
    assert [one.author for one in encounter_detail(pair.devon, note).comments] == [pair.reader]
    assert [one.author for one in review_item(pair.tomas, copy).comments] == [pair.reader]


def _later_supervisor(hospital: Hospital) -> str:
    """Let a supervisor join whose id comes before the one that the next peer will have, and return their name."""
    hospital.invite("Devon Achebe")
    devon = org_people(hospital.org, clock())[0].person
    for i in range(64):
        name = f"Tomas {i}"
        hospital.invite(name, Role.SUPERVISOR)
        if org_people(hospital.org, clock())[-1].person < devon:
            hospital.join(name, Role.SUPERVISOR)
            return name
    raise AssertionError("no such id in 64")
