"""One person's page: who they are, everything about them as rows, and what a merge would mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.desktop.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """`also` names other handles of theirs; `asked` says that they want no contact. `rows` are the newest day first."""

    handle: str
    also: str
    asked: str
    count: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherView:
    """What it would mean that two handles are one person: one line each."""

    kept: str
    other: str
    lines: tuple[str, ...]
