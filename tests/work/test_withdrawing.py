"""They changed their mind: it holds at once, on every computer, and the ledger says what cannot be recalled."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.consent_vocabulary import FormStatement, LedgerAct, RevokedHow
from peerdesk.domain.errors import BadValueError, MissingAnswerError, NotAllowedError, NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import FollowUpState
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import all_consents, find_individual, keep_consent, note_copy_given, wishes_of
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import change_encounter, keep_encounter, keep_many
from peerdesk.work.follow_ups import finish_follow_up, reopen_follow_up
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.sharing import preview, share, stop_sharing
from peerdesk.work.supervision import open_item, review_queue
from peerdesk.work.withdrawing import Wish, Withdrawn, revoke_one, withdraw
from tests.support.hospital import clock
from tests.work.ward import NOTE, Pair

WHO = "Blue Heron 27"
RELEASE = ConsentDraft(
    handle=WHO,
    kind="written_release",
    recipients=("Dr. Kim, 4 West",),
    scope=("peer_visit", "agreed"),
    purpose="care",
    discloser="Peer program",
    expires="2027-11-21",
    signed_how="paper",
    signed_on="2026-11-21",
    statements=tuple(FormStatement),
)


def said(vault: Vault, **wish: object) -> Withdrawn:
    return withdraw(vault, find_individual(vault, WHO), Wish(**wish), clock(), os.urandom)  # type: ignore[arg-type]


def signed(vault: Vault, draft: ConsentDraft = RELEASE) -> RecordId:
    return keep_consent(vault, draft, clock(), os.urandom).id


def acts(vault: Vault) -> list[LedgerAct]:
    return [line.entry.act for line in ledger_lines(vault)]


def test_one_act_ends_every_permission_takes_every_copy_back_and_says_what_cannot_be_recalled(pair: Pair) -> None:
    consent = signed(pair.devon)
    first, item = pair.shared()
    second, _ = pair.shared()
    open_item(pair.tomas, item, clock(), os.urandom)
    pair.meet()
    done = said(pair.devon, do_not_contact=True)
    assert done.revoked == (consent,)
    assert (done.copies, done.follow_ups) == (2, 2)
    assert {line.entry.note for line in done.told} == {first, second}
    assert sorted(bool(line.opened_on) for line in done.told) == [False, True]
    assert all(line.recipient == "Tomas Okafor" for line in done.told)
    assert "handle" in done.told[0].entry.what
    assert "only for me" not in repr(done)
    (state,) = all_consents(pair.devon, clock())
    assert (state.in_force, state.enough_for_contact, state.enough_for_telling) == (False, False, False)
    assert state.consent.revoked_how is RevokedHow.SAID
    pair.meet()
    assert review_queue(pair.tomas) == ()
    with pair.devon.read() as tx:
        assert tx.follow_ups.of(first)[0].state is FollowUpState.THEY_STOPPED
        assert tx.encounters.get(first).memory == "only for me"


def test_nothing_about_them_is_shared_again_until_they_sign_a_whole_release(pair: Pair) -> None:
    note, _ = pair.shared()
    said(pair.devon)
    for _ in range(2):
        with pytest.raises(NotAllowedError):
            share(pair.devon, note, pair.reader, clock())
        with pytest.raises(NotAllowedError):
            preview(pair.devon, note, pair.reader, clock())
        signed(pair.devon, replace(RELEASE, signed_on=""))
        signed(pair.devon, ConsentDraft(handle=WHO, kind="verbal_ok_to_keep_in_touch"))
    other = pair.note(replace(NOTE, handle="Red Maple 4"))
    share(pair.devon, other, pair.reader, clock())
    signed(pair.devon)
    share(pair.devon, note, pair.reader, clock())
    pair.meet()
    assert len(review_queue(pair.tomas)) == 2


def test_what_was_taken_back_stays_away_after_they_signed_anew(pair: Pair) -> None:
    note, _ = pair.shared()
    said(pair.devon)
    signed(pair.devon)
    change_encounter(pair.devon, note, {"memory": "another day"}, clock(), os.urandom)
    pair.meet()
    assert review_queue(pair.tomas) == ()


def test_nobody_plans_to_be_in_touch_with_somebody_who_asked_not_to_be_contacted(pair: Pair) -> None:
    note = pair.note()
    said(pair.devon, do_not_contact=True)
    with pytest.raises(NotAllowedError):
        keep_encounter(pair.devon, NOTE, clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        change_encounter(pair.devon, note, {"follow_up": "3d"}, clock(), os.urandom)
    kept = keep_many(pair.devon, [NOTE, replace(NOTE, handle="Red Maple 4")], clock(), os.urandom)
    with pair.devon.read() as tx:
        assert [len(tx.follow_ups.of(one)) for one in kept.ids] == [0, 1]
    signed(pair.devon, ConsentDraft(handle=WHO, kind="verbal_ok_to_keep_in_touch"))
    (spoken, *_) = all_consents(pair.devon, clock())
    assert (spoken.enough_for_contact, spoken.enough_for_telling) == (True, False)
    assert not wishes_of(pair.devon, find_individual(pair.devon, WHO), clock()).contact_withdrawn
    assert wishes_of(pair.devon, find_individual(pair.devon, WHO), clock()).sharing_withdrawn
    keep_encounter(pair.devon, NOTE, clock(), os.urandom)


def test_follow_ups_stay_unless_they_ask_for_none(pair: Pair) -> None:
    pair.note()
    assert said(pair.devon).follow_ups == 0
    assert said(pair.devon, stop_follow_ups=True).follow_ups == 1
    assert not wishes_of(pair.devon, find_individual(pair.devon, WHO), clock()).contact_withdrawn


def test_saying_it_twice_does_it_once_so_whoever_was_cut_short_says_it_again(pair: Pair) -> None:
    signed(pair.devon)
    pair.shared()
    said(pair.devon)
    before = acts(pair.devon)
    again = said(pair.devon)
    assert (again.revoked, again.copies, again.changes.kinds) == ((), 0, {RecordKind.WITHDRAWAL})
    assert acts(pair.devon) == before
    assert len(again.told) == 1


def test_a_cut_in_the_middle_leaves_everything_as_it_was(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    consent = signed(pair.devon)
    note, _ = pair.shared()

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("peerdesk.work.withdrawing.lines_of", cut)
        with pytest.raises(KeyboardInterrupt):
            said(pair.devon, do_not_contact=True)
    assert all_consents(pair.devon, clock())[0].in_force
    with pair.devon.read() as tx:
        assert tx.encounters.grants(note)[pair.reader].is_on
    assert said(pair.devon).revoked == (consent,)


def test_one_permission_can_end_without_the_others(pair: Pair) -> None:
    first, second = signed(pair.devon), signed(pair.devon)
    note, _ = pair.shared()
    revoke_one(pair.devon, first, RevokedHow.WRITTEN, clock(), os.urandom)
    assert {one.consent.id: one.in_force for one in all_consents(pair.devon, clock())} == {first: False, second: True}
    with pair.devon.read() as tx:
        assert tx.encounters.grants(note)[pair.reader].is_on
    assert not revoke_one(pair.devon, first, RevokedHow.SAID, clock(), os.urandom)


def test_the_ledger_outlives_the_note_it_is_about(pair: Pair) -> None:
    note, item = pair.shared()
    open_item(pair.tomas, item, clock(), os.urandom)
    pair.meet()
    stop_sharing(pair.devon, note, None, clock())
    share(pair.devon, note, pair.reader, clock() + timedelta(days=1))
    erase_note(pair.devon, note, clock() + timedelta(days=2))
    pair.meet()
    assert acts(pair.devon) == [LedgerAct.SHARED, LedgerAct.STOPPED, LedgerAct.SHARED, LedgerAct.STOPPED]
    lines = ledger_lines(pair.devon, note=note)
    assert [bool(line.opened_on) for line in lines] == [True, False, False, False]
    assert lines == ledger_lines(pair.devon, individual=find_individual(pair.devon, WHO))


def test_a_copy_that_follows_its_note_is_one_line(pair: Pair) -> None:
    note, _ = pair.shared()
    share(pair.devon, note, pair.reader, clock())
    change_encounter(pair.devon, note, {"memory": "longer"}, clock(), os.urandom)
    assert acts(pair.devon) == [LedgerAct.SHARED]


def test_a_supervisor_keeps_no_permissions_and_nobody_is_kept_without_a_handle(pair: Pair) -> None:
    with pytest.raises(NotAllowedError):
        signed(pair.tomas)
    with pytest.raises(MissingAnswerError):
        signed(pair.devon, replace(RELEASE, handle=" "))
    with pytest.raises(BadValueError):
        signed(pair.devon, replace(RELEASE, kind="no_record_requested"))
    with pytest.raises(NotFoundError):
        find_individual(pair.devon, WHO)
    assert all_consents(pair.devon, clock()) == ()


def test_that_they_have_a_copy_can_be_noted_later(pair: Pair) -> None:
    consent = signed(pair.devon)
    assert note_copy_given(pair.devon, consent).has(RecordKind.CONSENT, consent)
    assert all_consents(pair.devon, clock())[0].consent.copy_given


def test_when_the_release_that_lifted_a_no_is_taken_back_the_no_holds_again(pair: Pair) -> None:
    note = pair.note()
    said(pair.devon)
    lifted = signed(pair.devon)
    assert preview(pair.devon, note, pair.reader, clock())
    revoke_one(pair.devon, lifted, RevokedHow.SAID, clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        preview(pair.devon, note, pair.reader, clock())


def test_a_follow_up_that_ended_for_no_contact_is_not_opened_again(pair: Pair) -> None:
    note = pair.note()
    with pair.devon.read() as tx:
        (planned,) = tx.follow_ups.of(note)
    finish_follow_up(pair.devon, planned.id)
    said(pair.devon, do_not_contact=True)
    with pytest.raises(NotAllowedError):
        reopen_follow_up(pair.devon, planned.id)
