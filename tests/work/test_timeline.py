"""One person's timeline: everything of every kind, the newest day first, each once, page after page."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerdesk.domain.changes import RecordKind
from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.introduction import IntroductionDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual, keep_consent
from peerdesk.work.encounters import delete_encounter, keep_encounter, keep_many
from peerdesk.work.introductions import add_introduction
from peerdesk.work.one_person import join_individuals
from peerdesk.work.timeline import Moment, timeline
from peerdesk.work.withdrawing import Wish, withdraw
from tests.support.hospital import clock
from tests.support.vaults import new_vault

HERON, FOX = "Blue Heron 27", "Quiet Fox 3"
NOTE = EncounterDraft(setting="ed", outcome="met", support=("time",), handle=HERON)


@pytest.fixture
def vault(home: Path) -> Iterator[Vault]:
    with new_vault(home) as made:
        yield made


def kinds(moments: tuple[Moment, ...]) -> list[RecordKind]:
    return [one.place.kind for one in moments]


def test_it_has_everything_of_one_person_and_nothing_of_anybody_else(vault: Vault) -> None:
    keep_encounter(vault, replace(NOTE, happened_on="2026-11-02", follow_up="2026-12-01"), clock(), os.urandom)
    keep_encounter(vault, replace(NOTE, handle="Amber Otter 1"), clock(), os.urandom)
    gone = keep_encounter(vault, NOTE, clock(), os.urandom).id
    delete_encounter(vault, gone)
    draft = IntroductionDraft(to="Harbor House", handle=FOX, agreed=True, on="2026-11-10")
    add_introduction(vault, draft, clock(), os.urandom)
    keep_consent(vault, ConsentDraft(handle=FOX, kind="verbal_ok_to_keep_in_touch"), clock(), os.urandom)
    join_individuals(vault, HERON, FOX, clock(), os.urandom)
    withdraw(vault, find_individual(vault, FOX), Wish(), clock(), os.urandom)
    page = timeline(vault, HERON)
    assert page.next is None
    assert sorted(kinds(page.moments)) == sorted(
        [
            RecordKind.ENCOUNTER,
            RecordKind.FOLLOW_UP,
            RecordKind.INTRODUCTION,
            RecordKind.CONSENT,
            RecordKind.WITHDRAWAL,
        ]
    )
    days = [one.place.on for one in page.moments]
    assert days == sorted(days, reverse=True)
    assert timeline(vault, FOX).moments == page.moments


def test_a_thousand_entries_come_page_by_page_and_each_once(vault: Vault) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 11) for day in range(1, 26)]
    keep_many(vault, (replace(NOTE, happened_on=day) for day in days for _ in range(4)), clock(), os.urandom)
    seen, after = list[bytes](), None
    began = time.process_time()
    pages = 0
    while pages == 0 or after is not None:
        page = timeline(vault, HERON, after=after)
        seen += [one.place.record for one in page.moments]
        after, pages = page.next, pages + 1
    spent = (time.process_time() - began) / pages
    assert (len(seen), len(set(seen)), pages) == (1000, 1000, 17)
    assert spent < 0.1, "a page takes no longer than a screen may"
