"""All that may be in a FHIR file, and what a peer can add to one. Nothing here knows how such a file is written.

Whatever is not in a `Given` cannot get into a file (`peerdesk.work.fhir`), and its preview in words says all of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from peerdesk.domain.consent import Consent
from peerdesk.domain.follow_up import FollowUp, current
from peerdesk.domain.ids import RecordId
from peerdesk.domain.introduction import Introduction
from peerdesk.domain.referral import Referral
from peerdesk.domain.vocabulary import Setting
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import local_day
from peerdesk.work.history import begun_at

NEUTRAL: Final = "Peer support"
"""What the work is called outside, whatever the program is called inside: the name alone must not say why."""

CLASSES: Final[Mapping[Setting, str]] = {
    Setting.ED: "EMER",
    Setting.INPATIENT: "IMP",
    Setting.OBS: "IMP",
    Setting.PSYCH: "IMP",
    Setting.PERINATAL: "IMP",
    Setting.HOME: "HH",
    Setting.STREET: "FLD",
    Setting.EMS: "FLD",
    Setting.VIRTUAL: "VR",
}
ELSEWHERE: Final = "AMB"
_LOOKED_THROUGH: Final = 500
_MOST_REFERRALS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that may be in the file. `called` is how the recipient knows the individual.

    `text` is the summary with the notice that the rule asks for, `release` what the release allows, both in words.
    `visited_on` and `setting` are there only if the summary says that a peer visited.
    """

    called: str
    peer: str
    program: str
    text: str
    release: str
    consent: Consent
    recipient: str
    visited_on: date | None = None
    setting: Setting | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    referrals: tuple[tuple[Referral, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What goes beside the summary: the note's follow-up, and introductions and referrals by their ids."""

    follow_up: bool = False
    introductions: tuple[RecordId, ...] = ()
    referrals: tuple[RecordId, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether the summary goes alone."""
        return not (self.follow_up or self.introductions or self.referrals)


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirChoices:
    """What a peer can add: the note's follow-up, introductions of its individual, and the newest referrals.

    A referral knows nobody, so it stands here with the day it came, and whose it is the peer says.
    """

    follow_up: FollowUp | None = None
    introductions: tuple[Introduction, ...] = ()
    referrals: tuple[tuple[Referral, date], ...] = ()


def fhir_choices(vault: Vault, note: RecordId, now: datetime) -> FhirChoices:
    """Return what can be added to the summary of a note. Raises NotFoundError."""
    with vault.read() as tx:
        individual = tx.encounters.get(note).individual
        if individual is None:
            return FhirChoices()
        same = tx.consents.same(individual)
        return FhirChoices(
            follow_up=current(tx.follow_ups.of(note)),
            introductions=tuple(one for one in tx.introductions.all(_LOOKED_THROUGH) if one.individual in same),
            referrals=referrals_with_days(tx.referrals.all(_MOST_REFERRALS), now),
        )


def referrals_with_days(referrals: Iterable[Referral], now: datetime) -> tuple[tuple[Referral, date], ...]:
    """Return referrals, each with the day it came."""
    return tuple((one, local_day(begun_at(one.id) or now)) for one in referrals)
