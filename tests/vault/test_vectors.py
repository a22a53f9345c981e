"""Vaults of every form there ever was: each opens, says what it said, and can be written to."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from peerdesk.domain.agenda import NextMeeting
from peerdesk.domain.merge import PENDING
from peerdesk.domain.note_details import NoteDetails
from peerdesk.domain.note_time import NoteTime
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.sharing import Grant
from peerdesk.domain.team_texts import TeamPart
from peerdesk.vault import schema
from peerdesk.vault.shelves import own_days
from peerdesk.vault.shelves.identity import pair_space
from tests.support.vaults import an_encounter, reopened
from tests.vectors.vault import make

UNSEALED = {
    "0001": 3,
    "0002": 3,
    "0003": 3,
    "0004": 6,
    "0005": 7,
    "0006": 7,
    "0007": 9,
    "0008": 12,
    "0009": 13,
    "0010": 14,
    "0011": 16,
    "0012": 17,
    "0013": 18,
    "0014": 19,
    "0015": 22,
    "0016": 24,
    "0017": 25,
    "0018": 25,
    "0019": 26,
    "0020": 27,
    "0021": 28,
    "0022": 29,
    "0023": 30,
    "0024": 31,
}
FORMS = sorted(folder for folder in Path(make.__file__).parent.iterdir() if (folder / "vault.db").exists())


def test_there_is_a_frozen_vault_of_every_form() -> None:
    assert {folder.name for folder in FORMS} == schema.KNOWN


@pytest.mark.parametrize("frozen", FORMS, ids=[folder.name for folder in FORMS])
def test_a_vault_of_an_earlier_form_opens_and_says_what_it_said(frozen: Path, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    shutil.copytree(frozen, folder)
    with reopened(folder, make.PASSPHRASE) as vault:
        assert vault.standing.is_well
        with vault.read() as tx:
            assert tx.encounters.get(make.FIRST) == make.note(make.FIRST, "Talked about the café by the river, twice")
            assert [one.row.id for one in tx.encounters.search("cafe heron", 5)] == [make.FIRST]
            assert tx.encounters.row(make.FIRST).follow_up_due == date(2026, 11, 28)
            (head,) = tx.histories.heads(make.FIRST)
            assert head.fields["memory"][0].stamp == PENDING
            assert head.fields["setting"][0].stamp.device == make.DEVICE
            competing = tx.histories.conflicts(make.SECOND)["memory"]
            assert {one.value for one in competing} == {"Words from here", "Words from elsewhere"}
            assert tx.encounters.grants(make.SECOND) == {make.READER: Grant(generation=1)}
            assert tx.encounters.get(make.THIRD).memory == "Never sealed"
            assert len(tx.outbox.fresh(tx.own_space, 100)) == UNSEALED[frozen.name]
            assert len(tx.outbox.unsettled(tx.own_space, 10)) == 5
            told = [] if frozen.name == "0001" else [(NoticeKind.VAULT_COPIED, make.DEVICE)]
            assert [(one.kind, one.device) for one in tx.notices.open()] == told
            assert tx.change_times.get(make.FIRST) == (None if frozen.name < "0003" else make.KEPT_AT)
            allowed = () if frozen.name < "0004" else (make.CONSENT,)
            assert tx.consents.of(make.INDIVIDUAL) == allowed
            assert tx.consents.withdrawals(make.INDIVIDUAL) == ((make.WITHDRAWAL,) if allowed else ())
            assert tx.ledger.all() == ((make.ENTRY,) if allowed else ())
            assert tx.handovers.kept() == ((make.GIVEN,) if frozen.name >= "0005" else ())
            between, is_logged = pair_space(tx.person, make.READER), frozen.name >= "0006"
            logged = [one.session for one in tx.sessions.between(between)]
            assert logged == ([make.session(tx.person)] if is_logged else [])
            assert tx.sessions.signatures(between) == ((make.signature(tx.person),) if is_logged else ())
            has_shifts = frozen.name >= "0007"
            assert tx.shifts.open() == ((make.SHIFT,) if has_shifts else ())
            assert tx.counted.of_week("2026-W47") == ((make.COUNTED,) if has_shifts else ())
            has_papers = frozen.name >= "0009"
            assert tx.papers.given() == ({make.PAPERS_COPY: make.PAPERS} if has_papers else {})
            assert tx.papers.shares() == ((make.PAPERS_SHARE_KEPT,) if has_papers else ())
            has_counts = frozen.name >= "0010"
            assert tx.weekly.agreements() == ((make.AGREED,) if has_counts else ())
            assert tx.weekly.own() == ({"2026-W47": make.TALLY} if has_counts else {})
            is_planned = frozen.name >= "0008"
            assert tx.follow_up_plans.of_waiting() == ({make.FOLLOW_UP: make.PLAN} if is_planned else {})
            assert tx.follow_up_plans.tries(make.FOLLOW_UP) == ((make.TRY,) if is_planned else ())
            assert tx.follow_up_plans.phone(make.FOLLOW_UP) == (make.PHONE if is_planned else None)
            introduced = (make.INTRODUCTION,) if frozen.name >= "0012" else ()
            assert tx.introductions.all(9) == introduced
            keeps_days = frozen.name >= "0016"
            assert tx.own_days(own_days.OUT_OF_ROLE).all(9) == ((make.OUT_OF_ROLE,) if keeps_days else ())
            assert tx.own_days(own_days.TRAININGS).all(9) == ((make.TRAINING,) if keeps_days else ())
            counts_role = frozen.name >= "0017"
            assert tx.weekly.role.agreements.all() == ((make.AGREED_ROLE,) if counts_role else ())
            assert tx.weekly.role.own() == ({"2026-W47": make.ROLE_TALLY} if counts_role else {})
            has_agenda = frozen.name >= "0015"
            assert [one.item for one in tx.agenda.items()] == ([make.ITEM] if has_agenda else [])
            assert tx.agenda_entries.given() == ({make.ENTRY_ID: make.AGENDA_ENTRY} if has_agenda else {})
            assert tx.agenda_entries.ticks() == (
                {(make.ENTRY_ID, between): (make.tick(tx.person),)} if has_agenda else {}
            )
            assert tx.guide_uses.all(9) == ((make.GUIDE_USED,) if has_agenda else ())
            assert tx.agenda.meeting() == (make.MEETING if has_agenda else NextMeeting())
            beside = make.DETAILS if frozen.name >= "0019" else NoteDetails(about=make.FIRST)
            assert tx.encounters.details.of(make.FIRST) == beside
            kept = make.TIME if frozen.name >= "0022" else NoteTime(about=make.FIRST)
            assert tx.encounters.times.of(make.FIRST) == kept
            assert tx.own_words.all() == ((make.OWN_WORD,) if frozen.name >= "0020" else ())
            has_pulse = frozen.name >= "0024"
            assert tx.own_days(own_days.PULSES).all(9) == ((make.PULSE,) if has_pulse else ())
            has_texts = frozen.name >= "0021"
            assert tx.team_texts.versions(TeamPart.CHECKINS) == ((make.TEAM_TEXT,) if has_texts else ())
            given = tx.team_texts.given(make.READER, TeamPart.CHECKINS)
            assert given == ((make.TEXT_GIVEN, make.TEAM_TEXT) if has_texts else None)
            assert tx.individuals.joined() == ((make.ONE_PERSON,) if frozen.name >= "0014" else ())
            assert tx.places.all() == ((make.PLACE,) if frozen.name >= "0013" else ())
            given = (make.TEAM_LIST, make.TEAM_PLACES) if frozen.name >= "0018" else None
            assert tx.places.team.given(make.READER) == given
            assert tx.places.team.versions() == ((make.TEAM_PLACES,) if frozen.name >= "0023" else ())
            is_referred = frozen.name >= "0011"
            assert tx.referrals.all(9) == ((make.REFERRAL,) if is_referred else ())
            assert tx.referrals.whereabouts() == ((make.WHEREABOUTS,) if is_referred else ())
        with vault.write() as tx:
            assert tx.identity.get().organisation == make.HOSPITAL
            assert tx.identity.name_of(make.READER) == "Sam Lee"
            assert tx.drafts.get(make.DRAFT).draft.memory == "half a sent"
            assert tx.shared_items.given(make.SECOND)[0].reader == make.READER
            (said,) = tx.comments.about(make.COPY, tx.shared_items.space_of(make.COPY))
            assert said.text == "Thank you"
            assert tx.space_seed.get() == b"\x05" * 32
            assert tx.directory.head() == (1, b"\x01" * 32)
            newest = tx.epochs.newest(tx.own_space)
            assert newest is not None
            assert newest.key == b"\x06" * 32
            tx.encounters.put(an_encounter("new words in an old vault"))


def test_a_frozen_vault_is_never_written_again() -> None:
    assert make.main() == 1
