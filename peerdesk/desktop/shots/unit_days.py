"""A peer of the invented team whose hospital counts units: some notes of today have times, and some have none."""

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from peerdesk.desktop.shots.team_months import Join
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.note_time import TimeDraft
from peerdesk.domain.unit_summary import Profile
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import connect
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.note_times import keep_time
from peerdesk.work.organisation_folder import ROOT_KEY, unlock_root
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.syncing import sync_now

COUNTING: Final = "Noor Hale"
_MET: Final[dict[str, Any]] = {"setting": "ed", "outcome": "met", "support": ("listened",), "handle": "Blue Heron 27"}
_TIMED: Final[tuple[tuple[dict[str, Any], TimeDraft], ...]] = (
    (_MET, TimeDraft(begins="9:10", ends="9:55", aside="10")),
    ({**_MET, "handle": "", "mode": "group", "people": 12}, TimeDraft(begins="10:30", ends="11:30")),
    ({**_MET, "handle": "Ash 4", "support": ("ride",)}, TimeDraft(begins="12:00", ends="16:40")),
    ({**_MET, "setting": "street", "handle": ""}, TimeDraft(begins="17:00", ends="17:30")),
)
_UNTIMED: Final[tuple[dict[str, Any], ...]] = (
    {**_MET, "setting": "inpatient", "handle": "Willow 12"},
    {"setting": "ed", "outcome": "resting"},
)


def units_of_a_peer(folder: Path, address: str, passphrase: str, join: Join, now: datetime) -> Path:
    """Let the root say that units are counted, and a new peer give times to some notes. Returns the peer's home.

    `passphrase` opens the root's key in this folder.
    """
    with closing(connect(address, b"")) as line:
        root = unlock_root(folder / "org" / ROOT_KEY, passphrase)
        make_policy(folder / "org", root, {Rule.UNITS: Profile.VA.value}, line, now)
    home = folder / "counting"
    with closing(join(home, COUNTING, Role.PEER)) as vault:
        sync_now(vault, connect, now, os.urandom)
        for answers, times in _TIMED:
            keep_time(vault, keep_encounter(vault, EncounterDraft(**answers), now, os.urandom).id, times)
        for answers in _UNTIMED:
            keep_encounter(vault, EncounterDraft(**answers), now, os.urandom)
    return home
