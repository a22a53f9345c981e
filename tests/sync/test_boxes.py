"""A computer that joins later is given the keys of what was sealed before; what a revoked one knows seals no more."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId, RevisionId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.wire.revision import parse_header, parse_revision
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, encounter_detail, keep_encounter
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from tests.schedules.looking import rows
from tests.support.hospital import SUPERVISED, Hospital, a_hospital, clock
from tests.support.two_computers import revoke, second_computer
from tests.sync.bad_line import BadLine
from tests.sync.test_refused import refusing

NOTE = EncounterDraft(setting="ed", outcome="left", memory="from before")


class Ward:
    """Devon's ward computer, with a note that was shared and sent before there was any other computer."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        self.first = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        hospital.sync(self.first)
        self.note = keep_encounter(self.first, NOTE, clock(), os.urandom).id
        share(self.first, self.note, find_reader(self.first, "Tomas Okafor", clock()), clock())
        self.meet(self.first, self.tomas)

    def meet(self, *vaults: Vault) -> None:
        for vault in vaults * 3:
            self.hospital.sync(vault)

    def another(self, by: Vault, name: str) -> Vault:
        """Let a computer vouch for one more."""
        vault = second_computer(by, self.hospital.folder / "homes" / name, self.hospital.remotes("", b""))
        self.hospital.open_vaults.append(vault)
        return vault


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Ward(hospital)


def memory(vault: Vault, note: RecordId) -> str:
    return encounter_detail(vault, note).encounter.memory


def last_used(vault: Vault) -> bytes:
    """Return the key with which a person's own space was last written."""
    with vault.read() as tx:
        space = tx.own_space
    ((frame,),) = rows(vault, "SELECT frame FROM revision WHERE space = ? AND kind = 1 ORDER BY id DESC LIMIT 1", space)
    return bytes(parse_header(parse_revision(frame).header).epoch)


def test_what_was_sealed_before_a_computer_came_opens_there_once_a_sibling_has_synced(ward: Ward) -> None:
    laptop = ward.another(ward.first, "laptop")
    ward.hospital.sync(laptop)
    assert {one.reason for one in needs(laptop)} == {"no_key"}
    ward.meet(ward.first, laptop)
    assert memory(laptop, ward.note) == "from before"
    assert needs(laptop) == ()
    change_encounter(laptop, ward.note, {"memory": "and changed there"}, clock(), os.urandom)
    ward.meet(laptop, ward.first, ward.tomas)
    assert memory(ward.first, ward.note) == "and changed there"
    assert len(review_queue(ward.tomas)) == 1


def test_a_note_that_opens_behind_the_void_of_a_refused_change_is_shown(ward: Ward) -> None:
    """A void shows nothing and replaces nothing, in whatever order it and what it follows can be read."""
    change_encounter(ward.first, ward.note, {"memory": "sent"}, clock(), os.urandom)
    ward.meet(ward.first)
    laptop = ward.another(ward.first, "laptop")
    change_encounter(ward.first, ward.note, {"memory": "refused"}, clock(), os.urandom)
    refused: list[RevisionId] = []
    ward.hospital.wrap = lambda line: BadLine(line, refusing(ward.note, refused, lambda: line))
    ward.hospital.sync(ward.first)
    ward.hospital.wrap = lambda line: line
    assert refused
    ward.meet(laptop)
    assert memory(laptop, ward.note) == "sent"


def test_a_key_is_given_on_once_and_by_nobody_when_nobody_lacks_it(ward: Ward) -> None:
    laptop = ward.another(ward.first, "laptop")
    ward.meet(ward.first, laptop)
    count = "SELECT count(*) FROM revision WHERE kind = 4"
    before = rows(ward.first, count)
    ward.meet(ward.first, laptop, ward.tomas)
    assert rows(ward.first, count) == before
    assert [ward.hospital.sync(one).pushed for one in (ward.first, laptop)] == [0, 0]


def test_a_key_that_a_revoked_computer_knows_opens_old_notes_and_seals_no_new_ones(ward: Ward) -> None:
    """The tablet comes after the laptop has gone: it reads what the laptop wrote, and writes what the laptop cannot."""
    laptop = ward.another(ward.first, "laptop")
    ward.meet(ward.first, laptop)
    change_encounter(laptop, ward.note, {"memory": "from the laptop"}, clock(), os.urandom)
    ward.meet(laptop, ward.first)
    assert laptop.device is not None
    revoke(ward.first, laptop.device, ward.hospital.remotes("", b""))
    ward.meet(ward.first)
    tablet = ward.another(ward.first, "tablet")
    ward.meet(ward.first, tablet)
    assert memory(tablet, ward.note) == "from the laptop"
    assert needs(tablet) == ()
    for vault in (tablet, ward.first):
        change_encounter(vault, ward.note, {"memory": f"later, by {vault.run.hex()}"}, clock(), os.urandom)
        ward.meet(vault, ward.first)
        assert last_used(vault) not in {epoch for (epoch,) in rows(laptop, "SELECT epoch FROM epoch")}
    ward.meet(ward.first, tablet)
    assert memory(tablet, ward.note) == f"later, by {ward.first.run.hex()}"
