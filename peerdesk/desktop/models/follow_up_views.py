"""What the page of follow-ups shows, ready to paint. A phone number is in none of it: it is asked for by a press."""

from dataclasses import dataclass

from peerdesk.desktop.models.version_views import DisputeView
from peerdesk.desktop.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpsView:
    """The list. `open` says how many wait, `due` how many of them for today or before."""

    rows: tuple[Row, ...]
    open: str
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpForm:
    """What stands in the form, as codes. `due` is a day or an interval; `phone` is only for a new one."""

    due: str = ""
    handle: str = ""
    why: str = ""
    what: str = ""
    how: str = ""
    ok_voicemail: str = ""
    ok_text: str = ""
    say_only: str = ""
    best_time: str = ""
    who_may_answer: str = ""
    phone: str = ""
    agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpView:
    """One follow-up beside the list. `facts` are (caption, words) pairs, `tries` lines with the newest last."""

    key: object
    title: str
    handle: str
    facts: tuple[tuple[str, str], ...]
    tries: tuple[str, ...]
    form: FollowUpForm
    came: str = ""
    has_phone: bool = False
    has_note: bool = False
    disputes: tuple[DisputeView, ...] = ()
