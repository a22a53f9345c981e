"""What screens show of two versions, of history, of what was deleted and of what waits, ready to paint."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    """One value that can be kept. `key` names it for whoever settles; `where` is its computer, `when` may be empty."""

    key: object
    where: str
    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeView:
    """One answer that was changed on two computers. `both` is what keeping both would be, empty where one is picked.

    Without options it is only told of: that is sharing, which keeps what all computers agree on.
    """

    key: object
    caption: str
    options: tuple[OptionView, ...] = ()
    both: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line of the history: what was done, then when, where, and whether it was sent. `key` opens it."""

    key: object
    number: int
    title: str
    sub: str
    current: bool = False
    can_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OldVersionView:
    """One version, whole. `lines` are (caption, words) pairs; `changed` are the captions of what it changed."""

    key: object
    title: str
    sub: str
    lines: tuple[tuple[str, str], ...]
    changed: frozenset[str] = field(default_factory=frozenset)
    can_restore: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsView:
    """Everything about the versions of one note. `versions` are those that can be opened."""

    note: object
    disputes: tuple[DisputeView, ...] = ()
    history: tuple[HistoryLine, ...] = ()
    versions: tuple[OldVersionView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletedView:
    """One deleted note: where and how it went, and when it was deleted."""

    key: object
    title: str
    sub: str
    deleted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActView:
    """Something that can be done: its code, and the words on its button."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """One thing that waits for the person. `calm` only tells of something.

    `note` is the key of the note it is about, `person` that of somebody whose words can be compared.
    """

    key: str
    text: str
    acts: tuple[ActView, ...]
    title: str = ""
    note: object = None
    person: object = None
    calm: bool = False
