"""What the agenda on the page of supervision shows, ready to paint."""

from dataclasses import dataclass

from peerdesk.domain.agenda import AgendaDraft

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemView:
    """One item. `key` names it; `state` says who reads it, in words. `draft` is what a change begins with.

    `can_add` and `can_take_back` are about the one whose page is shown; `adds_change` says that they read what it said
    before. A supervisor may only tick.
    """

    key: object
    title: str
    line: str
    facts: str
    state: str
    icon: str
    tone: str
    draft: AgendaDraft
    is_talked: bool = False
    can_add: bool = False
    adds_change: bool = False
    can_take_back: bool = False
    can_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideUsedView:
    """One guide that was used. `can_bring`: it does not stand on the list of what to bring yet."""

    key: object
    title: str
    facts: str
    can_bring: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """The card. `name` is the first name of whose page is shown, empty where there is nobody.

    `meeting` says when they meet next, `meets_on` (YYYY-MM-DD or "") and `meets` are what its form begins with. `facts`
    are what somebody can see and what waits for an answer, in words.
    """

    items: tuple[AgendaItemView, ...] = ()
    guides: tuple[GuideUsedView, ...] = ()
    topics: tuple[tuple[str, str], ...] = ()
    name: str = ""
    is_supervisor: bool = False
    can_ask: bool = False
    meeting: str = ""
    meets_on: str = ""
    meets: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """What a supervisor would read, as captions and words. `key` names the item; None where a talk is asked for."""

    key: object
    name: str
    lines: Lines
