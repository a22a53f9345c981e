"""Follow-ups from a list: done, another day, or taken back; a shared copy shows what the note shows."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import FollowUpState, Role
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, day, encounter_detail, keep_encounter
from peerdesk.work.follow_ups import finish_follow_up, move_follow_up, reopen_follow_up
from peerdesk.work.sharing import find_reader, preview, share
from tests.support.hospital import a_hospital, clock
from tests.support.vaults import a_vault

NOTE = EncounterDraft(setting="ed", outcome="met", support=("time",), follow_up="2026-11-28")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with a_vault(home) as made:
        yield made


def waiting(vault: Vault) -> list[RecordId]:
    return [one.follow_up.id for one in day(vault, date(2026, 11, 30)).follow_ups]


def state_of(vault: Vault, note: RecordId) -> FollowUpState:
    planned = encounter_detail(vault, note).follow_up
    assert planned is not None
    return planned.state


def test_a_follow_up_leaves_the_day_when_it_is_done_or_moved_and_comes_back(vault: Vault) -> None:
    note = keep_encounter(vault, NOTE, clock(), os.urandom).id
    (one,) = waiting(vault)
    finish_follow_up(vault, one)
    assert (waiting(vault), state_of(vault, note)) == ([], FollowUpState.REACHED)
    reopen_follow_up(vault, one)
    assert (waiting(vault), state_of(vault, note)) == ([one], FollowUpState.PLANNED)
    move_follow_up(vault, one, date(2026, 12, 1))
    assert waiting(vault) == []


def test_a_follow_up_that_is_not_here_is_said_so(vault: Vault) -> None:
    with pytest.raises(NotFoundError):
        finish_follow_up(vault, RecordId(bytes(16)))


def test_a_copy_shows_the_follow_up_that_its_note_shows_also_when_all_are_done(tmp_path: Path) -> None:
    with a_hospital(tmp_path) as hospital:
        hospital.join("Tomas Okafor", Role.SUPERVISOR)
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        tomas = find_reader(devon, "Tomas Okafor", clock())
        note = keep_encounter(devon, replace(NOTE, follow_up="2026-11-24"), clock(), os.urandom).id
        finish_follow_up(devon, waiting(devon)[0])
        change_encounter(devon, note, {"follow_up": "2026-11-28"}, clock(), os.urandom)
        finish_follow_up(devon, waiting(devon)[0])
        share(devon, note, tomas, clock())
        shown = encounter_detail(devon, note).follow_up
        assert shown is not None
        assert shown.due == date(2026, 11, 28)
        assert preview(devon, note, tomas, clock()).projection.follow_up_due == shown.due
