"""A few days of a peer with two computers, for pictures: what differs, what was deleted, what syncing has to tell."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.shelves.notices import Told
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import change_encounter, delete_encounter, keep_encounter

Sync = Callable[[Vault], None]


def differing_note(ward: Vault, laptop: Vault, now: datetime, sync: Sync) -> RecordId:
    """Let a note be changed on both computers while neither knew of the other, and return it. Both end in step."""
    begun = EncounterDraft(
        setting="home",
        outcome="met",
        support=("listened",),
        handle="Amber Wren 9",
        memory="Asked about the bus pass.",
        next={"group": "offered"},
        follow_up="7d",
    )
    note = keep_encounter(ward, begun, now - timedelta(days=3), os.urandom).id
    for vault in (ward, laptop):
        sync(vault)
    on_the_ward = {
        "memory": "Bus pass came through. Wants to try the Tuesday group, and asked me to walk over too.",
        "setting": "clinic",
        "support": ["listened", "options"],
    }
    at_home = {
        "memory": "Rang in the evening. The bus pass is there. Somebody should come along on Tuesday.",
        "setting": "virtual",
        "support": ["listened", "info"],
        "next": {"group": "chosen"},
    }
    change_encounter(ward, note, on_the_ward, now - timedelta(hours=30), os.urandom)
    change_encounter(laptop, note, at_home, now - timedelta(hours=5), os.urandom)
    for vault in (ward, laptop):
        sync(vault)
    return note


def deleted_and_told(laptop: Vault, now: datetime) -> None:
    """Delete two notes on the laptop, and let syncing have something to tell there."""
    for handle, days in (("Silver Wren 8", 1), ("", 6)):
        draft = EncounterDraft(setting="ed", outcome="brief", handle=handle)
        note = keep_encounter(laptop, draft, now - timedelta(days=days), os.urandom).id
        delete_encounter(laptop, note, now - timedelta(hours=days))
    with laptop.write() as tx:
        tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=7), now)
