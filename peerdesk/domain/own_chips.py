"""A peer's own order of the answers they pick from, and which of them they would rather not see.

It changes what a form offers and nothing else: codes stay as they are, and a note that has a hidden one shows it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChips:
    """By the name of a vocabulary (`peerdesk.domain.offered.VOCABULARIES`): codes in their order, and hidden ones."""

    order: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    hidden: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def ordered(self, name: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Return the codes in the peer's order. One that came with a newer PeerDesk stands behind them."""
        known = tuple(codes)
        first = [code for code in self.order.get(name, ()) if code in known]
        return (*first, *(code for code in known if code not in first))

    def offered(self, name: str, codes: Iterable[str], also: Collection[str] = ()) -> tuple[str, ...]:
        """Return the codes to pick from, with those in `also`. Who hides every one is offered all of them."""
        known = self.ordered(name, codes)
        hidden = self.hidden.get(name, frozenset())
        left = tuple(code for code in known if code not in hidden or code in also)
        return left if any(code not in hidden for code in left) else known

    def with_list(self, name: str, order: Iterable[str], hidden: Iterable[str]) -> "OwnChips":
        """Return the same with another order of one vocabulary."""
        return OwnChips(
            order=MappingProxyType({**self.order, name: tuple(order)}),
            hidden=MappingProxyType({**self.hidden, name: frozenset(hidden)}),
        )
