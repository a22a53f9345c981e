"""What the desk shows of permissions, of taking them back, and of the ledger: words, ready to paint."""

from dataclasses import dataclass

from peerdesk.desktop.models.papers_views import PapersReaderView


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """One permission: what it is, to whom and until when, what a release lacks. `tone` is ok, wait or muted."""

    title: str
    sub: str
    lacks: str = ""
    tone: str = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLine:
    """One line of the ledger. `final`: it cannot be recalled."""

    title: str
    sub: str
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """What whom a note is about allows, asked not to be done, and what was told so far.

    `handle` is empty for a note about nobody in particular; then there is nothing to allow. `recipients` may be told
    more under a release that holds. `readers` are supervisors who see, or could see, these permissions.
    """

    handle: str = ""
    withdrawn: str = ""
    lines: tuple[ConsentLine, ...] = ()
    told: tuple[ToldLine, ...] = ()
    recipients: tuple[str, ...] = ()
    readers: tuple[PapersReaderView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnView:
    """What the one act has done: sentences, what was told before, and the page to sign."""

    done: tuple[str, ...]
    told: tuple[ToldLine, ...]
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """A summary as it would leave: the text, the notice and the release's scope under it, and what to do with it."""

    text: str
    under: str
    page: str
