"""Three peers and a supervisor at Harbor Point, whose weeks pass as a test says."""

import os
from datetime import date, datetime, timedelta
from typing import Any

from peerdesk.domain.counted import week_of
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.tally import WeekTally
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.result import SyncResult
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.ids import PersonId, SpaceId, drop_space
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.syncing import sync_now
from peerdesk.work.weekly_counts import start_counts
from tests.support.hospital import Hospital, clock

JOINED = (
    ("Tomas Okafor", Role.SUPERVISOR, ""),
    ("Devon Achebe", Role.PEER, "Tomas Okafor"),
    ("Ruth Lind", Role.PEER, "Tomas Okafor"),
    ("Marisol Vega", Role.PEER, "Tomas Okafor"),
)
WEEK = timedelta(days=7)


class Team:
    """`now` is everybody's clock; `pass_weeks` moves it."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        self.now: datetime = clock()
        self.tomas, self.devon, self.ruth, self.marisol = (hospital.join(*one) for one in JOINED)
        self.peers = (self.devon, self.ruth, self.marisol)
        self.sync(self.tomas, *self.peers)

    @property
    def today(self) -> date:
        return self.now.astimezone().date()

    @property
    def week(self) -> str:
        return week_of(self.today)

    def pass_weeks(self, count: int = 1) -> None:
        self.now += count * WEEK

    def sync(self, *vaults: Vault) -> SyncResult:
        results = [sync_now(vault, self.hospital.remotes, self.now, os.urandom) for vault in vaults]
        return results[-1]

    def meet(self) -> None:
        """Let every peer sync, and then the supervisor: all of it is proved."""
        for vault in (*self.peers, self.tomas):
            result = self.sync(vault)
            assert result.proof
            assert not result.needs_attention

    def agree(self, *vaults: Vault) -> None:
        for vault in vaults:
            start_counts(vault, self.now, os.urandom)

    def note(self, vault: Vault, outcome: str = "declined", **more: Any) -> RecordId:
        draft = EncounterDraft(setting=more.pop("setting", "ed"), outcome=outcome, **more)
        return keep_encounter(vault, draft, self.now, os.urandom).id

    def read(self, week: str | None = None, vault: Vault | None = None) -> list[WeekTally]:
        """Return what the supervisor has of a week, the last one if none is said."""
        week = week or week_of(self.today - WEEK)
        with (vault or self.tomas).read() as tx:
            return [came.tally for came in tx.weekly.of_weeks(week, week)]


def drop_of(vault: Vault) -> SpaceId:
    return drop_space(person_of(vault))


def person_of(vault: Vault) -> PersonId:
    with vault.read() as tx:
        return wire_ids.PersonId(tx.person)
