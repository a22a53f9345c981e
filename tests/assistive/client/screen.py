"""What is on the screen, as an assistive technology sees it. Runs under the system's Python, which has pyatspi."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pyatspi
from gi.repository import GLib

PATIENCE_SECONDS = float(os.environ.get("PEERDESK_TEST_PATIENCE", "60"))
_LOOK_EVERY_MS = 40
_ANSWER_MS = 10_000
_DEEPEST = 60
_ACTIONS = ("Press", "Toggle")

Node = Any
"""An accessible object of pyatspi, which has no type information."""


class NotOnScreenError(Exception):
    """What was waited for did not come. The text says what that was and shows the screen."""


@dataclass(frozen=True)
class Seen:
    """One thing in the tree, read once. `within` is what it stands in, `words` are its name, description and text."""

    node: Node
    depth: int
    within: str
    role: str
    name: str
    words: tuple[str, ...]
    showing: bool
    focusable: bool
    editable: bool
    labelled: bool

    def __str__(self) -> str:
        marks = [mark for mark in ("showing", "focusable", "editable", "labelled") if getattr(self, mark)]
        more = " | ".join(word for word in self.words[1:] if word and word != self.name)
        return f"{'  ' * self.depth}{self.role} {self.name!r} {' '.join(marks)}{' : ' + more if more else ''}"


class Screen:
    """All windows of one application, found by its name. Nothing is cached: each look asks the application again."""

    def __init__(self, application: str) -> None:
        self._application = application
        # A busy machine may answer late; the ordinary limit is below a second.
        pyatspi.Atspi.set_timeout(_ANSWER_MS, _ANSWER_MS)
        self._desktop = pyatspi.Registry.getDesktop(0)
        self._desktop.set_cache_mask(pyatspi.Atspi.Cache.NONE)

    def everything(self, *, showing_only: bool = False) -> Iterator[Seen]:
        """Yield all that is in the tree, or what is showing. A process that ends meanwhile simply has no more."""
        for at in range(_asked(self._desktop.get_child_count, 0)):
            application = _asked(lambda at=at: self._desktop.get_child_at_index(at), None)
            if application is not None and _asked(application.get_name, "") == self._application:
                yield from _below(application, 0, "", showing_only=showing_only)

    def find(self, name: str, *, role: str = "", editable: bool = False) -> Seen | None:
        """Return the showing thing whose name is `name`, or None."""
        for seen in self.everything(showing_only=True):
            fits = seen.showing and (not role or seen.role == role) and (seen.editable or not editable)
            if fits and seen.name == name:
                return seen
        return None

    def wait_for(self, name: str, *, role: str = "", editable: bool = False) -> Seen:
        """Return the thing as soon as it shows. Raises NotOnScreenError."""
        what = f"a {role or 'thing'} named {name!r} to show"
        return self.until(lambda: self.find(name, role=role, editable=editable), what)

    def until(self, condition: Callable[[], Any], what: str) -> Any:
        """Let events in until `condition` gives something, and return that. Raises NotOnScreenError."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not (found := condition()):
            if time.monotonic() > end:
                raise NotOnScreenError(f"waited in vain for {what}\n{self.drawn()}")
            hear_for(_LOOK_EVERY_MS)
        return found

    def press(self, name: str, *, role: str = "", inside: str = "") -> None:
        """Press or tick what has this name, by its own action; `inside` is the role of what it must stand in."""

        def offered() -> tuple[Any, int] | None:
            # What is busy, as a sync that began by itself, offers nothing for a moment; somebody who listens waits.
            seen = self._wait_inside(name, role, inside) if inside else self.find(name, role=role)
            action = seen.node.queryAction() if seen is not None else None
            names = [action.getName(at) for at in range(action.nActions)] if action is not None else []
            return next(((action, at) for at, known in enumerate(names) if known in _ACTIONS), None)

        action, wanted = self.until(offered, f"{name!r} to be something that can be pressed")
        # A press may end the process that was asked: then there is no answer.
        _asked(lambda: action.doAction(wanted), None)

    def _wait_inside(self, name: str, role: str, holder: str) -> Seen:
        def find() -> Seen | None:
            depth: int | None = None
            for seen in self.everything(showing_only=True):
                if depth is not None and seen.depth <= depth:
                    depth = None
                if depth is None and seen.showing and seen.role == holder:
                    depth = seen.depth
                elif depth is not None and seen.showing and (seen.role, seen.name) == (role, name):
                    return seen
            return None

        return self.until(find, f"a {role} named {name!r} to show in a {holder}")

    def write(self, name: str, text: str) -> None:
        """Put text into the field of this name, as a reader's editing commands do."""
        self.wait_for(name, editable=True).node.queryEditableText().setTextContents(text)

    def gaps(self) -> list[str]:
        """Return what takes the focus and could not be named to somebody who does not see it."""
        return [
            f"{str(seen).strip()} in {seen.within!r}"
            for seen in self.everything(showing_only=True)
            if seen.showing and seen.focusable and not seen.name.strip() and not seen.labelled
        ]

    def words_in(self, role: str) -> list[str]:
        """Return the names that show below the first thing of this role, in reading order."""
        words: list[str] = []
        inside: int | None = None
        for seen in self.everything(showing_only=True):
            if inside is not None and seen.depth <= inside:
                break
            if inside is None and seen.showing and seen.role == role:
                inside = seen.depth
            elif inside is not None and seen.showing and seen.name:
                words.append(seen.name)
        return words

    def drawn(self) -> str:
        """Return what shows as text, one thing on a line; what only holds other things is left out."""
        shown = [seen for seen in self.everything(showing_only=True) if seen.showing]
        lines = [str(seen) for seen in shown if seen.name or seen.focusable]
        return "\n".join(lines) or "(nothing of the application shows)"


def hear_for(milliseconds: int) -> None:
    """Let events come in; return after the first ones, or when the time is over."""
    context = GLib.MainContext.default()
    timer = GLib.timeout_add(milliseconds, lambda: True)
    context.iteration(True)
    while context.pending():
        context.iteration(False)
    GLib.source_remove(timer)


def _below(node: Node, depth: int, within: str, *, showing_only: bool) -> Iterator[Seen]:
    seen = _asked(lambda: _seen(node, depth, within), None)
    if seen is None or depth > _DEEPEST:
        return
    yield seen
    # The application itself has no states; below it, what is hidden holds nothing that shows.
    if showing_only and depth and not seen.showing:
        return
    for at in range(_asked(node.get_child_count, 0)):
        child = _asked(lambda at=at: node.get_child_at_index(at), None)
        if child is not None:
            yield from _below(child, depth + 1, seen.name or within, showing_only=showing_only)


def _seen(node: Node, depth: int, within: str) -> Seen:
    states = node.getState()
    name = node.get_name() or ""
    return Seen(
        node=node,
        depth=depth,
        within=within,
        role=pyatspi.Atspi.role_get_name(node.getRole()),
        name=name,
        words=(name, node.get_description() or "", _text_of(node)),
        showing=states.contains(pyatspi.STATE_SHOWING),
        focusable=states.contains(pyatspi.STATE_FOCUSABLE),
        editable=states.contains(pyatspi.STATE_EDITABLE),
        labelled=any(one.getRelationType() == pyatspi.RELATION_LABELLED_BY for one in node.getRelationSet()),
    )


def _text_of(node: Node) -> str:
    try:
        return node.queryText().getText(0, -1) or ""
    except NotImplementedError:
        # So pyatspi says that this thing has no text interface, as a button has none.
        return ""


def _asked(question: Callable[[], Any], otherwise: Any) -> Any:
    """Ask the application, which may have gone away, or let go of the thing, since it was found."""
    try:
        return question()
    except (GLib.Error, LookupError, RuntimeError):
        return otherwise
