"""A peer's own sums: everything counts alike, each person once, and none of it is kept or sent."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import BadDateError
from peerdesk.domain.vocabulary import Outcome, Supply, Support
from peerdesk.vault.vault import Vault
from peerdesk.work.counting import count_encounter
from peerdesk.work.encounters import delete_encounter, keep_encounter
from peerdesk.work.follow_ups import FollowUpDraft, add_follow_up, finish_follow_up
from peerdesk.work.impact import own_impact
from peerdesk.work.one_person import join_individuals
from tests.support.hospital import clock
from tests.support.vaults import new_vault

MET = EncounterDraft(setting="ed", outcome="met", support=("time", "listened"), happened_on="2026-10-31")


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with new_vault(home) as made:
        yield made


def keep(vault: Vault, **answers: object) -> None:
    keep_encounter(vault, replace(MET, **answers), clock(), os.urandom)  # type: ignore[arg-type]


def test_everything_counts_alike_and_each_person_once(vault: Vault) -> None:
    keep(vault, handle="Blue Heron 27", supplies={"resource_card": 2})
    keep(vault, handle="Blue Heron 27", happened_on="2026-10-01")
    keep(vault, handle="Quiet Fox 3")
    keep(vault)
    keep(vault, outcome="declined", support=(), handle="Amber Otter 1")
    keep(vault, happened_on="2026-11-01")
    delete_encounter(vault, keep_encounter(vault, MET, clock(), os.urandom).id)
    reached = add_follow_up(vault, FollowUpDraft(due="2026-10-05"), clock(), os.urandom)[0]
    finish_follow_up(vault, reached)
    found = own_impact(vault, "2026-10")
    assert (found.encounters, found.people, found.nameless, found.reached) == (5, 2, 1, 1)
    assert found.outcomes == {Outcome.MET: 4, Outcome.DECLINED: 1}
    assert found.support == {Support.TIME: 4, Support.LISTENED: 4}
    assert found.supplies == {Supply.RESOURCE_CARD: 2}
    join_individuals(vault, "Blue Heron 27", "Quiet Fox 3", clock(), os.urandom)
    assert own_impact(vault, "2026-10").people == 1
    assert [own_impact(vault, period).encounters for period in ("2026-Q4", "2026", "2026-09")] == [6, 6, 0]


def test_what_was_only_counted_counts_too(vault: Vault) -> None:
    week = clock().astimezone()
    before = own_impact(vault, f"{week:%Y}").encounters
    count_encounter(vault, MET, clock(), os.urandom)
    assert own_impact(vault, f"{week:%Y}").encounters == before + 1


@pytest.mark.parametrize("period", ["", "2026-13", "2026-Q5", "26", "2026-1", "９９９９", "2026-11-01"])
def test_what_is_no_period_is_turned_away(vault: Vault, period: str) -> None:
    with pytest.raises(BadDateError):
        own_impact(vault, period)
