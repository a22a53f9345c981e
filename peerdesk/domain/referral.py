"""A referral: somebody asked for a peer. Two answers are enough: where, and how to find them.

How to find somebody is the one thing in it that could point to a person. It is a record of its own, so that it can be
erased and truly go: when the referral ends, and after three days.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from peerdesk.domain.encounter import checked_text, code, optional_code
from peerdesk.domain.errors import MissingAnswerError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.offered import NotOfferedError
from peerdesk.domain.referral_vocabulary import (
    HIDDEN_REASONS,
    ReferralReason,
    ReferralSource,
    ReferralState,
    ResponseTime,
)
from peerdesk.domain.vocabulary import Setting

FIND_LIMIT: Final = 120
KEPT_FOR: Final = timedelta(hours=72)
_WAITING: Final = frozenset({ReferralState.OPEN, ReferralState.TRIED})
_QUARTER: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDraft:
    """What stands in the form, unchecked."""

    place: str = ""
    how_to_find: str = ""
    source: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A referral as it is kept. Its id says when it came. `follow_up` is what another peer was offered of it."""

    id: RecordId
    place: Setting
    source: ReferralSource | None = None
    reason: ReferralReason | None = None
    state: ReferralState = ReferralState.OPEN
    response: ResponseTime | None = None
    follow_up: RecordId | None = None

    def answered(self, state: ReferralState, waited: timedelta | None) -> "Referral":
        """Return the referral in another state. `waited` is since it was received; the first answer is what counts."""
        response = self.response if self.response or waited is None else response_time(waited)
        return replace(self, state=state, response=response)

    @property
    def is_waiting(self) -> bool:
        """Say whether somebody still waits for this peer."""
        return self.state in _WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """How to find them, for as long as that is needed."""

    id: RecordId
    about: RecordId
    how_to_find: str


def check_find(text: str) -> str:
    """Return how to find them on one line. Raises MissingAnswerError or TextTooLongError."""
    found = checked_text("how_to_find", text, FIND_LIMIT).replace("\n", " ")
    if not found:
        raise MissingAnswerError("how_to_find")
    return found


def make_referral(draft: ReferralDraft, record: RecordId) -> Referral:
    """Check a draft and return the referral. Raises an InputRefusedError that names the field."""
    reason = optional_code("reason", draft.reason, ReferralReason)
    if reason in HIDDEN_REASONS:
        raise NotOfferedError("reason", draft.reason, tuple(one.value for one in offered_reasons()))
    return Referral(
        id=record,
        place=code("place", draft.place, Setting, required=True),
        source=optional_code("source", draft.source, ReferralSource),
        reason=reason,
    )


def offered_reasons() -> Iterable[ReferralReason]:
    """Return the reasons to pick from."""
    return tuple(one for one in ReferralReason if one not in HIDDEN_REASONS)


def response_time(waited: timedelta) -> ResponseTime:
    """Return the quarter of an hour; a clock that was set back meanwhile counts as no time at all."""
    return tuple(ResponseTime)[min(max(waited // _QUARTER, 0), len(ResponseTime) - 1)]
