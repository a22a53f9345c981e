"""Harbor Point after a quarter: Tomas and five peers, three months of invented work, and what they gave him this week.

Made once in a run of one process; the journeys of a supervisor begin with a copy of it.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.periods import monday, months_of, weeks_of_month
from peerdesk.domain.summary import SummaryDraft
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import keep_consent
from peerdesk.work.counting import count_encounter
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.summaries import prepare_summary, record_summary
from peerdesk.work.supervision_log import find_partner, log_session, logged_session, sign_session
from peerdesk.work.team_figures import ended_periods
from peerdesk.work.weekly_counts import start_counts
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.work.test_summaries import KIM, LABELS
from tests.work.test_withdrawing import RELEASE

TOMAS, DEVON = "Tomas Okafor", "Devon Achebe"
PEERS = ("Marisol Vega", DEVON, "Ruth Lind", "Amina Rowe", "Jonah Pell")
JOINED = ((TOMAS, Role.SUPERVISOR, ""), *((name, Role.PEER, TOMAS) for name in PEERS))
CANARY = "zebra-canary-5512"
"""In everything that nobody shared, and in what stays of that which was."""
RED_MAPLE = "Red Maple 4"
SHARED, FLAGGED, PRIVATE = 11, 2, 3
"""So many notes Devon gave Tomas this week, so many to talk about, and so many they kept to themselves."""
LONG_AGO = timedelta(weeks=45)
ALONE = 3
"""So many encounters each peer only counts."""
FEW = 4
"""So many people were met at the shelter in the whole quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What Devon keeps of this week: the notes that Tomas has a copy of, and those that nobody has."""

    shared: tuple[RecordId, ...]
    private: tuple[RecordId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """`period` names the quarter, `kept` are all its encounters, those among them that were only counted."""

    hospital: Hospital
    period: str
    kept: int
    devon: Given

    def vault(self, name: str) -> Vault:
        """Open somebody's vault."""
        return self.hospital.opened(name)

    def home(self, name: str) -> Path:
        return self.hospital.folder / "homes" / name

    def desk(self, stack: ExitStack, name: str) -> WatchedDesk:
        """Open somebody's desk, and let it sync."""
        desk = stack.enter_context(open_desk(self.home(name), PASSPHRASE, remotes=Line(self.hospital)))
        session = desk.door.session
        assert session is not None
        session.pages.shared.pulse.sync()
        desk.settle()
        return desk


@contextmanager
def a_quarter(folder: Path) -> Iterator[Quarter]:
    """Open a hospital of one's own in which all this has happened. Every vault is closed."""
    with a_hospital(folder, joined=JOINED, settled=_lived) as hospital:
        model = hospital.model
        assert isinstance(model, Quarter)
        yield replace(model, hospital=hospital)


def last_quarters_days(today: date) -> tuple[date, ...]:
    """Return a day of each week of the latest quarter that can be said."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    while True:
        first = (first - timedelta(days=1)).replace(day=1)
        if first.month % 3 == 1:
            period = f"{first.year}-Q{first.month // 3 + 1}"
            weeks = [week for month in months_of(period) for week in weeks_of_month(month)]
            if monday(weeks[-1]) + timedelta(weeks=3) <= today:
                return tuple(monday(week) + timedelta(days=2) for week in weeks)


def _lived(hospital: Hospital) -> Quarter:
    tomas, *peers = (hospital.join(*one) for one in JOINED)
    now, kept = clock(), 0
    days = last_quarters_days(now.astimezone().date())
    for number, vault in enumerate(peers):
        start_counts(vault, now - LONG_AGO, os.urandom)
        for at, day in enumerate(days):
            kept += _a_week(vault, day, few=number < FEW and at == 2 * number)
        alone = EncounterDraft(setting="jail", outcome="declined")
        for day in days[:ALONE]:
            count_encounter(vault, alone, datetime.combine(day, time(12), UTC), os.urandom)
            kept += 1
    for vault in (*peers, tomas):
        assert hospital.sync(vault).proof
    given = _this_week(peers[1])
    for number, vault in enumerate(peers):
        if vault is not peers[1]:
            _give(vault, _note(f"Amber Wren {number}"))
    for vault in (*peers, tomas):
        assert hospital.sync(vault).proof
    _signed_half_an_hour(hospital, tomas, peers[1])
    period = next(one for one in ended_periods(tomas, now.astimezone().date()) if "Q" in one)
    for vault in (tomas, *peers):
        vault.close()
    return Quarter(hospital=hospital, period=period, kept=kept, devon=given)


def _a_week(vault: Vault, day: date, *, few: bool) -> int:
    drafts = [
        EncounterDraft(setting="ed", outcome="met", support=("listened",), handle=f"{CANARY} {day}", memory=CANARY),
        EncounterDraft(setting="inpatient", outcome="declined", supplies={"naloxone_nasal": 1}),
        *([EncounterDraft(setting="shelter", outcome="family")] if few else []),
    ]
    for draft in drafts:
        keep_encounter(vault, replace(draft, happened_on=day.isoformat()), clock(), os.urandom)
    return len(drafts)


def _note(handle: str, *, asks: bool = False) -> EncounterDraft:
    return EncounterDraft(
        setting="ed",
        outcome="met",
        support=("listened",),
        handle=handle,
        memory=CANARY,
        words=CANARY,
        bring_to_supervision=asks,
        prompt="Can we look at this one?" if asks else "",
    )


def _give(vault: Vault, draft: EncounterDraft) -> RecordId:
    note = keep_encounter(vault, draft, clock(), os.urandom).id
    share(vault, note, find_reader(vault, TOMAS, clock()), clock())
    return note


def _this_week(devon: Vault) -> Given:
    """Keep fourteen notes and share eleven, one about Red Maple 4, whose team was told something under a release."""
    drafts = [_note(f"Quiet River {number}", asks=number >= SHARED - FLAGGED) for number in range(1, SHARED)]
    maple = _give(devon, replace(_note(RED_MAPLE), follow_up="7d"))
    shared = (maple, *(_give(devon, draft) for draft in drafts))
    keep_consent(devon, replace(RELEASE, handle=RED_MAPLE), clock(), os.urandom)
    told = SummaryDraft(recipient=KIM, agreed="A visit on Friday.")
    sheet = prepare_summary(devon, maple, told, LABELS, "en", clock())
    record_summary(devon, sheet, LedgerAct.PRINTED, clock(), os.urandom)
    private = (keep_encounter(devon, _note(f"{CANARY} {n}"), clock(), os.urandom).id for n in range(PRIVATE))
    return Given(shared=shared, private=tuple(private))


def _signed_half_an_hour(hospital: Hospital, tomas: Vault, devon: Vault) -> None:
    """Put half an hour of this month into the log."""
    partner = find_partner(devon, TOMAS, clock())
    session = log_session(devon, SessionDraft(minutes=30), partner, clock(), os.urandom).session.id
    for vault in (devon, tomas):
        assert hospital.sync(vault).proof
    sign_session(tomas, session, logged_session(tomas, session, clock()).digest, clock(), os.urandom)
    for vault in (tomas, devon):
        assert hospital.sync(vault).proof
