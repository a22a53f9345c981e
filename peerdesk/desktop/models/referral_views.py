"""What the referrals on the page of handoffs show, ready to paint."""

from dataclasses import dataclass, field

from peerdesk.domain.referral import ReferralDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView:
    """One referral. `find` is empty once it was erased; `state` is what became of one that waits no more."""

    key: object
    title: str
    facts: str
    find: str = ""
    state: str = ""
    icon: str = "clock"
    tone: str = "muted"
    can_take_back: bool = False
    draft: ReferralDraft = field(default_factory=ReferralDraft)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralsView:
    """Those that wait, and what became of the last ones. `peers` are (code, name) of those it can be passed to."""

    waiting: tuple[ReferralView, ...] = ()
    past: tuple[ReferralView, ...] = ()
    peers: tuple[tuple[str, str], ...] = ()
