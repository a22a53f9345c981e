"""What is between this peer and others, ready to paint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """Something another peer offers: from whom, about whom, and exactly what came with it."""

    key: object
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenView:
    """Something that went to another peer, and how far it has come. `icon` and `tone` say the same without words."""

    key: object
    title: str
    text: str
    icon: str
    tone: str
    can_take_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """A follow-up that can be handed over. `facts` is what leaves of it whatever is added: who, where, when."""

    key: object
    title: str
    when: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoversView:
    """The card of Today and what its sheet offers. `peers` and `ways` are (code, words) pairs, `more` one line each."""

    offers: tuple[OfferView, ...] = ()
    more: tuple[str, ...] = ()
    given: tuple[GivenView, ...] = ()
    waiting: tuple[WaitingView, ...] = ()
    peers: tuple[tuple[str, str], ...] = ()
    ways: tuple[tuple[str, str], ...] = ()

    @property
    def can_hand_over(self) -> bool:
        """Say whether there is somebody to hand to, and something to hand over."""
        return bool(self.peers and self.waiting)

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show and nothing to do."""
        return not (self.offers or self.given or self.can_hand_over)


@dataclass(frozen=True, slots=True, kw_only=True)
class PickedView:
    """One follow-up whose person agreed, with what the peer adds."""

    key: object
    how: str
    prompt: str
