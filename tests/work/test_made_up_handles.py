"""Handles that are made up: two words and a number, and nobody has them yet."""

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.individual import generated_form, looks_like_identity, made_handle
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.individuals import free_handle
from tests.support.hospital import clock
from tests.support.vaults import a_vault


@given(st.binary(min_size=4, max_size=4))
def test_each_has_the_form_that_is_never_taken_for_a_name(drawn: bytes) -> None:
    left = list(drawn)
    made = made_handle(lambda count: bytes(left.pop() for _ in range(count)))
    assert generated_form(made)
    assert not looks_like_identity(made)


def test_one_that_somebody_has_is_not_given_to_another(tmp_path: Path) -> None:
    drawn = [0, 0, 0, 0] * 3 + [1, 1, 0, 5]
    with a_vault(tmp_path, "Devon Achebe") as vault:
        draft = EncounterDraft(setting="ed", outcome="left", handle="blue heron 10")
        keep_encounter(vault, draft, clock(), os.urandom)
        with vault.read() as tx:
            assert free_handle(tx, lambda count: bytes(drawn.pop(0) for _ in range(count))) == "Red Maple 15"


def test_where_everything_is_taken_it_comes_to_an_end(tmp_path: Path) -> None:
    with a_vault(tmp_path, "Devon Achebe") as vault:
        draft = EncounterDraft(setting="ed", outcome="left", handle="Blue Heron 10")
        keep_encounter(vault, draft, clock(), os.urandom)
        with vault.read() as tx:
            assert free_handle(tx, bytes) == "Blue Heron 10"
