"""Whatever a peer keeps, and whatever they add: in a FHIR file stands what the summary tells, and nothing else."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.out_of_role import OutOfRoleDraft
from peerdesk.domain.referral import ReferralDraft
from peerdesk.domain.summary import SummaryDraft
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.domain.training import TrainingDraft
from peerdesk.domain.wellbeing import CheckInDraft
from peerdesk.work.fhir_given import Added, Given
from peerdesk.work.introductions import add_introduction
from peerdesk.work.jots import keep_jot
from peerdesk.work.out_of_role import add_out_of_role
from peerdesk.work.referrals import add_referral
from peerdesk.work.supervision_log import log_session
from peerdesk.work.training import add_training
from peerdesk.work.wellbeing import add_check_in
from tests.support.hospital import SUPERVISED, a_hospital, clock
from tests.work.test_fhir import CANARIES, made, values
from tests.work.test_summaries import KIM, signed
from tests.work.test_withdrawing import RELEASE, WHO
from tests.work.ward import Pair

CANARY = "kestrel"
FIXED = {
    "Bundle", "collection", "Patient", "Practitioner", "Organization", "Consent", "DocumentReference", "Encounter",
    "Task", "ServiceRequest", "R", "42CFRPart2", "ETH", "EMER", "IRCP", "active", "patient-privacy", "permit",
    "current", "finished", "order", "plan", "requested", "in-progress", "completed", "cancelled", "revoked",
    "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "http://terminology.hl7.org/CodeSystem/v3-ActCode",
    "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "http://terminology.hl7.org/CodeSystem/consentscope",
    "text/plain; charset=utf-8", "Written release", "42 CFR Part 2", "Peer support", "Peer support summary",
    "Staying in touch", "Warm handoff",
}  # fmt: skip
"""Every word that such a file may hold by itself. What else stands in it has to have been given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A vault in which everything that somebody can write says the canary, and what can be added to a summary."""

    pair: Pair
    note: RecordId
    introductions: tuple[RecordId, ...]
    referrals: tuple[RecordId, ...]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    with a_hospital(tmp_path_factory.mktemp("town"), joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        vault, now, rng = pair.devon, clock(), os.urandom
        note = pair.note(CANARIES)
        signed(pair, replace(RELEASE, scope=("peer_visit", "agreed", "their_words", "reach_peer")))
        pair.note(EncounterDraft(setting="home", outcome="left", handle=f"{CANARY} 1", memory=CANARY, words=CANARY))
        pair.note(replace(CANARIES, memory=f"{CANARY} again"))
        keep_jot(vault, f"{CANARY} jot", now, rng)
        add_check_in(vault, CheckInDraft(mood="tired", line=CANARY), now, rng)
        add_training(vault, TrainingDraft(title=CANARY, hours="1", given_by=CANARY), now, rng)
        add_out_of_role(vault, OutOfRoleDraft(asked="sitter", answer="said_no"), now, rng)
        log_session(vault, SessionDraft(minutes=45, next_steps=CANARY), pair.reader, now, rng)
        asked = [
            add_referral(vault, ReferralDraft(place="ed", how_to_find=f"{CANARY} bay 4", reason="hard_time"), now, rng)[
                0
            ]
            for _ in range(2)
        ]
        to = [
            IntroductionDraft(to=f"{CANARY} house", handle=WHO, agreed=True, result=result)
            for result in ("waiting", "not_yet", "connected", "changed_mind")
        ]
        brought = tuple(add_introduction(vault, one, now, rng)[0] for one in to)
        yield Kept(pair=pair, note=note, introductions=brought, referrals=tuple(asked))


def given_texts(told: Given) -> set[str]:
    """Return everything that was given, as it stands in a file."""
    days = (
        told.consent.starts, told.consent.expires, told.visited_on, *(one.due for one in told.follow_ups),
        *(one.happened_on for one in told.introductions), *(day for _one, day in told.referrals),
    )  # fmt: skip
    said = {told.called, told.peer, told.program, told.text, told.release, told.recipient}
    return said | {day.isoformat() for day in days if day is not None}


PART = st.sampled_from(["", "Ask for Devon at the desk.", "A visit on Friday."])


@settings(deadline=None, max_examples=20)
@given(st.data(), PART, PART, st.booleans(), st.booleans())
def test_nothing_that_was_not_given_is_in_a_file_whatever_a_vault_holds(
    kept: Kept, data: st.DataObject, words: str, reach: str, follow_up: bool, visit: bool
) -> None:
    added = Added(
        follow_up=follow_up,
        introductions=tuple(data.draw(st.sets(st.sampled_from(kept.introductions)))),
        referrals=tuple(data.draw(st.sets(st.sampled_from(kept.referrals)))),
    )
    visited = clock().date() if visit else None
    draft = SummaryDraft(recipient=KIM, agreed="Bus times.", words=words, reach=reach, visited_on=visited)
    found = made(kept.pair.devon, kept.note, draft, added)
    said = {text for text in values(json.loads(found.content)) if not re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text)}
    assert not [text for text in said if CANARY in text.lower()]
    assert said - FIXED - given_texts(found.given) == set()
    assert visit == ("EMER" in said)


def test_the_list_of_what_a_file_may_say_by_itself_is_as_short_as_it_can_be(kept: Kept) -> None:
    added = Added(follow_up=True, introductions=kept.introductions, referrals=kept.referrals)
    told = SummaryDraft(recipient=KIM, agreed="Bus times.", visited_on=clock().date())
    said = set(values(json.loads(made(kept.pair.devon, kept.note, told, added).content)))
    assert FIXED - said == set()
