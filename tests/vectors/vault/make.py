"""Writes the frozen vault of the current form: `python -m tests.vectors.vault.make`.

A vault that exists is never written again: what somebody once kept must open for ever. A new form of the database gets
a folder of its own beside the old one. The notes in here are invented; so is the passphrase, and it protects nothing.
"""

import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from peerdesk.domain.agenda import AgendaEntry, AgendaItem, NextMeeting, TalkedAbout
from peerdesk.domain.agenda_vocabulary import AgendaTopic, GuideCode
from peerdesk.domain.consent import Consent, Withdrawal
from peerdesk.domain.consent_vocabulary import ConsentKind, ConsentScope, LedgerAct, RevokedHow
from peerdesk.domain.counted import Counted
from peerdesk.domain.encounter import Encounter, EncounterDraft
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.follow_up_plan import FollowUpPlan, FollowUpTry, PhoneNumber
from peerdesk.domain.follow_up_vocabulary import FollowUpHow, FollowUpWhy, Okay
from peerdesk.domain.guide_use import GuideSaid, GuideUse
from peerdesk.domain.handover import Handover, Offer
from peerdesk.domain.ids import DeviceId, PersonId, RecordId
from peerdesk.domain.individual import Individual
from peerdesk.domain.introduction import Introduction
from peerdesk.domain.ledger import LedgerEntry
from peerdesk.domain.note_details import NoteDetails
from peerdesk.domain.note_time import NoteTime, Spent
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.one_person import OnePerson
from peerdesk.domain.out_of_role import OutOfRole
from peerdesk.domain.papers import GivenOut, Papers, PapersShare, PermissionShown
from peerdesk.domain.peer_pulse import Pulse, Statement
from peerdesk.domain.place import Place
from peerdesk.domain.place_vocabulary import PlaceFlag
from peerdesk.domain.referral import Referral, Whereabouts
from peerdesk.domain.referral_vocabulary import ReferralSource
from peerdesk.domain.role_tally import RoleTally
from peerdesk.domain.role_vocabulary import RoleAnswer, RoleAsk, TrainingTopic
from peerdesk.domain.sharing import Grant, SharedItem, project, widened
from peerdesk.domain.shift import Shift
from peerdesk.domain.spelling import OwnWord
from peerdesk.domain.supervision import Comment
from peerdesk.domain.supervision_log import SessionSignature, SupervisionSession, session_digest
from peerdesk.domain.supervision_vocabulary import SessionTopic, SessionType
from peerdesk.domain.tally import Agreement, WeekTally
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.domain.team_texts import TeamLine, TeamPart, TeamText
from peerdesk.domain.training import Training
from peerdesk.domain.vocabulary import NextStep, Outcome, Role, Setting, Supply, Support
from peerdesk.vault import lock, reserve, schema
from peerdesk.vault.shelves import own_days
from peerdesk.vault.shelves.epochs import KeptEpoch
from peerdesk.vault.shelves.identity import Organisation, pair_space
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.vault import Vault
from tests.support.vaults import new_vault
from tests.vault.pulled import Computer, apply_all, seal_everything

FOLDER = Path(__file__).parent / schema.NEWEST
PASSPHRASE = "gentle river over stones, always"
NAME = "Rosa Vega"
KEPT_AT = datetime(2026, 11, 21, 14, 20, tzinfo=UTC)
READER = PersonId(b"\x02" * 16)
DEVICE = DeviceId(b"\x0d" * 16)
FIRST, SECOND, THIRD = (RecordId(bytes([n]) * 16) for n in (0x11, 0x12, 0x13))
INDIVIDUAL, FOLLOW_UP, COPY, DRAFT, SEED, SAID = (RecordId(bytes([n]) * 16) for n in range(0x21, 0x27))
ALLOWED, WITHDRAWN, TOLD = (RecordId(bytes([n]) * 16) for n in range(0x31, 0x34))
HANDED, OFFERED = (RecordId(bytes([n]) * 16) for n in (0x41, 0x42))
COLLEAGUE = PersonId(b"\x03" * 16)
DAY = date(2026, 11, 21)
CONSENT = Consent(
    id=ALLOWED, individual=INDIVIDUAL, kind=ConsentKind.RELEASE, starts=DAY, recipients=("Dr. Kim",), after=(WITHDRAWN,)
)
WITHDRAWAL = Withdrawal(id=WITHDRAWN, individual=INDIVIDUAL, said_on=DAY, how=RevokedHow.SAID, do_not_contact=True)
ENTRY = LedgerEntry(
    id=TOLD, act=LedgerAct.PRINTED, done_on=DAY, recipient="Dr. Kim", what=("agreed",), individual=INDIVIDUAL
)
GIVEN = Handover(
    id=HANDED,
    follow_up=FOLLOW_UP,
    person=COLLEAGUE,
    handoff=OFFERED,
    is_given=True,
    offer=Offer(due=date(2026, 11, 28), handle="Blue Heron 27", place=Setting.ED, prompt="Likes tea"),
)
WORKED, TALLIED = (RecordId(bytes([n]) * 16) for n in (0x61, 0x62))
SHIFT = Shift(id=WORKED, setting=Setting.INPATIENT, unit="4 West", started=DAY)
COUNTED = Counted(id=TALLIED, week="2026-W47", setting=Setting.ED, outcome=Outcome.DECLINED)
PLAN = FollowUpPlan(about=FOLLOW_UP, why=FollowUpWhy.RIDE, what="The bus pass", how=FollowUpHow.CALL, ok_text=Okay.NO)
TRIED, NUMBER = (RecordId(bytes([n]) * 16) for n in (0x71, 0x72))
TRY = FollowUpTry(id=TRIED, about=FOLLOW_UP, tried_on=DAY, outcome=Outcome.NO_ANSWER)
PHONE = PhoneNumber(id=NUMBER, about=FOLLOW_UP, number="555 0100")
PAPERS_SHARE, PAPERS_COPY = (RecordId(bytes([n]) * 16) for n in (0x81, 0x82))
PAPERS_SHARE_KEPT = PapersShare(individual=INDIVIDUAL, readers={READER: Grant(generation=1)}, highest=1)
PAPERS = Papers(
    handle="Blue Heron 27",
    permissions=(
        PermissionShown(
            mark="0123456789abcdef", kind=ConsentKind.RELEASE, starts=DAY, recipients=("Dr. Kim",), copy_given=True
        ),
    ),
    given_out=(
        GivenOut(
            under="0123456789abcdef",
            act=LedgerAct.PRINTED,
            done_on=DAY,
            recipient="Dr. Kim",
            what=(ConsentScope.AGREED,),
        ),
    ),
    left_out=2,
)
AGREED = Agreement(id=RecordId(bytes([0x91]) * 16), week="2026-W46", said_on=DAY)
TALLY = WeekTally(
    week="2026-W47",
    encounters={Setting.ED: {Outcome.MET: 4}},
    support={Support.TIME: 4},
    supplies={Supply.RESOURCE_CARD: 2},
)
INTRODUCED = RecordId(bytes([0xB1]) * 16)
INTRODUCTION = Introduction(id=INTRODUCED, to="Harbor House", individual=INDIVIDUAL, happened_on=DAY)
PLACE = Place(
    id=RecordId(bytes([0xC1]) * 16),
    name="Comedor Río Azul",
    kind=NextStep.BENEFITS,
    phone="555-0100",
    flags=(PlaceFlag.KIDS_OK,),
    checked_on=DAY,
    checked_by="Rosa",
)
TEAM_LIST, PLACES_VERSION = (RecordId(bytes([n]) * 16) for n in (0xC3, 0xC7))
TEAM_PLACES = TeamPlaces(version=1, published_on=DAY, places=(PLACE,))
ITEM_ID, ENTRY_ID, USED_ID, TICK_ID, MEETING_ID = (RecordId(bytes([n]) * 16) for n in range(0xD1, 0xD6))
ITEM = AgendaItem(id=ITEM_ID, topic=AgendaTopic.GUIDE, origin=USED_ID, position=1)
GUIDE_USED = GuideUse(id=USED_ID, said=GuideSaid(guide=GuideCode.REPORT, used_at="2026-11-21 21:40", spoke=True))
AGENDA_ENTRY = AgendaEntry(topic=AgendaTopic.GUIDE, guide=GUIDE_USED.said, position=1)
MEETING = NextMeeting(on=DAY, words="at ten")
OWN_WORD = OwnWord(id=RecordId(bytes([0xC4]) * 16), word="warmline")
PULSE = Pulse(id=RecordId(bytes([0xC8]) * 16), quarter="2026-Q3", slips=8, ticks={Statement.SUPPORT: (4, 2, 1, 1, 0)})
TEXT_VERSION, TEXT_GIVEN = RecordId(bytes([0xC5]) * 16), RecordId(bytes([0xC6]) * 16)
TEAM_TEXT = TeamText(part=TeamPart.CHECKINS, version=1, published_on=DAY, lines=(TeamLine(about="days", said="30"),))
DETAILS = NoteDetails(about=FIRST, people=8, unit="4 West")
TIME = NoteTime(about=FIRST, spent=Spent(begins=550, ends=595, aside=10))
ONE_PERSON = OnePerson(id=RecordId(bytes([0xC2]) * 16), kept=INDIVIDUAL, other=RecordId(bytes([0xC3]) * 16))
AGREED_ROLE = Agreement(id=RecordId(bytes([0xF3]) * 16), week="2026-W46", said_on=DAY)
ROLE_TALLY = RoleTally(week="2026-W47", asked=3)
ASKED, LEARNED = (RecordId(bytes([n]) * 16) for n in (0xF1, 0xF2))
OUT_OF_ROLE = OutOfRole(id=ASKED, asked=RoleAsk.SITTER, answer=RoleAnswer.SAID_NO, happened_on=DAY)
TRAINING = Training(id=LEARNED, title="Ethics for peers", happened_on=DAY, quarters=6, topic=TrainingTopic.ETHICS)
REFERRED, FOUND = (RecordId(bytes([n]) * 16) for n in (0xA1, 0xA2))
REFERRAL = Referral(id=REFERRED, place=Setting.ED, source=ReferralSource.ED_NURSE)
WHEREABOUTS = Whereabouts(id=FOUND, about=REFERRED, how_to_find="Bed 12")
SESSION, SIGNATURE = (RecordId(bytes([n]) * 16) for n in (0x51, 0x52))
HOSPITAL = Organisation(
    root_fingerprint=b"\x0f" * 32, name="Harbor Point", name_key=b"\x0a" * 32, server="https://peer.invalid", pin=b""
)


def note(record: RecordId, memory: str) -> Encounter:
    """Return one of the invented notes."""
    return Encounter(
        id=record,
        happened_on=date(2026, 11, 21),
        setting=Setting.ED,
        outcome=Outcome.MET,
        support=(Support.LISTENED,),
        individual=INDIVIDUAL,
        memory=memory,
    )


def session(author: PersonId) -> SupervisionSession:
    """Return an invented session of supervision."""
    return SupervisionSession(
        id=SESSION,
        author=author,
        happened_on=DAY,
        minutes=45,
        type=SessionType.INDIVIDUAL,
        topics=(SessionTopic.BOUNDARIES,),
        next_steps="Talk with the unit",
    )


def tick(author: PersonId) -> TalkedAbout:
    """Return a tick under an entry."""
    return TalkedAbout(id=TICK_ID, author=author, about=ENTRY_ID, talked_on=DAY)


def signature(author: PersonId) -> SessionSignature:
    """Return a signature under it."""
    digest = session_digest(session(author))
    return SessionSignature(id=SIGNATURE, author=author, about=SESSION, digest=digest, signed_at=KEPT_AT)


def fill(vault: Vault) -> None:
    """Put in one of everything, with a note in each state: sealed, edited since, disputed, never sealed."""
    with vault.write() as tx:
        tx.identity.put(replace(tx.identity.get(), role=Role.PEER, device=DEVICE, organisation=HOSPITAL))
        tx.identity.put_name(READER, "Sam Lee")
        tx.individuals.put(Individual(id=INDIVIDUAL, handle="Blue Heron 27"))
        tx.encounters.put(note(FIRST, "Talked about the café by the river"))
        tx.encounters.put(note(SECOND, "First words"), shares=widened({}, READER, 0, include_memory=False))
        tx.follow_ups.put(FollowUp(id=FOLLOW_UP, due=date(2026, 11, 28), encounter=FIRST, individual=INDIVIDUAL))
        copy = project(note(SECOND, ""), handle="Blue Heron 27", follow_up=None, include_memory=False)
        tx.shared_items.put_own(
            SharedItem(id=COPY, owner=tx.person, projection=copy), original=SECOND, reader=READER, generation=1
        )
        said = Comment(id=SAID, author=tx.person, about=COPY, revision=None, text="Thank you", written_at=KEPT_AT)
        tx.comments.put(said)
        tx.space_seed.put(SEED, b"\x05" * 32)
        tx.drafts.keep(DRAFT, EncounterDraft(setting="ed", memory="half a sent"), KEPT_AT)
        tx.directory.append(1, b"\x01" * 32, b"an entry")
        tx.epochs.put(
            KeptEpoch(space=tx.own_space, epoch=b"\x0e" * 16, key=b"\x06" * 32, maker=DEVICE, readers=(DEVICE,))
        )
        tx.notices.tell(Told(kind=NoticeKind.VAULT_COPIED, device=DEVICE), KEPT_AT)
        other = Computer(tx.person, tx.own_space, device=DeviceId(b"\x0c" * 16))
    seal_everything(vault, DEVICE)
    with vault.read() as tx:
        common = tx.histories.heads(SECOND)
    with vault.write() as tx:
        tx.encounters.put(note(FIRST, "Talked about the café by the river, twice"))
        tx.encounters.put(note(SECOND, "Words from here"))
        tx.encounters.put(note(THIRD, "Never sealed"))
        tx.change_times.put(FIRST, KEPT_AT)
        tx.consents.put(CONSENT)
        tx.consents.withdraw(WITHDRAWAL)
        tx.ledger.add(ENTRY)
        tx.handovers.give(GIVEN)
        between = pair_space(tx.person, READER)
        tx.sessions.put(session(tx.person), between)
        tx.sessions.sign(signature(tx.person), between)
        tx.introductions.put(INTRODUCTION)
        tx.own_days(own_days.OUT_OF_ROLE).put(OUT_OF_ROLE)
        tx.own_days(own_days.TRAININGS).put(TRAINING)
        tx.weekly.role.agreements.put(AGREED_ROLE)
        tx.weekly.role.put(ROLE_TALLY)
        tx.places.put(PLACE)
        tx.places.team.keep(PLACES_VERSION, TEAM_PLACES)
        tx.places.team.give(READER, TEAM_PLACES, TEAM_LIST)
        tx.individuals.join(ONE_PERSON)
        tx.encounters.details.put(DETAILS)
        tx.encounters.times.put(TIME)
        tx.own_words.put(OWN_WORD)
        tx.own_days(own_days.PULSES).put(PULSE)
        tx.team_texts.keep(TEXT_VERSION, TEAM_TEXT)
        tx.team_texts.give(READER, TEXT_GIVEN, TEAM_TEXT)
        tx.agenda.put(ITEM)
        tx.agenda_entries.give(ENTRY_ID, READER, AGENDA_ENTRY)
        tx.agenda_entries.tick(tick(tx.person), between)
        tx.guide_uses.put(GUIDE_USED)
        tx.agenda.put_meeting(MEETING_ID, MEETING)
        tx.referrals.put(REFERRAL)
        tx.referrals.find(WHEREABOUTS)
        tx.follow_up_plans.put(PLAN)
        tx.follow_up_plans.add_try(TRY)
        tx.follow_up_plans.put_phone(PHONE)
        tx.papers.put_share(PAPERS_SHARE, INDIVIDUAL, widened({}, READER, 0, include_memory=False))
        tx.papers.put_copy(PAPERS_COPY, READER, PAPERS)
        tx.weekly.agree(AGREED)
        tx.weekly.put(TALLY)
        tx.shifts.put(SHIFT)
        tx.counted.put(COUNTED)
    with vault.read() as tx:
        space = tx.own_space
    apply_all(vault, space, [other.says(SECOND, {"memory": "Words from elsewhere"}, common)], start=4)


def main() -> int:
    """Write the vault unless it is there. Returns the exit status."""
    if FOLDER.exists():
        sys.stderr.write(f"{FOLDER.name} exists and is never written again\n")
        return 1
    with tempfile.TemporaryDirectory() as home:
        vault = new_vault(Path(home), NAME, PASSPHRASE)
        fill(vault)
        vault.close()
        for unneeded in (lock.NAME, reserve.NAME):
            (vault.folder / unneeded).unlink()
        shutil.copytree(vault.folder, FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
