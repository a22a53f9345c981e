"""What the directory of places shows, ready to paint."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.desktop.rows import Row
from peerdesk.domain.place import PlaceDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """One place. `facts` are a caption and words each; `checked` says when somebody looked, with a sign.

    `author` is whose list it stands in, empty for one's own.
    """

    key: object
    name: str
    kind: str
    phone: str
    facts: tuple[tuple[str, str], ...]
    flags: tuple[str, ...]
    checked: str
    icon: str
    tone: str
    draft: PlaceDraft
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamNote:
    """What there is to say of the team's list. `kind` is that of a message; an empty `action` offers nothing."""

    kind: str
    text: str
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryView:
    """The list as it is searched now. `total` is how many places there are at all."""

    rows: Sequence[Row]
    subtitle: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableNotTaken:
    """Why nothing of a table was taken in: a line for each line of it that cannot be kept, as far as they are shown."""

    file: str
    lines: tuple[str, ...]
    more: int
