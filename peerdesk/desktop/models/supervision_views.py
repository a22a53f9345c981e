"""What the page of supervision shows: who, the hours, and each session in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionForm:
    """What stands in the form: codes as text, `on` as YYYY-MM-DD."""

    minutes: int
    type: str
    topics: tuple[str, ...] = ()
    next_steps: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One session. `key` names it, `digest` exactly what is shown here; `form` is what a change begins with.

    `talked` is what of the agenda was talked about in it.
    """

    key: object
    digest: bytes
    title: str
    facts: str
    next_steps: str
    state: str
    icon: str
    tone: str
    form: SessionForm
    can_sign: bool
    can_change: bool
    can_take_back: bool
    talked: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """What the form offers, as (code, label): the days, the types, the topics."""

    days: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionView:
    """The page. `people` are (code, name); `person` the code of the one who is shown, `name` how they are called.

    `can_log` is off once that supervision is over. `has_signed`: there is something for the file. `older` sessions are
    not among those that show; `gone` says that some were signed here and taken away.
    """

    words: FormWords
    people: tuple[tuple[str, str], ...] = ()
    person: str = ""
    name: str = ""
    can_log: bool = False
    has_signed: bool = False
    month: str = ""
    hours: str = ""
    signed: str = ""
    earlier: str = ""
    quiet: str = ""
    sessions: tuple[SessionView, ...] = ()
    older: int = 0
    gone: str = ""
    file_name: str = ""
