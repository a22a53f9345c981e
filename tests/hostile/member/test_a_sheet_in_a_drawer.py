"""A hostile supervisor waits until a peer has nothing left but the sheet: what comes back must not depend on that."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, encounter_detail
from peerdesk.work.sharing import stop_sharing
from peerdesk.work.supervision import review_queue
from tests.hostile.member import poison
from tests.hostile.rogue import Rogue
from tests.support.hospital import a_hospital, clock
from tests.work.ruth import Ruth


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_hospital(tmp_path) as hospital:
        yield Ruth(hospital)


@pytest.mark.parametrize("one", [poison.another_key_under_an_id_that_is_used, poison.boxes_of_noise, poison.no_words])
def test_who_comes_back_by_the_sheet_reads_what_they_had_shared_and_can_take_it_back(
    ruth: Ruth, one: poison.Poison
) -> None:
    tomas = Rogue(ruth.hospital, ruth.tomas, ruth.first)
    tomas.push(*one(tomas))
    ruth.first.close()
    new = ruth.joined()
    ruth.meet(new, ruth.tomas)
    assert encounter_detail(new, ruth.note).encounter.memory == "from before"
    assert [share.is_on for share in encounter_detail(new, ruth.note).shares] == [True]
    # Of what Ruth had sealed nothing stays shut; the colleague's noise is set apart.
    assert {need.reason for need in needs(new)} <= {"bad_content"}
    change_encounter(new, ruth.note, {"handle": "Quiet River"}, clock(), os.urandom)
    ruth.meet(new, ruth.tomas)
    assert [one.received.item.projection.handle for one in review_queue(ruth.tomas)] == ["Quiet River"]
    stop_sharing(new, ruth.note)
    ruth.meet(new, ruth.tomas)
    assert review_queue(ruth.tomas) == ()
