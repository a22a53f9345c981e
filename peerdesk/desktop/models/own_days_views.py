"""What the card of one of a peer's own lists shows, ready to paint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDayView:
    """One line: what it is, and what there is to say about it."""

    key: object
    title: str
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDaysView:
    """A list and its words, the newest day first.

    `told` stands where nothing is kept yet, `total` adds the list up, and `private` says who reads it. `more`: there
    are older ones than are shown. `can_save`: it can be saved as a table. `deleted` is how many were taken off it,
    `gone` are those, once somebody asked for them.
    """

    title: str
    add: str
    told: str
    private: str
    rows: tuple[OwnDayView, ...] = ()
    total: str = ""
    more: bool = False
    can_save: bool = False
    deleted: int = 0
    gone: tuple[OwnDayView, ...] = ()
