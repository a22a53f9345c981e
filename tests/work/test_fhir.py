"""What a care team gets as FHIR: only what a release allows, labelled, whole, and nothing of the note."""

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from peerdesk.domain.consent import Consent
from peerdesk.domain.consent_vocabulary import ConsentKind
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.domain.summary import SummaryDraft
from peerdesk.domain.vocabulary import FollowUpState, Setting
from peerdesk.vault.vault import Vault
from peerdesk.work.fhir import _FOLLOW_UP, _INTRODUCTION, _REFERRAL, fhir_bundle
from peerdesk.work.fhir_export import FhirSheet, prepare_fhir
from peerdesk.work.fhir_given import CLASSES, Added, Given
from peerdesk.work.introductions import add_introduction
from tests.support.hospital import clock
from tests.work.test_summaries import KIM, LABELS, TOLD, signed
from tests.work.test_withdrawing import RELEASE, WHO
from tests.work.ward import NOTE, Pair

ALONE = Added()
NAMES = st.text(min_size=1, max_size=60).filter(str.strip)
CONSENT = Consent(
    id=RecordId(bytes(16)), individual=RecordId(bytes(16)), kind=ConsentKind.RELEASE, starts=date(2026, 1, 1)
)
SECURITY = {"R", "42CFRPart2", "ETH"}
CANARIES = replace(
    NOTE,
    memory="kestrel-memory",
    words="kestrel-words",
    prompt="kestrel-prompt",
    bring_to_supervision=True,
    support=("safer", "meds_option"),
    mattered=("housing", "grief"),
    supplies={"naloxone_nasal": 3},
    next={"legal_aid": "chosen"},
    length="30_60",
    unit="kestrel-unit",
)


def made(vault: Vault, note: RecordId, draft: SummaryDraft = TOLD, added: Added = ALONE) -> FhirSheet:
    return prepare_fhir(vault, note, draft, added, LABELS, "en", clock())(os.urandom)


def entries(found: FhirSheet) -> list[dict[str, Any]]:
    entry: list[dict[str, Any]] = json.loads(found.content)["entry"]
    return entry


def resources(found: FhirSheet, kind: str = "") -> list[dict[str, Any]]:
    every = [one["resource"] for one in entries(found)]
    return [one for one in every if not kind or one["resourceType"] == kind]


def values(tree: Any) -> Iterator[str]:
    """Yield every text of a tree, also what is packed into an attachment."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from [base64.b64decode(value).decode()] if key == "data" else values(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from values(value)
    elif isinstance(tree, str):
        yield tree


def keys(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        return set(tree) | {key for value in tree.values() for key in keys(value)}
    return {key for value in tree for key in keys(value)} if isinstance(tree, list) else set()


def test_without_a_release_nothing_is_made_and_what_is_added_needs_one_that_covers_what_was_agreed(
    pair: Pair,
) -> None:
    note = pair.note()
    with pytest.raises(NotAllowedError):
        made(pair.devon, note)
    signed(pair, replace(RELEASE, scope=("peer_visit", "reach_peer")))
    only_reach = SummaryDraft(recipient=KIM, reach="Ask for Devon.")
    assert entries(made(pair.devon, note, only_reach))
    with pytest.raises(NotAllowedError):
        made(pair.devon, note, only_reach, Added(follow_up=True))
    signed(pair)
    assert resources(made(pair.devon, note, TOLD, Added(follow_up=True)), "Task")


def test_every_resource_is_valid_labelled_and_names_only_what_is_in_the_file(pair: Pair) -> None:
    note = pair.note()
    signed(pair)
    today = clock().date()
    asked = IntroductionDraft(to="Harbor House", handle=WHO, agreed=True)
    introduction, _ = add_introduction(pair.devon, asked, clock(), os.urandom)
    added = Added(follow_up=True, introductions=(introduction,))
    found = made(pair.devon, note, replace(TOLD, visited_on=today), added)
    assert Bundle.model_validate_json(found.content).type == "collection"
    kinds = [one["resourceType"] for one in resources(found)]
    assert kinds == [
        "Patient", "Practitioner", "Organization", "Consent", "DocumentReference", "Encounter", "Task",
        "ServiceRequest", "Task",
    ]  # fmt: skip
    for one in (json.loads(found.content), *resources(found)):
        assert {label["code"] for label in one["meta"]["security"]} == SECURITY
    assert "Harbor House" not in found.content.decode()
    urls = {one["fullUrl"] for one in entries(found)}
    assert len(urls) == len(kinds)
    references = [one.split('"')[0] for one in found.content.decode().split('"reference": "')[1:]]
    assert references
    assert set(references) <= urls


def test_the_notice_and_what_the_release_allows_are_in_it(pair: Pair) -> None:
    note = pair.note()
    signed(pair)
    found = made(pair.devon, note)
    (document,), (release,) = resources(found, "DocumentReference"), resources(found, "Consent")
    said = "\n".join(values(document))
    assert "A visit on Friday." in said
    assert "42 CFR part 2 prohibits unauthorized use or disclosure" in said
    assert "Until: 2027-11-21" in "\n".join(values(release))
    assert release["provision"]["actor"][0]["reference"]["display"] == KIM


def test_nothing_of_a_note_gets_in_but_the_day_and_kind_of_a_visit_that_is_told(pair: Pair) -> None:
    note = pair.note(CANARIES)
    signed(pair)
    day = clock().date()
    for draft, told in ((TOLD, False), (replace(TOLD, visited_on=day), True)):
        found = made(pair.devon, note, draft, Added(follow_up=True))
        said = " ".join(values(json.loads(found.content)))
        for word in ("kestrel", "naloxone", "housing", "grief", "legal", "safer", "30_60", "meds"):
            assert word not in said.lower()
        assert ("EMER" in said) == told
        assert (day.isoformat() in [one.get("period", {}).get("start") for one in resources(found)]) == told
        assert note.hex() not in found.content.decode()


def test_no_time_of_day_and_no_element_that_could_say_who_somebody_is_is_ever_used(pair: Pair) -> None:
    note = pair.note(CANARIES)
    signed(pair)
    found = made(pair.devon, note, replace(TOLD, visited_on=clock().date()), Added(follow_up=True))
    never = {
        "identifier", "birthDate", "address", "telecom", "gender", "photo", "reasonCode", "reasonReference",
        "diagnosis", "note", "location", "date", "authenticator", "lastModified", "timestamp",
        "maritalStatus", "dosageInstruction",
    }  # fmt: skip
    assert keys(json.loads(found.content)) & never == set()
    assert not [text for text in values(json.loads(found.content)) if "T00:" in text or text.endswith("Z")]


def test_an_introduction_of_somebody_else_is_refused(pair: Pair) -> None:
    note = pair.note()
    signed(pair)
    other = IntroductionDraft(to="Harbor House", handle="Red Maple 4", agreed=True)
    introduction, _ = add_introduction(pair.devon, other, clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        made(pair.devon, note, TOLD, Added(introductions=(introduction,)))


def test_every_state_has_a_word_of_the_standard() -> None:
    assert set(_FOLLOW_UP) == set(FollowUpState)
    assert set(CLASSES) <= set(Setting)
    for table in (_REFERRAL, _INTRODUCTION):
        assert set(table) == set(type(next(iter(table))))


@settings(deadline=None)
@given(st.text(max_size=60), NAMES, NAMES, st.text(min_size=1, max_size=200))
def test_whatever_is_written_makes_a_valid_file_and_comes_back_as_it_was(
    called: str, peer: str, recipient: str, text: str
) -> None:
    content = fhir_bundle(
        Given(
            called=" ".join(called.split()),
            peer=peer,
            program="Harbor Point",
            text=text,
            release=text,
            consent=CONSENT,
            recipient=recipient,
        ),
        os.urandom,
    )
    assert text in values(json.loads(content))
