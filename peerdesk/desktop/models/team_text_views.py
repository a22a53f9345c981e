"""What the texts of a team show, ready to paint."""

from dataclasses import dataclass
from typing import Final

from peerdesk.domain.ids import PersonId
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.domain.team_texts import TeamPart, TeamText
from peerdesk.domain.team_words import TeamWord

MOST_VERSIONS: Final = 30
"""As many are listed: three a year for ten years, and somebody who tries again and again makes no window wait."""

Facts = tuple[tuple[str, str], ...]
"""A caption and words each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version, the line about it, and what it says."""

    version: TeamText | TeamPlaces
    title: str
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class WordView:
    """A word that can be taken off, and how it reads: whether it is suggested, and in which language."""

    word: TeamWord
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """One text on a supervisor's page, or their list of places, which has no `part`.

    `given` are peers and what each was given; `words` are what can be taken off; `of_versions` is said above them all.

    `lacks`: some peer has not been given the newest version. `told` says that another with its number was overtaken.
    `versions` are the newest first; `older` are kept beside those that are listed.
    """

    part: TeamPart | None
    title: str
    facts: Facts = ()
    words: tuple[WordView, ...] = ()
    given: Facts = ()
    lacks: bool = False
    told: str = ""
    versions: tuple[VersionView, ...] = ()
    older: int = 0
    of_versions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamLibraryView:
    """The page. `has_peers`: there is somebody to give a text to; `filled`: what is in the guides now, by place."""

    has_peers: bool
    places: TextView
    guides: TextView
    words: TextView
    filled: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A line that is new: what it is about, what was there, and what stands there now."""

    caption: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldView:
    """What is new in what a supervisor gave. `more` says how many lines differ beside those that are shown.

    `beside`: somebody else has given one as well.
    """

    text: str
    changes: tuple[ChangeView, ...]
    more: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsView(ToldView):
    """A text of a supervisor that this peer has not looked at, as it is `shown`."""

    shown: TeamText
    author: PersonId
