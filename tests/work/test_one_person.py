"""Two handles that are one person: nothing is lost, no wish is got around, and it can be taken back."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import MissingAnswerError, NotAllowedError, NotFoundError
from peerdesk.domain.follow_up_plan import PlanDraft
from peerdesk.domain.follow_up_vocabulary import MayAnswer, Okay
from peerdesk.domain.ids import RecordId, new_record_id
from peerdesk.domain.individual import name_individual
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.sync import payload
from peerdesk.sync.reasons import Reason
from peerdesk.sync.shapes import PLACES
from peerdesk.vault.vault import Vault
from peerdesk.work.another_handle import rename_individual
from peerdesk.work.attention import needs
from peerdesk.work.consents import find_individual, wishes_of
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page, keep_encounter, search
from peerdesk.work.follow_up_list import follow_up_detail, follow_up_list
from peerdesk.work.follow_ups import FollowUpDraft, add_follow_up
from peerdesk.work.individuals import individual_list, one_individual
from peerdesk.work.introductions import add_introduction, introduction_list
from peerdesk.work.one_person import join_individuals, part_handle, part_individuals, preview_joining
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import a_hospital, clock
from tests.support.two_computers import TwoComputers
from tests.support.vaults import a_vault
from tests.work.papers_desk import allowed, give
from tests.work.papers_desk import seen as papers_seen

HERON, FOX = "Blue Heron 27", "Quiet Fox 3"
NOTE = EncounterDraft(setting="ed", outcome="met", support=("time",))


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoComputers]:
    with a_hospital(tmp_path_factory.mktemp("one person")) as hospital:
        yield TwoComputers(hospital)


def note(vault: Vault, handle: str, **answers: str) -> RecordId:
    draft = replace(NOTE, handle=handle, **answers)  # type: ignore[arg-type]
    return keep_encounter(vault, draft, clock(), os.urandom).id


def join(vault: Vault, kept: str = HERON, other: str = FOX) -> RecordId:
    return join_individuals(vault, kept, other, clock(), os.urandom).record


def asks(vault: Vault, handle: str, *, no_contact: bool = True) -> None:
    withdraw(vault, find_individual(vault, handle), Wish(do_not_contact=no_contact), clock(), os.urandom)


def handles(vault: Vault) -> list[str]:
    return sorted(row.handle for row in encounter_page(vault, limit=1000))


def no_contact(vault: Vault, handle: str) -> bool:
    return one_individual(vault, handle).no_contact


def test_everything_of_both_is_under_the_handle_that_stays_and_apart_again_after_undo(vault: Vault) -> None:
    first, second = note(vault, HERON, follow_up="7d"), note(vault, FOX)
    add_introduction(vault, IntroductionDraft(to="Harbor House", handle=FOX, agreed=True), clock(), os.urandom)
    before = individual_list(vault)
    joined = join(vault)
    assert handles(vault) == [HERON, HERON]
    assert {encounter_detail(vault, one).handle for one in (first, second)} == {HERON}
    assert [one.row.id for one in search(vault, "heron")] == [second, first]
    assert [one.handle for one in introduction_list(vault)] == [HERON]
    (listed,) = individual_list(vault)
    assert (listed.handle, listed.others, listed.notes, listed.follow_ups) == (HERON, (FOX,), 2, 1)
    part_individuals(vault, joined, clock())
    assert (individual_list(vault), handles(vault)) == (before, [HERON, FOX])
    assert [one.row.id for one in search(vault, "fox")] == [second]


def test_a_note_typed_under_the_old_handle_is_about_the_same_person(vault: Vault) -> None:
    note(vault, HERON)
    note(vault, FOX)
    join(vault)
    note(vault, FOX.upper())
    assert handles(vault) == [HERON] * 3
    assert one_individual(vault, FOX).notes == 3


def test_editing_a_note_while_they_are_one_leaves_it_with_whom_it_was(vault: Vault) -> None:
    note(vault, HERON)
    second = note(vault, FOX)
    joined = join(vault)
    change_encounter(vault, second, {"memory": "Asked for socks", "handle": HERON}, clock(), os.urandom)
    part_individuals(vault, joined, clock())
    assert handles(vault) == [HERON, FOX]


@pytest.mark.parametrize("asked", [HERON, FOX])
def test_no_contact_asked_of_either_holds_for_both(vault: Vault, asked: str) -> None:
    for handle in (HERON, FOX):
        note(vault, handle, follow_up="0d")
    asks(vault, asked)
    assert [one.handle for one in follow_up_list(vault)] == [({HERON, FOX} - {asked}).pop()]
    assert preview_joining(vault, HERON, FOX).ends_contact
    joined = join(vault)
    assert follow_up_list(vault) == ()
    for handle in (HERON, FOX):
        with pytest.raises(NotAllowedError):
            add_follow_up(vault, FollowUpDraft(due="7d", handle=handle), clock(), os.urandom)
    part_individuals(vault, joined, clock())
    assert [no_contact(vault, handle) for handle in (HERON, FOX)] == [asked == HERON, asked == FOX]


def test_no_contact_asked_while_they_were_one_holds_for_each_when_they_are_apart(vault: Vault) -> None:
    note(vault, HERON)
    note(vault, FOX)
    join(vault)
    asks(vault, HERON)
    part_handle(vault, FOX, clock())
    assert no_contact(vault, HERON)
    assert no_contact(vault, FOX)


def test_the_stricter_of_what_is_safe_holds_for_both(vault: Vault) -> None:
    careful = PlanDraft(ok_voicemail="no", ok_text="yes", say_only="a friend", who_may_answer="only_them")
    free = PlanDraft(ok_voicemail="yes", ok_text="no", who_may_answer="anyone")
    plans = ((HERON, careful), (FOX, free))
    made = [
        add_follow_up(vault, FollowUpDraft(due="7d", handle=handle, plan=plan), clock(), os.urandom)[0]
        for handle, plan in plans
    ]
    joined = join(vault)
    for one in (*(follow_up_detail(vault, record).listed for record in made), *follow_up_list(vault)):
        assert (one.plan.ok_voicemail, one.plan.ok_text) == (Okay.NO, Okay.NO)
        assert (one.plan.say_only, one.plan.who_may_answer) == ("a friend", MayAnswer.ONLY_THEM)
    part_individuals(vault, joined, clock())
    assert follow_up_detail(vault, made[1]).listed.plan.ok_voicemail is Okay.YES


def test_one_person_is_not_put_together_with_themself_nor_a_handle_taken_from_somebody(vault: Vault) -> None:
    note(vault, HERON)
    note(vault, FOX)
    with pytest.raises(NotAllowedError, match="handle_taken"):
        rename_individual(vault, HERON, FOX, clock(), os.urandom)
    with pytest.raises(NotAllowedError, match="not_joined"):
        part_handle(vault, FOX, clock())
    with pytest.raises(NotFoundError):
        preview_joining(vault, HERON, "Nobody")
    join(vault)
    for other in (HERON, FOX):
        with pytest.raises(NotAllowedError, match="one_already"):
            preview_joining(vault, HERON, other)


def test_another_handle_goes_to_every_note_and_needs_to_be_one(vault: Vault) -> None:
    note(vault, HERON)
    note(vault, FOX)
    join(vault)
    rename_individual(vault, FOX, "Jo", clock(), os.urandom)
    assert handles(vault) == ["Jo", "Jo"]
    assert one_individual(vault, "jo").others == (HERON, FOX)
    with pytest.raises(MissingAnswerError):
        rename_individual(vault, "Jo", "  ", clock(), os.urandom)


def test_a_share_stays_and_can_be_stopped_and_the_reader_sees_the_handle_that_stays(both: TwoComputers) -> None:
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    shared = note(both.ward, FOX)
    note(both.ward, HERON)
    share(both.ward, shared, reader, clock())
    assert preview_joining(both.ward, HERON, FOX).readers == ("Tomas Okafor",)
    join(both.ward)
    assert seen(both) == [HERON]
    asks(both.laptop, HERON, no_contact=False)
    assert seen(both) == []
    for vault in (both.ward, both.laptop):
        assert wishes_of(vault, find_individual(vault, FOX), clock()).sharing_withdrawn


def test_what_one_of_them_took_back_is_taken_back_for_both(both: TwoComputers) -> None:
    reader = find_reader(both.ward, "Tomas Okafor", clock())
    maple, wren = "Red Maple 4", "Calm Wren 9"
    shared = note(both.ward, maple)
    note(both.ward, wren)
    share(both.ward, shared, reader, clock())
    asks(both.ward, wren, no_contact=False)
    assert seen(both) == [maple]
    assert preview_joining(both.ward, maple, wren).ends_sharing
    join(both.ward, maple, wren)
    assert seen(both) == []
    with pytest.raises(NotAllowedError):
        share(both.ward, shared, reader, clock())
    # What was taken back does not come back by itself.
    part_handle(both.laptop, wren, clock())
    assert seen(both) == []
    share(both.ward, shared, reader, clock())
    assert seen(both) == [maple]


def test_an_older_peerdesk_keeps_it_unread_and_heeds_it_once_it_is_up_to_date(both: TwoComputers) -> None:
    fox, meadow = "Golden Fox 7", "Calm Meadow 8"
    for handle in (fox, meadow):
        both.note(handle=handle)
    join(both.ward, fox, meadow)
    with pytest.MonkeyPatch.context() as older:
        older.setattr(payload, "LATEST", PLACES)
        both.meet()
        assert meadow in handles(both.laptop)
        assert Reason.NEWER.value in [one.reason for one in needs(both.laptop)]
    both.meet()
    assert meadow not in handles(both.laptop)
    assert Reason.NEWER.value not in [one.reason for one in needs(both.laptop)]


def test_permission_papers_show_no_more_because_of_it_and_end_for_both(both: TwoComputers) -> None:
    reader, first, second = find_reader(both.ward, "Tomas Okafor", clock()), "Green Otter 1", "Amber Wren 2"
    for handle in (first, second):
        note(both.ward, handle)
        allowed(both.ward, handle=handle)
    give(both.ward, reader, second)
    join(both.ward, first, second)
    both.meet()
    both.hospital.sync(both.tomas)
    (papers,) = papers_seen(both.tomas)
    assert (papers.handle, len(papers.permissions)) == (second, 1)
    asks(both.ward, first)
    both.meet()
    both.hospital.sync(both.tomas)
    assert [(one.handle, one.has_ended, one.given_out) for one in papers_seen(both.tomas)] == [(second, True, ())]


def test_a_merge_on_one_computer_and_a_note_under_the_old_handle_on_the_other_end_well(both: TwoComputers) -> None:
    river, cedar = "Quiet River 5", "Silver Cedar 6"
    for handle in (river, cedar):
        both.note(handle=handle)
    join(both.ward, river, cedar)
    note(both.laptop, cedar, memory="meanwhile", follow_up="0d")
    asks(both.laptop, cedar)
    both.meet()
    for vault in (both.ward, both.laptop):
        assert handles(vault).count(river) == 3
        assert cedar not in handles(vault)
        assert no_contact(vault, river)
        assert river not in [one.handle for one in follow_up_list(vault)]


def seen(both: TwoComputers) -> list[str]:
    """Return the handles on what the supervisor has, once everybody has synced."""
    both.meet()
    both.hospital.sync(both.tomas)
    return [one.received.item.projection.handle for one in review_queue(both.tomas)]


def test_whom_two_computers_noted_before_they_met_is_on_the_list_once(both: TwoComputers) -> None:
    for vault, handle in ((both.ward, "Little Sparrow 2"), (both.laptop, "little sparrow 2")):
        note(vault, handle)
    both.meet()
    for vault in (both.ward, both.laptop):
        listed = [one for one in individual_list(vault) if one.handle.casefold() == "little sparrow 2"]
        assert [(one.notes, one.others) for one in listed] == [(2, ())]
        assert {one for one in handles(vault) if one.casefold() == "little sparrow 2"} == {listed[0].handle}


def test_whom_two_computers_noted_is_on_the_list_once_also_where_nobody_was_put_together(vault: Vault) -> None:
    for _ in range(2):
        with vault.write() as tx:
            tx.individuals.put(name_individual(new_record_id(clock(), os.urandom), HERON))
    note(vault, HERON)
    assert [(one.handle, one.notes) for one in individual_list(vault)] == [(HERON, 1)]
