"""Recovery by the hospital, as plain values for the screens."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryView:
    """`badge` says that the hospital can open what is kept now, `past` what it can open of before, `uses` each use.

    `asked`: it asks, and nobody has answered here. `mark` is the fingerprint of its key, in groups to compare.
    """

    badge: str = ""
    past: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    asked: bool = False
    mark: str = ""
    busy: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show, as in nearly every hospital."""
        return not (self.badge or self.past or self.uses or self.asked)
