"""What each thing on a screen owes to somebody who does not see it, asked of what AT-SPI tells from outside."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from peerdesk.desktop.names import initials
from tests.assistive.client.part import Part
from tests.assistive.written import CHECKED, DISABLED, FOCUSED, PROBLEM, SELECTED, Told, Written

_GROUPS = frozenset({"panel", "list", "table", "dialog", "text", "password text", "spin button", "combo box"})
_NOTHING = frozenset({"filler", "unknown", "invalid", "layered pane"})
_ANSWERS = frozenset({"check box", "radio button", "toggle button"})
_ROWS = frozenset({"list item", "table cell", "table column header", "table row header", "menu item"})
_TOLD: dict[str, Callable[[Part], bool]] = {
    CHECKED: lambda part: "checked" in part.states,
    DISABLED: lambda part: "enabled" not in part.states,
    SELECTED: lambda part: "selected" in part.states,
    # AT-SPI has a state for a field that needs another look, and Qt no way to it: what would help is told instead.
    PROBLEM: lambda part: bool(part.description),
    # A bar of menus hands the focus on to one of its menus, which has a name.
    FOCUSED: lambda part: "focused" in part.states and bool(part.name or part.role == "menu bar"),
}
_NEAR = 2
_MOST_INITIALS = 2
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A screen: what is told of it from outside, and what the desk itself says stands on it."""

    name: str
    parts: tuple[Part, ...]
    told: Told

    def above(self, part: Part) -> Iterator[Part]:
        """Yield what holds a part, from the inside out."""
        while part.within >= 0:
            part = self.parts[part.within]
            yield part

    def at(self, place: Written) -> list[Part]:
        """Return what lies at a place, but for the window, which lies everywhere."""
        return [part for part in self.parts if part.within >= 0 and _covers(part.box, place.x, place.y)]


Rule = Callable[[Scene], list[str]]


def nameless(scene: Scene) -> list[str]:
    """Return what can be focused, pressed or picked and has no name; and rows, cells and pictures without one."""
    wanted = _ROWS | {"image", "icon", "dialog", "frame"}
    return [
        f"{part.role} in {_place(scene, part)} has no name"
        for part in scene.parts
        if (part.is_pressed or part.role in wanted) and not part.name.strip() and "labelled-by" not in part.relations
    ]


def without_role(scene: Scene) -> list[str]:
    """Return what can be used or has the focus, and does not say what it is."""
    return [
        f"{part} in {_place(scene, part)} is nothing that can be used"
        for part in scene.parts
        if part.role in _NOTHING and (part.is_pressed or "focused" in part.states) and not _is_port(scene, part)
    ]


def without_question(scene: Scene) -> list[str]:
    """Return lists to choose from that tell their answer and not what it answers."""
    return [
        f"{part} does not say what is chosen"
        for part in scene.parts
        if part.role == "combo box" and "labelled-by" not in part.relations and not part.description
    ]


def alike(scene: Scene) -> list[str]:
    """Return what can be used and sounds like another thing in the same group."""
    heard = Counter(
        (part.role, part.name, part.description, _place(scene, part))
        for part in scene.parts
        if part.is_pressed and part.role not in _ROWS
    )
    return [f"{count} times {role} {name!r} in {place}" for (role, name, _, place), count in heard.items() if count > 1]


def unheard(scene: Scene) -> list[str]:
    """Return words that are to be read and cannot be heard where they stand."""
    return [
        f"{one.words!r} is to be read and not heard; there are {[str(part) for part in scene.at(one) if part.words]}"
        for one in scene.told.written
        if not any(_holds(part.words, one.words) for part in scene.at(one)) and not _is_short_for(scene, one.words)
    ]


def let_out(scene: Scene) -> list[str]:
    """Return what tells a passphrase that is not to be read on the screen, and fields that do not say they hide it."""
    shown = {one.words for one in scene.told.written}
    hidden = [secret for secret in scene.told.secrets if secret not in shown]
    told = [f"{part} tells a passphrase" for part in scene.parts if any(secret in part.words for secret in hidden)]
    fields = [part for part in scene.parts if part.role == "password text"]
    told += [f"{part} tells {part.text!r}" for part in fields if _LETTERS.search(part.text)]
    missing = len(scene.told.secrets) > len(fields)
    return told + (["a field with a passphrase does not say that it hides it"] if missing else [])


def untold(scene: Scene) -> list[str]:
    """Return states that show and are not told where they show, and answers that say they are picked and are not."""
    untold = [
        f"nothing says that it is {one.words} among {[str(part) for part in scene.at(one)]}"
        for one in scene.told.states
        if not any(_TOLD[one.words](part) for part in scene.at(one))
    ]
    for state, roles in ((CHECKED, _ANSWERS), (SELECTED, _ROWS)):
        where = [part for one in scene.told.states if one.words == state for part in scene.at(one)]
        mine = [part for part in scene.parts if part.role in roles and state in part.states]
        untold += [f"{part} says that it is {state}" for part in mine if part not in where]
    return untold


def closed(scene: Scene) -> list[str]:
    """Return answers that do not say they can be picked, lists that do not say they open, and fields that say neither
    that they take words nor that they take none."""
    owed = {"combo box": "expandable", "text": "editable", "password text": "editable", "list item": "selectable"}
    owed |= dict.fromkeys(_ANSWERS, "checkable")
    return [
        f"{part} does not say that it is {owed[part.role]}"
        for part in scene.parts
        if part.role in owed and "focusable" in part.states and not {owed[part.role], "read-only"} & set(part.states)
    ]


def nowhere(scene: Scene) -> list[str]:
    """Return what is told as showing and has no place on the screen."""
    return [f"{part} shows nowhere" for part in scene.parts if part.words and min(part.box[2:]) <= 0]


RULES: tuple[Rule, ...] = (
    *(nameless, without_role, without_question, alike),
    *(unheard, let_out, untold, closed, nowhere),
)


def gaps(scene: Scene) -> list[str]:
    """Return all that is owed and not there."""
    return [gap for rule in RULES for gap in rule(scene)]


def _is_port(scene: Scene, part: Part) -> bool:
    """Say whether this is the inside of a box or a list that has the focus: Qt says of both that they have it."""
    return not part.name and part.within >= 0 and "focused" in scene.parts[part.within].states


def _place(scene: Scene, part: Part) -> str:
    """Return the groups that a part stands in, from the inside out, as they are said when one comes into them."""
    return " in ".join(repr(one.name) for one in scene.above(part) if one.name and one.role in _GROUPS) or "the window"


def _covers(box: tuple[int, int, int, int], x: int, y: int) -> bool:
    left, top, width, height = box
    return left - _NEAR <= x <= left + width + _NEAR and top - _NEAR <= y <= top + height + _NEAR


def _holds(heard: str, read: str) -> bool:
    """Say whether words are in what is heard. An ellipsis stands for what had no room."""
    return _even(read).removesuffix("…").strip() in _even(heard)


def _even(words: str) -> str:
    return " ".join(words.replace("&&", "&").split())


def _is_short_for(scene: Scene, words: str) -> bool:
    """Say whether words are the initials of somebody whose name is there to be heard."""
    if len(words) > _MOST_INITIALS or not words.isupper():
        return False
    return any(initials(name) == words for part in scene.parts for name in re.split(r"[,.:]", part.name))
