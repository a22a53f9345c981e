"""I11, I12, I30, I10: a server that was put back from any backup is healed by one sync of each computer.

Nobody at the hospital does anything, nothing kept here is removed, and every step back is written down.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import OfflineError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.healing import Reconciled
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page, keep_encounter
from peerdesk.work.notices import notices
from peerdesk.work.sharing import find_reader, share, stop_sharing
from peerdesk.work.supervision import ReviewItem, comment, open_item, review_queue
from peerdesk.work.syncing import status, sync_now
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import PASSPHRASE, clock
from tests.sync.bad_line import BadLine, changed, lost_reply, lost_request
from tests.sync.logs import erase, log_of, places, texts_of
from tests.sync.restoring import Restorable, a_restorable_hospital


class Ward:
    """Devon on two computers, and Tomas; the server keeps a backup wherever a test asks for one."""

    def __init__(self, hospital: Restorable) -> None:
        self.hospital = hospital
        self.tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        hospital.sync(devon)
        self.reader = find_reader(devon, "Tomas Okafor", clock())
        devon.close()
        homes = hospital.folder / "homes"
        shutil.copytree(homes / "Devon Achebe", homes / "copy")
        self.one, self.other = self._open(homes / "Devon Achebe"), self._open(homes / "copy")

    def _open(self, home: Path) -> Vault:
        vault = unlock(choose(home), PASSPHRASE, allow_test_profile=True)
        self.hospital.open_vaults.append(vault)
        return vault

    @property
    def everybody(self) -> tuple[Vault, ...]:
        return self.one, self.other, self.tomas

    def note(self, vault: Vault, memory: str) -> RecordId:
        draft = EncounterDraft(setting="ed", outcome="left", memory=memory)
        return keep_encounter(vault, draft, clock(), os.urandom).id

    def sync(self, *vaults: Vault) -> None:
        for vault in vaults or self.everybody:
            self.hospital.sync(vault)

    def check(self) -> None:
        """I2: everybody has what the server has, in its order, and everything is proved."""
        for vault in self.everybody:
            assert self.hospital.sync(vault).proof
            for space in self.spaces(vault):
                assert places(vault, space) == log_of(self.hospital, space)
        assert seen_by(self.one) == seen_by(self.other)

    def spaces(self, vault: Vault) -> tuple[bytes, ...]:
        with vault.read() as tx:
            return tx.spaces.known()


def seen_by(vault: Vault) -> list[tuple[str, str]]:
    found = [encounter_detail(vault, row.id) for row in encounter_page(vault)]
    return sorted((repr([h.revision for h in one.heads]), repr(one.encounter)) for one in found)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_restorable_hospital(tmp_path) as hospital:
        yield Ward(hospital)


def a_week(ward: Ward) -> tuple[RecordId, RecordId]:
    """Play a story with a backup before each of its steps, and return an erased note and one that is shared."""
    gone, kept = ward.note(ward.one, "to be erased"), ward.note(ward.one, "kept")
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: change_encounter(ward.other, kept, {"words": "said"}, clock(), os.urandom),
        lambda: share(ward.one, kept, ward.reader, clock()),
        lambda: [comment(ward.tomas, q.received.item.id, "Thank you", clock(), os.urandom) for q in queue(ward)],
        lambda: erase(ward.one, gone),
        lambda: change_encounter(ward.one, kept, {"memory": "kept, changed"}, clock(), os.urandom),
        lambda: stop_sharing(ward.other, kept),
    ]
    for step in steps:
        ward.hospital.back_up()
        step()
        ward.sync()
        ward.sync()
    return gone, kept


def queue(ward: Ward) -> tuple[ReviewItem, ...]:
    items = review_queue(ward.tomas)
    for item in items:
        open_item(ward.tomas, item.received.item.id, clock(), os.urandom)
    return items


@pytest.mark.invariant(2, 11, 30)
def test_a_server_put_back_from_any_backup_is_healed_by_one_sync_of_each_computer(ward: Ward) -> None:
    """I11 and I30: also what was erased after the backup is erased again."""
    gone, kept = a_week(ward)
    before = seen_by(ward.one)
    for point in range(len(ward.hospital.backups)):
        ward.hospital.restore(point)
        ward.sync()
        ward.check()
        assert seen_by(ward.one) == before
        assert [row.id for row in encounter_page(ward.one)] == [kept]
        assert texts_of(ward.hospital, gone) == 0


@pytest.mark.parametrize("first", [1, 2])
def test_it_heals_whoever_comes_first_and_whatever_was_written_meanwhile(ward: Ward, first: int) -> None:
    a_week(ward)
    order = ward.everybody[first:] + ward.everybody[:first]
    words = set()
    for point in range(len(ward.hospital.backups)):
        ward.hospital.restore(point)
        words.add(ward.note(ward.everybody[first % 2], "written before anybody knew"))
        ward.sync(*order)
        ward.sync(*order)
        ward.check()
        assert words <= {row.id for row in encounter_page(ward.one)}
        assert words <= {row.id for row in encounter_page(ward.other)}


def test_what_the_first_computer_hands_back_makes_the_log_the_very_one_it_was(ward: Ward) -> None:
    """Then nobody else has to heal at all: their points fit again."""
    a_week(ward)
    ward.check()
    before = {space: log_of(ward.hospital, space) for space in ward.spaces(ward.one)}
    ward.hospital.restore(0)
    ward.sync(ward.one)
    assert {space: log_of(ward.hospital, space) for space in before} == before
    ward.sync(ward.tomas, ward.other)
    assert {step.space for step in steps_back(ward.one)} == set(before)
    # Tomas has a space of his own, which nobody else can heal.
    assert {step.space for vault in (ward.other, ward.tomas) for step in steps_back(vault)}.isdisjoint(before)


def steps_back(vault: Vault) -> tuple[Reconciled, ...]:
    with vault.read() as tx:
        return tx.healing.log()


@pytest.mark.invariant(10)
def test_nothing_goes_back_without_being_written_down(ward: Ward) -> None:
    """I10: at no question is a witness or a cursor below the one before, but for a step back that stands in the log."""
    a_week(ward)
    heights: dict[bytes, int] = {}
    falls: list[tuple[bytes, int]] = []

    def watched(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint == endpoints.PUSH:
            if question.witness.seq < heights.get(question.space, 0):
                falls.append((question.space, question.witness.seq))
            heights[question.space] = question.witness.seq
        return go_on()

    for point in (6, 2, 4):
        ward.note(ward.one, "one more")
        ward.hospital.wrap = lambda line: BadLine(line, watched)
        ward.sync(ward.one)
        ward.hospital.restore(point)
        ward.note(ward.one, "and one")
        ward.sync(ward.one)
        ward.hospital.wrap = lambda line: line
    logged = [(step.space, step.answer) for step in steps_back(ward.one)]
    assert falls
    assert all(fall in logged for fall in falls)


@pytest.mark.invariant(12)
def test_the_person_is_told_calmly_and_the_second_time_within_a_week_by_an_alarm(ward: Ward) -> None:
    a_week(ward)
    begin = clock()
    told = []
    for days in (0, 30, 36):
        ward.hospital.restore(0)
        sync_now(ward.one, ward.hospital.remotes, begin + timedelta(days=days), os.urandom)
        healed = [one for one in notices(ward.one) if one.kind.value.startswith("reconciled")]
        told.append([(one.kind, one.is_alarm) for one in healed])
    calm, alarm = (NoticeKind.RECONCILED, False), (NoticeKind.RECONCILED_AGAIN, True)
    assert told == [[calm], [calm], [alarm]]
    assert not status(ward.one, clock()).diverged
    assert notices(ward.tomas) == ()
    # It is the same vault on two computers, and that is told as well.
    assert NoticeKind.VAULT_COPIED in {one.kind for one in notices(ward.one)}


def test_an_interrupted_healing_is_taken_up_by_the_next_round(ward: Ward) -> None:
    a_week(ward)
    before = seen_by(ward.one)
    for lost in (endpoints.HAVE, endpoints.PUSH, endpoints.PULL):
        ward.hospital.restore(0)
        for fault in (lost_request(lost), lost_reply(lost)):
            ward.hospital.wrap = partial(BadLine, fault=fault)
            with suppress(OfflineError):
                ward.sync(ward.one)
            assert seen_by(ward.one) == before
        ward.hospital.wrap = lambda line: line
        ward.sync()
        ward.check()


def test_a_server_that_denies_lacking_anything_gets_it_all_the_same(ward: Ward) -> None:
    a_week(ward)

    def denied(reply: Any) -> Any:
        return msgspec.structs.replace(reply, missing=())

    ward.hospital.restore(1)
    ward.hospital.wrap = lambda line: BadLine(line, changed(endpoints.HAVE, denied))
    ward.sync()
    ward.hospital.wrap = lambda line: line
    ward.check()
