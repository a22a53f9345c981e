"""One vault that was copied, and both copies used: the merge is a view, no counter is used twice, nothing is lost."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page, keep_encounter, search
from peerdesk.work.sharing import find_reader, share, stop_sharing
from peerdesk.work.supervision import review_queue
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.sync.bad_line import BadLine

NOTE = EncounterDraft(setting="ed", outcome="left", handle="Fox", memory="first")


class Copies:
    """Devon's vault, and a copy of its folder on another computer."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        self.note = keep_encounter(devon, NOTE, clock(), os.urandom).id
        hospital.sync(devon)
        devon.close()
        home = hospital.folder / "homes" / "Devon Achebe"
        shutil.copytree(home, hospital.folder / "homes" / "copy")
        self.one = self._open(home)
        self.other = self._open(hospital.folder / "homes" / "copy")

    def _open(self, home: Path) -> Vault:
        vault = unlock(choose(home), PASSPHRASE, allow_test_profile=True)
        self.hospital.open_vaults.append(vault)
        return vault

    def meet(self) -> None:
        for vault in (self.one, self.other, self.one, self.other):
            assert self.hospital.sync(vault).proof

    def change(self, vault: Vault, **changes: object) -> None:
        change_encounter(vault, self.note, changes, clock(), os.urandom)


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    with a_hospital(tmp_path) as hospital:
        yield Copies(hospital)


def shown(vault: Vault, note: RecordId) -> tuple[object, ...]:
    detail = encounter_detail(vault, note)
    return [head.revision for head in detail.heads], detail.encounter, detail.conflicts


def test_changes_of_different_answers_are_simply_both_there(copies: Copies) -> None:
    copies.change(copies.one, memory="from one")
    copies.change(copies.other, setting="street")
    copies.meet()
    for vault in (copies.one, copies.other):
        detail = encounter_detail(vault, copies.note)
        assert (detail.encounter.memory, detail.encounter.setting.value) == ("from one", "street")
        assert detail.conflicts == {}
    assert shown(copies.one, copies.note) == shown(copies.other, copies.note)


@pytest.mark.invariant(5)
def test_two_texts_for_one_answer_stand_side_by_side_until_somebody_chooses(copies: Copies) -> None:
    copies.change(copies.one, memory="from one")
    copies.change(copies.other, memory="from the other")
    copies.meet()
    assert shown(copies.one, copies.note) == shown(copies.other, copies.note)
    both = encounter_detail(copies.one, copies.note).conflicts["memory"]
    assert {candidate.value for candidate in both} == {"from one", "from the other"}
    assert encounter_page(copies.one)[0].conflicts
    copies.change(copies.other, memory="from both")
    copies.meet()
    for vault in (copies.one, copies.other):
        detail = encounter_detail(vault, copies.note)
        assert (detail.encounter.memory, detail.conflicts) == ("from both", {})
        assert len(search(vault, "both")) == 1
    assert shown(copies.one, copies.note) == shown(copies.other, copies.note)


def test_nothing_is_written_because_something_was_pulled(copies: Copies) -> None:
    copies.change(copies.one, memory="from one")
    copies.change(copies.other, memory="from the other")
    copies.meet()
    for vault in (copies.one, copies.other):
        result = copies.hospital.sync(vault)
        assert (result.pushed, result.pulled) == (0, 0)


@pytest.mark.invariant(10, 29)
def test_no_counter_is_used_twice_by_two_copies_of_one_vault(copies: Copies) -> None:
    for i in range(3):
        copies.change(copies.one, memory=f"one {i}")
        copies.hospital.sync(copies.one)
        copies.change(copies.other, words=f"other {i}")
        copies.hospital.sync(copies.other)
    copies.meet()
    with copies.one.read() as tx:
        stamps = [(v.device, v.run, v.n) for v in tx.histories.versions(copies.note)]
    assert len(stamps) == len(set(stamps)) == 7
    assert len({device for device, _, _ in stamps}) == 1
    assert len({run for _, run, _ in stamps}) == 3


def test_sharing_on_one_and_stopping_on_the_other_ends_as_not_shared(copies: Copies) -> None:
    reader = find_reader(copies.one, "Tomas Okafor", clock())
    share(copies.one, copies.note, reader, clock())
    copies.meet()
    copies.hospital.sync(copies.tomas)
    assert len(review_queue(copies.tomas)) == 1
    stop_sharing(copies.one, copies.note)
    share(copies.other, copies.note, reader, clock(), include_memory=True)
    copies.meet()
    copies.meet()
    copies.hospital.sync(copies.tomas)
    assert review_queue(copies.tomas) == ()
    assert shown(copies.one, copies.note) == shown(copies.other, copies.note)


def test_an_edit_on_the_other_computer_reaches_the_supervisors_copy(copies: Copies) -> None:
    share(copies.one, copies.note, find_reader(copies.one, "Tomas Okafor", clock()), clock())
    copies.meet()
    copies.change(copies.other, handle="Quiet River")
    copies.change(copies.one, outcome="brief")
    copies.meet()
    copies.meet()
    copies.hospital.sync(copies.tomas)
    (item,) = review_queue(copies.tomas)
    projection = item.received.item.projection
    assert (projection.handle, projection.outcome.value) == ("Quiet River", "brief")
    for vault in (copies.one, copies.other):
        assert copies.hospital.sync(vault).pushed == 0


def test_a_copy_is_brought_up_to_date_also_when_the_first_round_could_not_send(copies: Copies) -> None:
    share(copies.one, copies.note, find_reader(copies.one, "Tomas Okafor", clock()), clock())
    copies.meet()
    copies.change(copies.one, handle="Quiet River")
    copies.hospital.sync(copies.one)
    copies.change(copies.other, outcome="brief")

    def full(endpoint: str, question: object, go_on: Callable[[], object]) -> object:
        if endpoint == endpoints.PUSH:
            raise ServerRefusedError("full")
        return go_on()

    copies.hospital.wrap = lambda line: BadLine(line, full)
    with pytest.raises(ServerRefusedError):
        copies.hospital.sync(copies.other)
    copies.hospital.wrap = lambda line: line
    assert copies.hospital.sync(copies.other).proof
    copies.hospital.sync(copies.tomas)
    (item,) = review_queue(copies.tomas)
    projection = item.received.item.projection
    assert (projection.handle, projection.outcome.value) == ("Quiet River", "brief")
