"""What screens show, ready to paint: words and rows. View-models make these; screens never look behind them."""

from dataclasses import dataclass, field

from peerdesk.desktop.rows import Row
from peerdesk.domain.encounter import EncounterDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class JotView:
    """A jot to finish."""

    key: object
    title: str
    saved: str
    draft: EncounterDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayView:
    """The page Today. `place` is where new notes start."""

    day: str
    place: str
    night: bool = False
    due: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    note_count: int = 0
    jots: tuple[JotView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderView:
    """Somebody who can read a shared note, or could. `first_name` is for sentences. `paused`: they have new keys.

    `ended` says how far taking back is, `confirmed` that their computer has signed for it.
    """

    key: object
    name: str
    first_name: str
    role: str = ""
    since: str = ""
    opened: str = ""
    with_memory: bool = False
    paused: bool = False
    ended: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsView:
    """One comment: who, when, what. `whole_name` is for the initials; `mine` is the reader's own."""

    name: str
    whole_name: str
    when: str
    text: str
    mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """A state as a badge."""

    text: str
    icon: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """One note of my own, whole. `facts` are (caption, line) pairs for the small things."""

    key: object
    title: str
    subtitle: str
    outcome: str
    met: bool
    state: StateView
    handle: str = ""
    support: tuple[str, ...] = ()
    next_steps: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    memory: str = ""
    words: str = ""
    prompt: str = ""
    follow_up: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    sharing: tuple[ReaderView, ...] = ()
    shared_before: tuple[ReaderView, ...] = ()
    can_share: bool = False
    comments: tuple[WordsView, ...] = ()
    thanks: tuple[str, ...] = ()
    draft: EncounterDraft = field(default_factory=EncounterDraft)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewView:
    """What a reader would see, and what stays. `lines` are (caption, words) pairs; `given` are who reads it now."""

    reader: ReaderView
    title: str
    day: str
    sender: str
    lines: tuple[tuple[str, str], ...]
    stays: tuple[str, ...]
    has_memory: bool
    given: tuple[ReaderView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """One shared note, as the supervisor sees it."""

    key: object
    title: str
    subtitle: str
    shared: str
    first_name: str
    prompt: str
    lines: tuple[tuple[str, str], ...]
    memory: str = ""
    comments: tuple[WordsView, ...] = ()
    answered: frozenset[str] = frozenset()
    brings_up: bool = False
    has_changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PillView:
    """The state of saving and sending. `state` is saved, sending, done, offline or needs."""

    state: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustPersonView:
    """One person of the hospital, with the words to compare, and how a screen in the other language shows them.

    `key` names them for whoever made this.
    """

    name: str
    about: str
    met: bool
    words: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    tone: str = "accent"
    key: object = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustView:
    """The page Sync and trust. `title` and `line` say what is safe and what waits, `traffic` how far sending has come.

    `spares` is the switch for connections that cost money.
    """

    title: str
    line: str
    state: str
    enrolled: bool
    busy: bool = False
    supervises: bool = False
    needs: str = ""
    people: tuple[TrustPersonView, ...] = ()
    mine: TrustPersonView | None = None
    rules: tuple[str, ...] = ()
    computer: str = ""
    traffic: str = ""
    spares: bool = False
