"""What lies beside a follow-up: it travels among own computers, meets itself there, and goes when it has to go."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadValueError, MissingAnswerError, NotAllowedError, TextTooLongError
from peerdesk.domain.follow_up_plan import FollowUpPlan, PlanDraft, plan_draft
from peerdesk.domain.ids import RecordId, RevisionId, SpaceId
from peerdesk.domain.vocabulary import FollowUpState, Role
from peerdesk.vault.engine import driver_of
from peerdesk.vault.fields import Plain
from peerdesk.vault.shelves.follow_up_plans import BESIDE
from peerdesk.vault.vault import Vault
from peerdesk.work.attention import needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import change_encounter, keep_encounter
from peerdesk.work.follow_up_list import follow_up_detail, follow_up_list
from peerdesk.work.follow_ups import (
    FollowUpDraft,
    add_follow_up,
    close_follow_up,
    delete_follow_up,
    edit_follow_up,
    finish_follow_up,
    move_follow_up,
    phone_of,
    reopen_follow_up,
    set_phone,
    stop_follow_up,
    try_follow_up,
    undelete_follow_up,
)
from peerdesk.work.removed_items import Became, RemovedItem, goes_with
from peerdesk.work.two_versions import Dispute, Pick, settle_follow_up
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import a_hospital, clock
from tests.support.residue import clear_bytes
from tests.support.two_computers import TwoComputers, two_computers
from tests.support.vaults import a_vault

NUMBER = "555 0100"
PLAN = PlanDraft(why="ride", what="The bus pass", how="call", ok_voicemail="yes", say_only="a friend")
DRAFT = FollowUpDraft(due="3d", handle="Blue Heron 27", plan=PLAN, phone=NUMBER, agreed=True)


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


@pytest.fixture
def two(tmp_path: Path) -> Iterator[TwoComputers]:
    with two_computers(tmp_path) as found:
        yield found


def plan(vault: Vault, draft: FollowUpDraft = DRAFT) -> RecordId:
    return add_follow_up(vault, draft, clock(), os.urandom)[0]


def edit(vault: Vault, record: RecordId, due: str = "3d", **said: str) -> None:
    known = plan_draft(follow_up_detail(vault, record).listed.plan)
    edit_follow_up(vault, record, due, PlanDraft(**{**vars_of(known), **said}), clock())


def vars_of(draft: PlanDraft) -> dict[str, str]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}


def tried(vault: Vault, record: RecordId, outcome: str, on: str = "") -> None:
    try_follow_up(vault, record, outcome, on, clock(), os.urandom)


def no_contact(vault: Vault, record: RecordId) -> None:
    individual = follow_up_detail(vault, record).listed.follow_up.individual
    assert individual is not None
    withdraw(vault, individual, Wish(do_not_contact=True), clock(), os.urandom)


def mine(dispute: Dispute) -> Pick:
    found = next(option for option in dispute.options if option.is_mine)
    return Pick(record=dispute.record, field=dispute.field, stamp=found.stamp)


def state(vault: Vault, record: RecordId) -> FollowUpState:
    return follow_up_detail(vault, record).listed.follow_up.state


def numbers_kept(vault: Vault) -> int:
    """Return how many sealed or unsealed copies of any number there are in a vault, in any version."""
    with vault.read() as tx:
        driver = driver_of(tx._connection)
        rows = driver.execute("SELECT count(*) FROM phone_number").fetchone()[0]
        aside = driver.execute("SELECT count(*) FROM set_aside WHERE record_kind = 'phone_number'").fetchone()[0]
        return int(rows + aside)


def test_a_plan_is_kept_as_it_was_said_and_changed_answer_by_answer(vault: Vault) -> None:
    one = plan(vault)
    assert plan_draft(follow_up_detail(vault, one).listed.plan) == PLAN
    edit(vault, one, best_time="evening", ok_voicemail="no")
    said = follow_up_detail(vault, one).listed.plan
    assert (said.best_time, said.ok_voicemail, said.what) == ("evening", "no", "The bus pass")
    (listed,) = follow_up_list(vault)
    assert (listed.handle, listed.plan) == ("Blue Heron 27", said)


def test_what_cannot_be_kept_keeps_nothing_at_all(vault: Vault) -> None:
    for draft, error in (
        (FollowUpDraft(due="3d", phone=NUMBER), MissingAnswerError),
        (FollowUpDraft(due="3d", phone="at the cafe", agreed=True), BadValueError),
        (FollowUpDraft(due="3d", plan=PlanDraft(what="x" * 81)), TextTooLongError),
    ):
        with pytest.raises(error):
            plan(vault, draft)
    assert follow_up_list(vault) == ()


@pytest.mark.parametrize("end", [finish_follow_up, stop_follow_up, close_follow_up, delete_follow_up])
def test_a_number_goes_with_the_end_of_its_follow_up(vault: Vault, end: Callable[[Vault, RecordId], object]) -> None:
    one = plan(vault)
    assert phone_of(vault, one) == NUMBER
    end(vault, one)
    assert (phone_of(vault, one), numbers_kept(vault)) == ("", 0)


def test_meeting_ends_it_and_a_wish_to_stop_ends_it_and_other_tries_leave_it_waiting(vault: Vault) -> None:
    one, other = plan(vault), plan(vault)
    tried(vault, one, "no_answer", "2026-11-20")
    assert state(vault, one) is FollowUpState.TRIED
    tried(vault, one, "met")
    assert state(vault, one) is FollowUpState.REACHED
    tried(vault, other, "asked_stop")
    assert state(vault, other) is FollowUpState.THEY_STOPPED
    assert [str(line.outcome) for line in follow_up_detail(vault, one).tries] == ["no_answer", "met"]
    with pytest.raises(NotAllowedError):
        tried(vault, one, "met")


def test_erasing_the_note_erases_what_lies_beside_its_follow_up(vault: Vault) -> None:
    draft = EncounterDraft(setting="ed", outcome="met", support=("time",), handle="J.", follow_up="7d")
    note = keep_encounter(vault, draft, clock(), os.urandom).id
    (one,) = follow_up_list(vault)
    edit(vault, one.follow_up.id, why="ride")
    tried(vault, one.follow_up.id, "no_answer")
    set_phone(vault, one.follow_up.id, NUMBER, clock(), os.urandom, agreed=True)
    erase_note(vault, note, clock())
    with vault.read() as tx:
        record = one.follow_up.id
        assert tx.follow_up_plans.of(record) == FollowUpPlan(about=record)
        assert (tx.follow_up_plans.tries(record), tx.follow_up_plans.phone(record)) == ((), None)
        assert tx.follow_ups.of(note) == ()


def test_nothing_gets_around_a_wish_for_no_contact(vault: Vault) -> None:
    one = plan(vault)
    no_contact(vault, one)
    assert follow_up_list(vault) == ()
    assert (state(vault, one), numbers_kept(vault)) == (FollowUpState.THEY_STOPPED, 0)
    for act in (
        lambda: plan(vault, FollowUpDraft(due="1d", handle="blue heron 27")),
        lambda: edit(vault, one),
        lambda: tried(vault, one, "no_answer"),
        lambda: move_follow_up(vault, one, clock().date()),
        lambda: reopen_follow_up(vault, one),
        lambda: undelete_follow_up(vault, one),
        lambda: set_phone(vault, one, NUMBER, clock(), os.urandom, agreed=True),
        lambda: phone_of(vault, one),
    ):
        with pytest.raises(NotAllowedError) as refused:
            act()
        assert refused.value.action == "contact"


def test_a_note_that_gets_their_name_later_takes_its_follow_up_off_the_list(vault: Vault) -> None:
    no_contact(vault, plan(vault))
    draft = EncounterDraft(setting="ed", outcome="met", support=("time",), follow_up="7d")
    note = keep_encounter(vault, draft, clock(), os.urandom).id
    (one,) = follow_up_list(vault)
    change_encounter(vault, note, {"handle": "Blue Heron 27"}, clock(), os.urandom)
    assert follow_up_list(vault) == ()
    with pytest.raises(NotAllowedError):
        move_follow_up(vault, one.follow_up.id, clock().date())
    with pytest.raises(NotAllowedError):
        change_encounter(vault, note, {"follow_up": "1d"}, clock(), os.urandom)


def test_a_supervisor_plans_none(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital:
        tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR)
        with pytest.raises(NotAllowedError):
            plan(tomas)


def test_it_travels_among_own_computers_and_nobody_else_hears_of_it(two: TwoComputers) -> None:
    one = plan(two.ward)
    tried(two.ward, one, "no_answer")
    two.meet()
    there = follow_up_detail(two.laptop, one)
    assert (plan_draft(there.listed.plan), len(there.tries), phone_of(two.laptop, one)) == (PLAN, 1, NUMBER)
    assert needs(two.laptop) == ()


def test_tries_of_two_computers_are_both_there(two: TwoComputers) -> None:
    one = plan(two.ward)
    two.meet()
    tried(two.ward, one, "no_answer", "2026-11-20")
    tried(two.laptop, one, "couldnt_find", "2026-11-21")
    two.meet()
    for vault in (two.ward, two.laptop):
        assert [str(line.outcome) for line in follow_up_detail(vault, one).tries] == ["no_answer", "couldnt_find"]
        assert follow_up_detail(vault, one).disputes == ()


def test_different_answers_meet_and_the_same_answer_waits_for_the_person(two: TwoComputers) -> None:
    one = plan(two.ward)
    two.meet()
    edit(two.ward, one, due="2026-12-01", what="Bus pass, blue line", best_time="evening")
    edit(two.laptop, one, due="2026-12-03", what="Bus pass, red line", ok_text="no")
    two.meet()
    for vault in (two.ward, two.laptop):
        found = follow_up_detail(vault, one)
        assert (found.listed.plan.best_time, found.listed.plan.ok_text) == ("evening", "no")
        assert {dispute.field for dispute in found.disputes} == {"due", "what"}
        assert follow_up_list(vault)[0].is_disputed
    picks = [mine(dispute) for dispute in follow_up_detail(two.laptop, one).disputes]
    settle_follow_up(two.laptop, one, picks, clock())
    two.meet()
    for vault in (two.ward, two.laptop):
        found = follow_up_detail(vault, one)
        assert (found.listed.plan.what, str(found.listed.follow_up.due)) == ("Bus pass, red line", "2026-12-03")
        assert found.disputes == ()


def test_two_computers_that_both_begin_a_plan_begin_the_same_one(two: TwoComputers) -> None:
    one = plan(two.ward, FollowUpDraft(due="3d"))
    two.meet()
    edit(two.ward, one, why="ride")
    edit(two.laptop, one, how="call")
    two.meet()
    for vault in (two.ward, two.laptop):
        said = follow_up_detail(vault, one).listed.plan
        assert (said.why, said.how) == ("ride", "call")


def test_an_erased_number_is_gone_from_every_computer_and_from_every_version(two: TwoComputers) -> None:
    one = plan(two.ward)
    two.meet()
    assert phone_of(two.laptop, one) == NUMBER
    finish_follow_up(two.laptop, one)
    two.meet()
    for vault in (two.ward, two.laptop):
        assert (phone_of(vault, one), numbers_kept(vault)) == ("", 0)
        vault.tidy()
        assert NUMBER.encode() not in clear_bytes(vault)["file"]


def test_what_lies_beside_a_follow_up_goes_with_it_where_a_removed_computer_wrote_it() -> None:
    note, planned = RecordId(b"n" * 16), RecordId(b"f" * 16)

    def item(kind: RecordKind, record: RecordId, **fields: Plain) -> RemovedItem:
        key, space = RevisionId(bytes(32)), SpaceId(bytes(16))
        return RemovedItem(key=key, record=record, space=space, became=Became.NEW, kind=kind, fields=fields)

    follow_up = item(RecordKind.FOLLOW_UP, planned, encounter=note)
    assert goes_with(follow_up, item(RecordKind.ENCOUNTER, note))
    for kind in BESIDE:
        assert goes_with(item(kind, RecordId(b"p" * 16), about=planned), follow_up)
        assert not goes_with(item(kind, RecordId(b"p" * 16), about=note), follow_up)
