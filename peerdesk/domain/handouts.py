"""Pages that are handed out on paper. What an individual says for theirs goes on the paper and nowhere else."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final, Self

from peerdesk.domain.encounter import checked_text

ANSWER_LIMIT: Final = 240


class Handout(StrEnum):
    """Which page."""

    TEAM_CARD = "team_card"
    """What I want my team to know: an individual's own words, for them to give to whom they like."""
    INTRO = "intro"
    """Who a peer is, for somebody who meets one."""
    POSTER = "poster"
    """How a unit asks for a peer, and what peers do not do."""
    SLIP = "slip"
    """How it was with the peer, without a name."""
    PULSE = "pulse"
    """How the program is for its peers: ticks only, for a box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCard:
    """What somebody wants their team to know. Every part may be empty: then there is a line to write on by hand."""

    call_me: str = ""
    helps: str = ""
    hinders: str = ""
    worried: str = ""
    next: str = ""

    def checked(self) -> Self:
        """Return the card with its texts cleaned. Raises TextTooLongError with the name of the part."""
        kept = {part.name: checked_text(part.name, getattr(self, part.name), ANSWER_LIMIT) for part in fields(self)}
        return type(self)(**kept)
