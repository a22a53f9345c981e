"""How often to meet: a supervisor's rhythm for their team, a peer's own wish, and how long it has been.

It is a gentle reminder on a desk. Nothing is sent because of it, nobody is ranked by it, and no clock decides anything.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.checkins import gentler, is_due, rhythm, rhythm_of
from peerdesk.domain.ids import PersonId
from peerdesk.domain.team_texts import TeamPart
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import local_day
from peerdesk.work.team_documents import own_peers
from peerdesk.work.team_texts import lines_in_use

_OWN: Final = "checkin_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """After how many days this desk reminds, 0 for never: `team` by the team, `own` by oneself, None as the team."""

    team: int
    own: int | None

    @property
    def held(self) -> int:
        """The gentler of the two."""
        return self.team if self.own is None else gentler(self.team, self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin:
    """How many days ago the last logged session with a peer was, None where none is logged; `is_due` by the rhythm."""

    person: PersonId
    name: str
    days: int | None
    is_due: bool


def rhythm_here(vault: Vault, now: datetime) -> Rhythm:
    """Return how often this desk reminds. A supervisor has the team's rhythm and no other."""
    with vault.read() as tx:
        return _rhythm(tx, now)


def want_rhythm(vault: Vault, days: int | None) -> None:
    """Keep a peer's own wish on this computer; None is as the team does. Raises BadValueError."""
    kept = b"" if days is None else str(rhythm(days)).encode()
    with vault.write() as tx:
        tx.settings.put(_OWN, kept)


def checkins(vault: Vault, now: datetime) -> tuple[Checkin, ...]:
    """Return each peer whom this person supervises now, by name; nobody in a peer's vault."""
    with vault.read() as tx:
        held = _rhythm(tx, now).held
        found = (_checkin(tx, peer, held, now) for peer in own_peers(tx, now))
        return tuple(sorted(found, key=lambda one: (folded(one.name), one.person)))


def _checkin(tx: Transaction, peer: PersonId, held: int, now: datetime) -> Checkin:
    sessions = tx.sessions.between(pair_space(tx.person, peer))
    last = max((kept.session.happened_on for kept in sessions), default=None)
    days = max((local_day(now) - last).days, 0) if last is not None else None
    due = days is not None and is_due(days, held)
    return Checkin(person=peer, name=tx.identity.name_of(peer), days=days, is_due=due)


def _rhythm(tx: Transaction, now: datetime) -> Rhythm:
    team = rhythm_of(lines_in_use(tx, TeamPart.CHECKINS, now))
    kept = tx.settings.get(_OWN) if tx.role is not Role.SUPERVISOR else None
    return Rhythm(team=team, own=int(kept) if kept else None)
