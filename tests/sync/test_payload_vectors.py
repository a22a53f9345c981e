"""The frozen payloads: what was written once is read for ever, and is still written the same way."""

import json
from datetime import datetime

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.merge import Stamp, sealed, values, view
from peerdesk.sync.payload import from_plain
from peerdesk.sync.squeezing import unsqueezed
from tests.vectors.payload.contents import CONTENTS, MINUTE
from tests.vectors.payload.make import (
    FOLDER,
    OTHER_RUN,
    about_consent,
    about_supervision,
    beside_follow_ups,
    beside_notes,
    dated,
    handed_over,
    later,
    of_a_shift,
    of_agendas,
    of_introductions,
    of_note_times,
    of_one_person,
    of_own_days,
    of_own_words,
    of_papers,
    of_peer_pulses,
    of_places,
    of_places_versions,
    of_referrals,
    of_role_counts,
    of_team_places,
    of_team_texts,
    payloads,
    weekly,
)

FROZEN = json.loads((FOLDER / "schema_1.json").read_text(encoding="utf-8"))
DATED = json.loads((FOLDER / "schema_2.json").read_text(encoding="utf-8"))
SQUEEZED = json.loads((FOLDER / "schema_3.json").read_text(encoding="utf-8"))
CONSENTS = json.loads((FOLDER / "schema_4.json").read_text(encoding="utf-8"))
HANDOVERS = json.loads((FOLDER / "schema_5.json").read_text(encoding="utf-8"))
SUPERVISION = json.loads((FOLDER / "schema_6.json").read_text(encoding="utf-8"))
SHIFTS = json.loads((FOLDER / "schema_7.json").read_text(encoding="utf-8"))
FOLLOW_UPS = json.loads((FOLDER / "schema_8.json").read_text(encoding="utf-8"))
PAPERS = json.loads((FOLDER / "schema_9.json").read_text(encoding="utf-8"))
TALLIES = json.loads((FOLDER / "schema_10.json").read_text(encoding="utf-8"))
REFERRALS = json.loads((FOLDER / "schema_11.json").read_text(encoding="utf-8"))
INTRODUCTIONS = json.loads((FOLDER / "schema_12.json").read_text(encoding="utf-8"))
PLACES = json.loads((FOLDER / "schema_13.json").read_text(encoding="utf-8"))
ONE_PERSON = json.loads((FOLDER / "schema_14.json").read_text(encoding="utf-8"))
AGENDAS = json.loads((FOLDER / "schema_15.json").read_text(encoding="utf-8"))
OWN_DAYS = json.loads((FOLDER / "schema_16.json").read_text(encoding="utf-8"))
TEAM_PLACES = json.loads((FOLDER / "schema_18.json").read_text(encoding="utf-8"))
PLACES_VERSIONS = json.loads((FOLDER / "schema_23.json").read_text(encoding="utf-8"))
PEER_PULSES = json.loads((FOLDER / "schema_24.json").read_text(encoding="utf-8"))
NOTE_DETAILS = json.loads((FOLDER / "schema_19.json").read_text(encoding="utf-8"))
NOTE_TIMES = json.loads((FOLDER / "schema_22.json").read_text(encoding="utf-8"))
OWN_WORDS = json.loads((FOLDER / "schema_20.json").read_text(encoding="utf-8"))
TEAM_TEXTS = json.loads((FOLDER / "schema_21.json").read_text(encoding="utf-8"))
ROLE_COUNTS = json.loads((FOLDER / "schema_17.json").read_text(encoding="utf-8"))
LATER = {
    **CONSENTS,
    **HANDOVERS,
    **SUPERVISION,
    **SHIFTS,
    **FOLLOW_UPS,
    **PAPERS,
    **TALLIES,
    **REFERRALS,
    **INTRODUCTIONS,
    **OWN_DAYS,
    **ROLE_COUNTS,
    **TEAM_PLACES,
    **PLACES_VERSIONS,
    **NOTE_DETAILS,
    **OWN_WORDS,
    **PEER_PULSES,
    **NOTE_TIMES,
    **TEAM_TEXTS,
    **PLACES,
    **ONE_PERSON,
    **AGENDAS,
}
STAMP = Stamp(b"n" * 16, b"t" * 8, 1)


@pytest.mark.parametrize("kind", list(RecordKind))
def test_a_frozen_record_of_every_kind_opens_to_what_it_said(kind: RecordKind) -> None:
    raw = bytes.fromhex({**FROZEN, **LATER}[kind.value])
    said = from_plain(raw, revision=b"v" * 32, parents=(), stamp=STAMP)
    assert said.kind is kind
    assert values(view((said.head,))) == CONTENTS[kind]


def test_the_stamps_of_a_frozen_edit_over_two_heads_are_what_they_were() -> None:
    raw = bytes.fromhex(FROZEN["over two heads"])
    said = from_plain(raw, revision=b"v" * 32, parents=later().parents, stamp=STAMP)
    assert said.head == sealed(later(), b"v" * 32, STAMP)
    assert len(said.head.fields["words"]) == 2


def test_the_frozen_first_of_a_run_names_the_run_before() -> None:
    raw = bytes.fromhex(FROZEN["first of a run"])
    assert from_plain(raw, revision=b"v" * 32, parents=(), stamp=STAMP).previous == (OTHER_RUN, 12)


def test_today_the_same_bytes_are_written() -> None:
    assert {name: raw.hex() for name, raw in payloads().items()} == FROZEN
    assert {name: raw.hex() for name, raw in dated().items()} == DATED
    assert {name: raw.hex() for name, raw in about_consent().items()} == CONSENTS
    assert {name: raw.hex() for name, raw in handed_over().items()} == HANDOVERS
    assert {name: raw.hex() for name, raw in about_supervision().items()} == SUPERVISION
    assert {name: raw.hex() for name, raw in of_a_shift().items()} == SHIFTS
    assert {name: raw.hex() for name, raw in beside_follow_ups().items()} == FOLLOW_UPS
    assert {name: raw.hex() for name, raw in of_papers().items()} == PAPERS
    assert {name: raw.hex() for name, raw in weekly().items()} == TALLIES
    assert {name: raw.hex() for name, raw in of_referrals().items()} == REFERRALS
    assert {name: raw.hex() for name, raw in of_introductions().items()} == INTRODUCTIONS
    assert {name: raw.hex() for name, raw in of_own_days().items()} == OWN_DAYS
    assert {name: raw.hex() for name, raw in of_role_counts().items()} == ROLE_COUNTS
    assert {name: raw.hex() for name, raw in of_places().items()} == PLACES
    assert {name: raw.hex() for name, raw in of_team_places().items()} == TEAM_PLACES
    assert {name: raw.hex() for name, raw in of_places_versions().items()} == PLACES_VERSIONS
    assert {name: raw.hex() for name, raw in beside_notes().items()} == NOTE_DETAILS
    assert {name: raw.hex() for name, raw in of_own_words().items()} == OWN_WORDS
    assert {name: raw.hex() for name, raw in of_peer_pulses().items()} == PEER_PULSES
    assert {name: raw.hex() for name, raw in of_note_times().items()} == NOTE_TIMES
    assert {name: raw.hex() for name, raw in of_team_texts().items()} == TEAM_TEXTS
    assert {name: raw.hex() for name, raw in of_one_person().items()} == ONE_PERSON
    assert {name: raw.hex() for name, raw in of_agendas().items()} == AGENDAS


def test_a_frozen_change_says_when_it_was_made() -> None:
    raw = bytes.fromhex(DATED["over two heads"])
    said = from_plain(raw, revision=b"v" * 32, parents=later().parents, stamp=STAMP)
    assert said.head == sealed(later(), b"v" * 32, STAMP)
    assert said.previous == (OTHER_RUN, 12)
    assert said.kept_at == datetime.fromisoformat(MINUTE)


@pytest.mark.parametrize(
    ("name", "plain"), [("encounter", FROZEN["encounter"]), ("dated encounter", DATED["encounter"])]
)
def test_a_frozen_note_in_fewer_bytes_is_the_frozen_note(name: str, plain: str) -> None:
    assert unsqueezed(bytes.fromhex(SQUEEZED[name])).hex() == plain
    assert len(SQUEEZED[name]) < len(plain) // 2
