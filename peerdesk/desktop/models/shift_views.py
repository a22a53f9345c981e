"""What the page Today and its sheets show of a shift. Words only; nothing in here is read from a vault."""

from dataclasses import dataclass, field

from peerdesk.domain.shift import ShiftDraft

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftView:
    """The shift that goes on, or that none does. `last` names the one before, to begin another as it was.

    `draft` is what the sheet begins with, and the options are what it offers.
    """

    is_on: bool = False
    place: str = ""
    line: str = ""
    left_open: bool = False
    last: str = ""
    draft: ShiftDraft = field(default_factory=ShiftDraft)
    settings: Options = ()
    languages: Options = ()
    modes: Options = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndView:
    """What may be good to look at before going home: jots by their titles, and how many follow-ups are due."""

    jots: tuple[str, ...] = ()
    due: int = 0
    can_hand_over: bool = False
