"""An invented team whose three peers said yes to weekly counts months ago: what a report is made of."""

import os
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.peer_pulse import PulseDraft, Statement
from peerdesk.domain.vocabulary import Outcome, Role, Setting, Support
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.peer_pulse import keep_pulse, quarters_to_enter
from peerdesk.work.syncing import sync_now
from peerdesk.work.team_figures import Unsaid, team_report
from peerdesk.work.weekly_counts import start_counts

Join = Callable[[Path, str, Role], Vault]

_WEEKS = 13
"""Long enough that a whole month lies in it and is said, whatever day it is."""
_NAMES = ("Amina Rowe", "Jonah Pell", "Sol Ibarra")
_OUTCOMES = {
    Outcome.MET: 14,
    Outcome.BRIEF: 6,
    Outcome.DECLINED: 5,
    Outcome.WITH_STAFF: 4,
    Outcome.LATER: 4,
    Outcome.RESTING: 3,
}
_SETTINGS = (Setting.ED, Setting.ED, Setting.INPATIENT, Setting.STREET)
_SUPPORT = (Support.LISTENED, Support.TIME, Support.OPTIONS, Support.INFO)
BOX = {
    Statement.SUPPORT: ("4", "3", "1", "1", ""),
    Statement.ROLE: ("2", "3", "2", "1", ""),
    Statement.SAY_NO: ("3", "2", "2", "1", "1"),
    Statement.RESPECT: ("2", "1", "", "1", ""),
    Statement.FRIEND: ("5", "3", "", "", ""),
}
"""What was in an invented box of nine slips."""
_SELDOM = 40
"""Every so many-th encounter is one that a month has few of."""


def months_of_a_team(folder: Path, supervisor: str, join: Join, now: datetime) -> Path:
    """Let three peers meet people for three months, and return the home of the supervisor to whom their counts came."""
    office = folder / "team"
    with closing(join(office, supervisor, Role.SUPERVISOR)) as reader:
        for number, name in enumerate(_NAMES):
            with closing(join(folder / f"team-{number}", name, Role.PEER)) as vault:
                start_counts(vault, now - timedelta(weeks=_WEEKS), os.urandom)
                _meet(vault, now, number)
                sync_now(vault, connect, now, os.urandom)
        sync_now(reader, connect, now, os.urandom)
        _open_the_box(reader, now)
    return office


def _open_the_box(reader: Vault, now: datetime) -> None:
    """Enter what was in the peers' box in the latest quarter that can be said: one line had few answers."""
    today = now.astimezone().date()
    ended = (
        one
        for one in sorted(quarters_to_enter(today), reverse=True)
        if team_report(reader, one, today).unsaid is not Unsaid.NOT_YET
    )
    keep_pulse(reader, PulseDraft(quarter=next(ended), slips="9", ticks=BOX), now, os.urandom)


def _meet(vault: Vault, now: datetime, peer: int) -> None:
    every = [outcome for outcome, times in _OUTCOMES.items() for _ in range(times)]
    for week in range(1, _WEEKS):
        day = (now.astimezone() - timedelta(weeks=week)).date().isoformat()
        for at in range(peer, len(every), len(_NAMES)):
            count = week * len(every) + at
            seldom = count % _SELDOM == 0
            outcome = Outcome.FAMILY if seldom else every[at]
            met = outcome is Outcome.MET
            draft = EncounterDraft(
                setting=Setting.SHELTER if seldom else _SETTINGS[count % len(_SETTINGS)],
                outcome=outcome,
                support=(_SUPPORT[count % len(_SUPPORT)], Support.LISTENED) if met else (),
                supplies={"naloxone_nasal": 1} if met and count % 2 else {},
                happened_on=day,
            )
            keep_encounter(vault, draft, now, os.urandom)
