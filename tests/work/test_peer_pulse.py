"""What a supervisor enters of the box: sums of a quarter, in their own vault alone; of a small box nothing at all."""

import os
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from peerdesk.domain.errors import BadValueError, InputRefusedError, NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.peer_pulse import Pulse, PulseDraft, Statement
from peerdesk.domain.pulse_errors import TooFewSlipsError, TooManyTicksError
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason
from peerdesk.sync.shapes import IN_OWN_SPACE, IN_PAIR_SPACE, PLACES_VERSIONS
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.own_days import PULSES
from peerdesk.work.peer_pulse import change_pulse, keep_pulse, quarters_to_enter
from peerdesk.work.team_figures import Unsaid, ended_periods, team_report
from tests.domain.test_peer_pulse import small_rows
from tests.support.hospital import SUPERVISED, Hospital, a_hospital
from tests.support.two_computers import second_computer
from tests.support.vaults import a_vault
from tests.work.test_taking_back import everything_in

QUARTER = "2026-Q2"
ROWS = {Statement.SUPPORT: ("4", "2", "1", "", ""), Statement.ROLE: ("5", "", "", "", "3")}
BOX = PulseDraft(quarter=QUARTER, slips="8", ticks=ROWS)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATE = date(2027, 1, 20)


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hospital]:
    with a_hospital(tmp_path_factory.mktemp("hospital"), joined=SUPERVISED) as made:
        yield made


@pytest.fixture(scope="module")
def shared(hospital: Hospital) -> Vault:
    return hospital.join(*SUPERVISED[0])


@pytest.fixture
def tomas(shared: Vault) -> Vault:
    """Tomas, with an empty list."""
    for one in PULSES.all(shared):
        PULSES.delete(shared, one.id)
    return shared


def keep(vault: Vault, draft: PulseDraft = BOX) -> RecordId:
    return keep_pulse(vault, draft, NOW, os.urandom)[0]


def test_a_box_is_kept_with_its_sums_and_nothing_else(tomas: Vault) -> None:
    record = keep(tomas)
    ticks = {Statement.SUPPORT: (4, 2, 1, 0, 0), Statement.ROLE: (5, 0, 0, 0, 3)}
    assert PULSES.all(tomas) == (Pulse(id=record, quarter=QUARTER, slips=8, ticks=ticks),)
    assert {one.name for one in fields(Pulse)} == {"id", "quarter", "slips", "ticks"}


def test_the_same_quarter_again_takes_the_place_of_the_first(tomas: Vault) -> None:
    first, other = keep(tomas), keep(tomas, replace(BOX, quarter="2026-Q1"))
    assert keep(tomas, replace(BOX, slips="9")) == first != other
    assert [(one.quarter, one.slips) for one in PULSES.all(tomas)] == [(QUARTER, 9), ("2026-Q1", 8)]
    change_pulse(tomas, first, replace(BOX, quarter="2026-Q1", slips="10"), NOW)
    assert [(one.quarter, one.slips) for one in PULSES.all(tomas)] == [(QUARTER, 10), ("2026-Q1", 8)]


def test_one_is_taken_off_the_list_and_comes_back_as_it_was_or_as_it_is_entered_anew(tomas: Vault) -> None:
    record = keep(tomas)
    (kept,) = PULSES.all(tomas)
    PULSES.delete(tomas, record)
    assert PULSES.all(tomas) == ()
    with pytest.raises(NotFoundError):
        change_pulse(tomas, record, BOX, NOW)
    PULSES.undelete(tomas, record)
    assert PULSES.all(tomas) == (kept,)
    PULSES.delete(tomas, record)
    assert keep(tomas, replace(BOX, slips="12")) == record
    assert [one.slips for one in PULSES.all(tomas)] == [12]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(slips=st.integers(0, 4), rows=st.lists(small_rows(), min_size=5, max_size=5))
def test_of_a_small_box_nothing_is_on_the_disk(tomas: Vault, slips: int, rows: list[tuple[str, ...]]) -> None:
    files = sorted(path for path in tomas.folder.rglob("*") if path.is_file())
    before = everything_in(tomas)
    with pytest.raises(InputRefusedError):
        keep(tomas, PulseDraft(quarter=QUARTER, slips=str(slips), ticks=dict(zip(Statement, rows, strict=True))))
    assert everything_in(tomas) == before
    assert sorted(path for path in tomas.folder.rglob("*") if path.is_file()) == files


def test_a_refused_box_leaves_what_was_entered_before(tomas: Vault) -> None:
    keep(tomas)
    kept = PULSES.all(tomas)
    refused: list[tuple[PulseDraft, type[InputRefusedError]]] = [
        (replace(BOX, slips="4"), TooFewSlipsError),
        (replace(BOX, slips="6"), TooManyTicksError),
        (replace(BOX, ticks={Statement.FRIEND: ("many", "", "", "", "")}), BadValueError),
        (replace(BOX, quarter="2999-Q1"), BadValueError),
    ]
    for draft, error in refused:
        with pytest.raises(error):
            keep(tomas, draft)
    assert PULSES.all(tomas) == kept


def test_numbers_of_fewer_than_five_are_nowhere_in_the_vault_and_the_rest_of_the_box_is(tomas: Vault) -> None:
    small = {Statement.RESPECT: ("1", "0", "2", "0", "1"), Statement.FRIEND: ("0", "3", "0", "1", "0")}
    keep(tomas, replace(BOX, ticks={**ROWS, **small}))
    said = everything_in(tomas).replace(" ", "")
    assert "[4,2,1,0,0]" in said
    assert "[1,0,2,0,1]" not in said
    assert "[0,3,0,1,0]" not in said
    assert small.keys().isdisjoint(PULSES.all(tomas)[0].ticks)


def test_only_a_supervisor_enters_one(home: Path, hospital: Hospital, tomas: Vault) -> None:
    with a_vault(home) as alone, pytest.raises(NotAllowedError):
        keep(alone)
    devon = hospital.join(*SUPERVISED[1])
    with pytest.raises(NotAllowedError):
        keep(devon)
    keep(tomas)
    for vault in (tomas, devon, tomas, devon):
        assert hospital.sync(vault).proof
    assert PULSES.all(devon) == ()


def test_it_stands_in_the_report_of_its_quarter_two_weeks_after_the_end_and_in_no_other(tomas: Vault) -> None:
    record = keep(tomas)
    said = team_report(tomas, QUARTER, LATE)
    assert (said.pulse, said.shown, said.unsaid) == (PULSES.one(tomas, record), None, Unsaid.TOO_FEW)
    assert team_report(tomas, QUARTER, date(2026, 7, 1)).pulse is None
    for period in ("2026-04", "2026-06", "2026-Q1", "2026-Q3"):
        assert team_report(tomas, period, LATE).pulse is None
    assert ended_periods(tomas, LATE) == (QUARTER,)
    assert ended_periods(tomas, date(2026, 7, 1)) == ()


def test_the_quarters_that_are_offered_have_begun_and_the_last_one_comes_first() -> None:
    assert quarters_to_enter(date(2026, 2, 3))[:4] == ("2025-Q4", "2026-Q1", "2025-Q3", "2025-Q2")
    assert quarters_to_enter(date(2026, 12, 31))[:2] == ("2026-Q3", "2026-Q4")
    assert len(set(quarters_to_enter(date(2026, 6, 1)))) == 6


def test_it_goes_to_ones_own_computers_only_and_what_is_said_last_holds(tmp_path: Path) -> None:
    assert PULSES.kind in IN_OWN_SPACE
    assert PULSES.kind not in IN_PAIR_SPACE
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        office = hospital.join(*SUPERVISED[0])
        laptop = second_computer(office, tmp_path / "homes" / "laptop", hospital.remotes("", b""))
        hospital.open_vaults.append(laptop)
        meet(hospital, office, laptop)
        # Both enter the same quarter before either hears of the other: one record, and no mixture of the two boxes.
        other = replace(BOX, slips="12", ticks={Statement.SAY_NO: ("12", "", "", "", "")})
        assert keep(office) == keep(laptop, other)
        meet(hospital, office, laptop)
        (here,), (there,) = PULSES.all(office), PULSES.all(laptop)
        assert here == there
        assert (here.slips, set(here.ticks)) in ((8, set(ROWS)), (12, {Statement.SAY_NO}))
        assert needs(office) == needs(laptop) == ()
        keep(laptop, other)
        meet(hospital, office, laptop)
        assert [one.slips for one in PULSES.all(office)] == [12]
        PULSES.delete(office, here.id)
        meet(hospital, office, laptop)
        assert PULSES.all(laptop) == ()


def test_an_older_peerdesk_keeps_it_unread_until_it_is_renewed(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        office = hospital.join(*SUPERVISED[0])
        laptop = second_computer(office, tmp_path / "homes" / "laptop", hospital.remotes("", b""))
        hospital.open_vaults.append(laptop)
        meet(hospital, office, laptop)
        keep(office)
        hospital.sync(office)
        with pytest.MonkeyPatch.context() as older:
            older.setattr(payload, "LATEST", PLACES_VERSIONS)
            hospital.sync(laptop)
            assert PULSES.all(laptop) == ()
            assert Reason.NEWER.value in [one.reason for one in needs(laptop)]
        meet(hospital, office, laptop)
        assert PULSES.all(laptop) == PULSES.all(office) != ()


def meet(hospital: Hospital, *vaults: Vault) -> None:
    for vault in (*vaults, *vaults):
        assert hospital.sync(vault).proof


def test_the_quarter_that_runs_now_can_be_entered(tomas: Vault) -> None:
    keep(tomas, replace(BOX, quarter="2026-Q4"))
    assert PULSES.all(tomas)[0].quarter == "2026-Q4"
    with pytest.raises(BadValueError):
        keep(tomas, replace(BOX, quarter="2027-Q1"))
