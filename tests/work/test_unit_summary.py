"""The unit summary: only where the root says so, made of what the peer gave times to, and nobody's but the peer's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from peerdesk.cli.words import shipped_labels
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadDateError, BadValueError, NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.note_time import Spent, TimeDraft, time_id
from peerdesk.domain.unit_summary import Profile, UnitFlag, UnitRules
from peerdesk.sync import payload
from peerdesk.sync.shapes import IN_OWN_SPACE, TEAM_TEXTS
from peerdesk.vault.engine import driver_of
from peerdesk.vault.vault import Vault
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import delete_encounter, encounter_detail, keep_encounter, undelete_encounter
from peerdesk.work.note_times import keep_time, take_out
from peerdesk.work.own_export import own_csv, own_page
from peerdesk.work.policy import Rule, Value, policy_here, read_rules
from peerdesk.work.policy_making import make_policy
from peerdesk.work.sharing import share
from peerdesk.work.supervision import review_queue
from peerdesk.work.unit_summary import COLUMNS, unit_definitions, unit_summary, unit_table, unit_words
from tests.support.hospital import clock
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import a_vault
from tests.work.office import Office

CANARY = "=zaffrecanary"
DAY = date(2026, 11, 18)
NOTE = EncounterDraft(
    setting="ed", outcome="met", support=("time",), handle=CANARY, memory=CANARY, happened_on=DAY.isoformat()
)
MORNING = TimeDraft(begins="9:10", ends="9:55")


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


@pytest.fixture
def counting(two: TwoComputers) -> TwoComputers:
    decide(two, {Rule.UNITS: "va"})
    return two


def decide(two: TwoComputers, changes: dict[Rule, Value]) -> None:
    office = Office(two.hospital)
    make_policy(two.hospital.org, office.key_ask().root, changes, office.line(), office.now)
    two.meet()


def keep(vault: Vault, draft: EncounterDraft = NOTE) -> RecordId:
    return keep_encounter(vault, draft, clock(), os.urandom).id


def units(vault: Vault, period: str = "2026-11") -> list[int]:
    return [row.units for row in unit_summary(vault, period).rows]


def rows(vault: Vault) -> int:
    with vault.read() as tx:
        return int(driver_of(tx._connection).execute("SELECT count(*) FROM note_time").fetchone()[0])


def test_without_the_roots_word_there_is_none(two: TwoComputers, tmp_path: Path) -> None:
    note = keep(two.ward)
    with a_vault(tmp_path / "alone") as alone:
        for vault in (two.ward, two.tomas, alone):
            assert policy_here(vault).units is None
            with pytest.raises(NotAllowedError):
                unit_summary(vault, "2026-11")
    with pytest.raises(NotAllowedError):
        keep_time(two.ward, note, MORNING)
    assert rows(two.ward) == 0


def test_the_root_decides_and_takes_back_and_what_was_written_stays(two: TwoComputers) -> None:
    decide(two, {Rule.UNITS: "plain", Rule.EIGHT_MINUTES: True})
    assert policy_here(two.ward).units == UnitRules(profile=Profile.PLAIN, eight_minutes=True)
    note = keep(two.ward)
    keep_time(two.ward, note, replace(MORNING, ends="9:20"))
    assert units(two.ward) == [1]
    decide(two, {Rule.UNITS: "off"})
    with pytest.raises(NotAllowedError):
        unit_summary(two.ward, "2026-11")
    decide(two, {Rule.UNITS: "va", Rule.EIGHT_MINUTES: False})
    assert units(two.ward) == [0]
    assert take_out(two.ward, note).touches(RecordKind.NOTE_TIME)
    assert units(two.ward) == []


@pytest.mark.parametrize("said", ["ny", True, 1, ""])
def test_a_rule_that_this_version_does_not_know_counts_nothing(said: Value) -> None:
    assert read_rules({"units": said, "eight_minutes": True}, 1).units is None


def test_a_supervisor_has_no_summary(counting: TwoComputers) -> None:
    counting.hospital.sync(counting.tomas)
    assert policy_here(counting.tomas).units is not None
    with pytest.raises(NotAllowedError):
        unit_summary(counting.tomas, "2026-11")


def test_only_what_the_peer_gave_times_to_is_in_it(counting: TwoComputers) -> None:
    ward = counting.ward
    timed, untimed = keep(ward), keep(ward)
    changes = keep_time(ward, timed, replace(MORNING, aside="10"))
    assert changes.has(RecordKind.NOTE_TIME, time_id(timed))
    found = unit_summary(ward, "2026-11")
    assert [(row.note, row.minutes, row.units) for row in found.rows] == [(timed, 35, 2)]
    assert [row.id for row in found.untimed] == [untimed]
    assert found.units == 2
    assert found.flagged == 0
    take_out(ward, timed)
    assert unit_summary(ward, "2026-11").rows == ()
    assert not take_out(ward, timed)
    assert unit_summary(ward, "2026-Q3").kept == {}
    with pytest.raises(BadDateError):
        unit_summary(ward, "soon")


def test_a_table_knows_no_person_and_is_worked_out_by_no_spreadsheet(counting: TwoComputers) -> None:
    ward = counting.ward
    keep_time(ward, keep(ward), replace(MORNING, aside="10"))
    group = replace(NOTE, mode="group", people=12, unit=CANARY)
    keep_time(ward, keep(ward, group), TimeDraft(begins="10:00", ends="11:00"))
    found = unit_summary(ward, "2026-11")
    for language in ("en", "es"):
        table = unit_table(found, shipped_labels(), language)
        text = own_csv(table)
        page = unescape(own_page(table, below=unit_definitions(found.rules, language)))
        for out in (text, page):
            assert CANARY not in out
            assert CANARY[1:] not in out
            assert unit_words(language).notice in out
        assert len(table.heads) == len(COLUMNS)
        assert all(not cell.startswith(("=", "+", "-", "@")) for row in table.rows for cell in row)
    first, second, together = unit_table(found, shipped_labels(), "en").rows
    assert first == ("2026-11-18", "09:10", "09:55", "35", "2", "Emergency department", "H0038", "10 minutes set aside")
    assert (second[4], *second[6:]) == ("4", "H0038 HQ", "more than 10 people")
    assert together == ("Together", "", "", "", "6", "", "", "")


def test_a_days_limit_and_a_years_reach_beyond_the_period(counting: TwoComputers) -> None:
    ward = counting.ward
    night = replace(NOTE, happened_on="2026-10-31")
    keep_time(ward, keep(ward, night), TimeDraft(begins="23:30", ends="0:30"))
    keep_time(ward, keep(ward, replace(NOTE, happened_on="2026-11-01")), TimeDraft(begins="0:15", ends="0:45"))
    keep_time(ward, keep(ward), TimeDraft(begins="8:00", ends="12:30"))
    early, long = unit_summary(ward, "2026-11").rows
    assert early.flags == {UnitFlag.OVERLAP}
    assert (long.units, set(long.flags)) == (18, {UnitFlag.LONG})
    assert [row.flags for row in unit_summary(ward, "2026-10").rows] == [{UnitFlag.PAST_MIDNIGHT, UnitFlag.OVERLAP}]


def test_what_is_no_time_and_what_is_no_note_keeps_nothing(counting: TwoComputers) -> None:
    note = keep(counting.ward)
    with pytest.raises(BadValueError):
        keep_time(counting.ward, note, TimeDraft(begins="soon", ends="9:00"))
    with pytest.raises(NotFoundError):
        keep_time(counting.ward, RecordId(b"x" * 16), MORNING)
    delete_encounter(counting.ward, note, clock())
    with pytest.raises(NotFoundError):
        keep_time(counting.ward, note, MORNING)
    assert rows(counting.ward) == 0


def test_a_deleted_note_takes_its_times_along_and_an_erased_one_leaves_none_anywhere(counting: TwoComputers) -> None:
    ward, laptop = counting.ward, counting.laptop
    note = keep(ward)
    keep_time(ward, note, MORNING)
    counting.meet()
    assert units(laptop) == [3]
    delete_encounter(laptop, note, clock())
    assert units(laptop) == []
    undelete_encounter(laptop, note, clock())
    assert units(laptop) == [3]
    erase_note(laptop, note, clock())
    assert rows(laptop) == 0
    keep_time(ward, note, TimeDraft(begins="9:10", ends="10:10"))
    counting.meet()
    assert rows(ward) == rows(laptop) == 0


def test_times_beside_a_note_that_another_computer_erased_meanwhile_go_too(counting: TwoComputers) -> None:
    note = keep(counting.ward)
    counting.meet()
    erase_note(counting.laptop, note, clock())
    keep_time(counting.ward, note, MORNING)
    counting.meet()
    assert rows(counting.ward) == rows(counting.laptop) == 0


def test_two_computers_that_say_different_times_count_none_until_their_person_says_them_again(
    counting: TwoComputers,
) -> None:
    ward, laptop = counting.ward, counting.laptop
    note = keep(ward)
    counting.meet()
    keep_time(ward, note, MORNING)
    keep_time(laptop, note, TimeDraft(begins="14:00", ends="15:00"))
    counting.meet()
    for vault in (ward, laptop):
        found = unit_summary(vault, "2026-11")
        assert [(row.units, set(row.flags)) for row in found.rows] == [(0, {UnitFlag.TWO_TIMES})]
        assert set(found.competing[note]) == {Spent(begins=550, ends=595), Spent(begins=840, ends=900)}
    # Also those that are shown: to say what stands there already is an answer.
    (row,) = unit_summary(laptop, "2026-11").rows
    keep_time(laptop, note, row.spent.as_draft())
    counting.meet()
    assert units(ward) == units(laptop) == [row.spent.minutes // 15]


@pytest.mark.parametrize("is_out_first", [True, False])
def test_times_taken_out_here_and_changed_there_are_asked_about_and_can_be_taken_out(
    counting: TwoComputers, is_out_first: bool
) -> None:
    ward, laptop = counting.ward, counting.laptop
    note = keep(ward)
    keep_time(ward, note, MORNING)
    counting.meet()
    one, other = (ward, laptop) if is_out_first else (laptop, ward)
    take_out(one, note)
    keep_time(other, note, TimeDraft(begins="14:00", ends="15:00"))
    counting.meet()
    for vault in (ward, laptop):
        found = unit_summary(vault, "2026-11")
        assert [(row.units, set(row.flags)) for row in found.rows] == [(0, {UnitFlag.TWO_TIMES})]
        assert found.competing[note] == (Spent(begins=840, ends=900),)
    assert take_out(one, note)
    counting.meet()
    for vault in (ward, laptop):
        found = unit_summary(vault, "2026-11")
        assert (found.rows, found.competing) == ((), {})
    assert not take_out(one, note)


def test_a_supervisors_copy_has_no_times(counting: TwoComputers) -> None:
    note = keep(counting.ward)
    keep_time(counting.ward, note, MORNING)
    with counting.tomas.read() as tx:
        reader = tx.person
    share(counting.ward, note, reader, clock())
    counting.meet()
    counting.hospital.sync(counting.tomas)
    assert len(review_queue(counting.tomas)) == 1
    assert rows(counting.tomas) == 0
    assert RecordKind.NOTE_TIME in IN_OWN_SPACE


@contextmanager
def older() -> Iterator[None]:
    """Let PeerDesk be one from before there were times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payload, "LATEST", TEAM_TEXTS)
        yield


def test_an_older_peerdesk_keeps_times_unread_and_shows_them_once_it_is_updated(counting: TwoComputers) -> None:
    note = keep(counting.ward)
    keep_time(counting.ward, note, MORNING)
    counting.hospital.sync(counting.ward)
    with older():
        counting.hospital.sync(counting.laptop)
        assert rows(counting.laptop) == 0
        assert encounter_detail(counting.laptop, note).encounter.setting == "ed"
    counting.meet()
    assert units(counting.laptop) == [3]
