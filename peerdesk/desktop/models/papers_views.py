"""What the desk shows of shared permission papers: words, ready to paint."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionView:
    """One permission as a reader sees it: what it is, its parts as captions and words, and whether it has ended."""

    title: str
    lines: tuple[tuple[str, str], ...]
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenOutView:
    """One line of what was given out, or that a permission ended."""

    title: str
    sub: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersView:
    """Somebody's permission papers as a reader sees them. `ended`: only that is told. `older` is empty for nothing."""

    handle: str
    permissions: tuple[PermissionView, ...]
    given_out: tuple[GivenOutView, ...]
    ended: str = ""
    older: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersReaderView:
    """A supervisor beside somebody's permissions: whether they see them, and what became of it. `key` is theirs.

    `can_share`: they could be shown them now. `can_stop`: there is something to take back.
    """

    key: object
    name: str
    first_name: str
    state: str
    can_share: bool
    can_stop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedPapersView:
    """Papers on a supervisor's page: from whom, what they say, and on which days they were opened."""

    key: object
    shared: str
    first_name: str
    papers: PapersView
    opened: str
