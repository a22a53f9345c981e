"""Nothing written down: only counted, or nothing at all, and no byte of what was typed stays anywhere."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.counted import monday_of
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import MissingAnswerError, NotAllowedError
from peerdesk.domain.leaving import Tally
from peerdesk.domain.vocabulary import Outcome, Setting, Support
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.work.backups import back_up, backups_here, look_from
from peerdesk.work.counting import (
    count_encounter,
    counted_this_week,
    keep_nothing,
    renew_backups,
    renew_what_is_owed,
    uncount,
)
from peerdesk.work.encounters import drafts, keep_draft, keep_encounter, search
from peerdesk.work.jots import keep_jot
from tests.support.hospital import clock
from tests.support.residue import clear_bytes, residue
from tests.support.two_computers import two_computers
from tests.support.vaults import NOW, a_vault, new_id, new_vault, reopened

CANARY = "Quetzalcanary"
pytestmark = pytest.mark.usefixtures("temporary_folder_of_its_own")
TYPED = EncounterDraft(
    setting="ed", outcome="met", support=("time",), handle=CANARY, memory=f"{CANARY} by the window", words=CANARY
)


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def test_a_count_holds_a_week_a_place_how_it_went_and_the_support(vault: Vault) -> None:
    counted = count_encounter(vault, TYPED, NOW, os.urandom).counted
    assert counted.__slots__ == ("id", "week", "setting", "outcome", "support")
    assert (counted.week, counted.setting, counted.outcome) == ("2026-W47", Setting.ED, Outcome.MET)
    assert counted.support == (Support.TIME,)
    day = int.from_bytes(counted.id[:6], "big") / 86_400_000
    assert day == (monday_of(NOW.date()) - date(1970, 1, 1)).days
    assert counted_this_week(vault, NOW.date()) == (counted,)
    assert counted_this_week(vault, NOW.date() + timedelta(days=7)) == ()
    with vault.read() as tx:
        assert Tally(part="only_counted", code="all", count=1) in tx.tallies.all()
    assert residue(vault, CANARY) == []


def test_a_count_is_taken_back_whole(vault: Vault) -> None:
    counted = count_encounter(vault, TYPED, NOW, os.urandom).counted
    uncount(vault, counted.id)
    assert counted_this_week(vault, NOW.date()) == ()
    with vault.read() as tx:
        assert tx.counted.total() == 0
        assert tx.outbox.fresh(tx.own_space, 10) == ()


def test_a_meeting_without_support_is_not_counted_and_the_draft_stays(vault: Vault) -> None:
    jot = new_id()
    keep_draft(vault, jot, TYPED, NOW)
    with pytest.raises(MissingAnswerError):
        count_encounter(vault, replace(TYPED, support=()), NOW, os.urandom, from_draft=jot)
    assert [one.id for one in drafts(vault)] == [jot]


def test_the_scan_finds_what_is_there(vault: Vault) -> None:
    keep_draft(vault, new_id(), TYPED, NOW)
    assert residue(vault, CANARY)


def test_a_deleted_draft_alone_would_still_stand_in_the_log(vault: Vault) -> None:
    jot = new_id()
    keep_draft(vault, jot, TYPED, NOW)
    with vault.write() as tx:
        tx.drafts.drop(jot)
    assert CANARY.encode() in b"".join(clear_bytes(vault).values())


@settings(max_examples=20, deadline=None)
@given(
    steps=st.lists(st.integers(1, 1000), min_size=1, max_size=8),
    others=st.integers(0, 12),
    how=st.sampled_from(["nothing", "count"]),
)
def test_nothing_of_what_was_typed_stays_in_the_file_or_its_log(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], others: int, how: str
) -> None:
    with new_vault(tmp_path_factory.mktemp("home")) as vault:
        for number in range(others):
            keep_jot(vault, f"Another {number}", NOW, os.urandom)
            keep_encounter(vault, replace(TYPED, handle="", memory=f"Other {number}", words=""), NOW, os.urandom)
        jot = new_id()
        for length in steps:
            keep_draft(vault, jot, replace(TYPED, memory=(CANARY + " ") * (length // len(CANARY) + 1)), NOW)
        if how == "count":
            count_encounter(vault, TYPED, NOW, os.urandom, from_draft=jot)
        else:
            keep_nothing(vault, jot)
        assert residue(vault, CANARY) == []
        assert search(vault, CANARY) == ()
        assert len(drafts(vault)) == others
        with vault.read() as tx:
            assert tx.individuals.by_handle(CANARY) is None
            waiting = {intent.record_kind.value for intent in tx.outbox.fresh(tx.own_space, 50)}
            assert waiting <= {"encounter", "counted"}


def test_a_backup_made_while_it_was_typed_is_made_anew_without_it(vault: Vault) -> None:
    keep_encounter(vault, replace(TYPED, handle="", memory="stays", words=""), NOW, os.urandom)
    back_up(vault, NOW)
    jot = new_id()
    keep_draft(vault, jot, TYPED, NOW)
    back_up(vault, NOW)
    keep_nothing(vault, jot)
    assert residue(vault, CANARY)
    assert renew_backups(vault, jot, NOW) is True
    assert residue(vault, CANARY) == []
    assert len(backups_here(vault.folder)) == 2
    for place in backups_here(vault.folder):
        with look_from(vault, place) as looked:
            assert [one.row.id for one in search(looked, "stays")]
    assert renew_backups(vault, jot, NOW) is False


def test_what_a_lock_cut_short_is_done_after_the_next_unlock(vault: Vault) -> None:
    jot = new_id()
    keep_draft(vault, jot, TYPED, NOW)
    back_up(vault, NOW)
    keep_nothing(vault, jot)
    assert residue(vault, CANARY)
    vault.close()
    with reopened(vault.folder) as again:
        renew_what_is_owed(again, NOW)
        assert residue(again, CANARY) == []
        before = backups_here(again.folder)
        renew_what_is_owed(again, NOW)
        assert backups_here(again.folder) == before


def test_only_the_peers_own_computers_hear_of_a_count(tmp_path: Path) -> None:
    with two_computers(tmp_path) as two:
        counted = count_encounter(two.ward, TYPED, clock(), os.urandom).counted
        two.meet()
        assert counted_this_week(two.laptop, clock().astimezone().date()) == (counted,)
        two.hospital.sync(two.tomas)
        with two.tomas.read() as tx:
            assert driver_of(tx._connection).execute("SELECT count(*) FROM counted").fetchone() == (0,)
        uncount(two.laptop, counted.id)
        two.meet()
        assert counted_this_week(two.ward, clock().astimezone().date()) == ()
        with pytest.raises(NotAllowedError):
            count_encounter(two.tomas, TYPED, clock(), os.urandom)
