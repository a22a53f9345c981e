"""What the introductions on the page of handoffs show, ready to paint."""

from dataclasses import dataclass

from peerdesk.domain.introduction import IntroductionDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionView:
    """One introduction. `state` says what came of it; `draft` is how a form shows it."""

    key: object
    title: str
    facts: str
    state: str
    draft: IntroductionDraft
    icon: str = "clock"
    tone: str = "wait"
    is_open: bool = True
