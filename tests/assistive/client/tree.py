"""Everything that an application shows, read from the bus one level after the other."""

from dataclasses import dataclass, field
from typing import Any

import pyatspi
from gi.repository import GLib

from tests.assistive.client.bus import Bus, Question
from tests.assistive.client.part import Part

_THING, _PROPERTIES = "org.a11y.atspi.Accessible", "org.freedesktop.DBus.Properties"
_TEXT, _ACTION, _PLACE = "org.a11y.atspi.Text", "org.a11y.atspi.Action", "org.a11y.atspi.Component"
_NAME, _DESCRIPTION = (GLib.Variant("(ss)", (_THING, word)) for word in ("Name", "Description"))
_WHOLE, _ON_SCREEN = GLib.Variant("(ii)", (0, -1)), GLib.Variant("(u)", (0,))
_OF_EACH = (
    (_THING, "GetRole", None),
    (_PROPERTIES, "Get", _NAME),
    (_PROPERTIES, "Get", _DESCRIPTION),
    (_THING, "GetChildren", None),
    (_THING, "GetRelationSet", None),
    (_THING, "GetInterfaces", None),
    (_PLACE, "GetExtents", _ON_SCREEN),
)
_TRIES = 5
_FRONT = frozenset({"dialog", "popup menu"})


class UnsettledError(Exception):
    """Things went while they were read, each time anew."""


@dataclass(frozen=True)
class _Found:
    """A thing on the bus: whose it is and where, and the place in the list of what holds it."""

    name: str
    path: str
    within: int

    def asked(self, interface: str, member: str, arguments: Any = None) -> Question:
        return Question(self.name, self.path, interface, member, arguments)


@dataclass
class _Look:
    """What was read in one look: the parts, and the things of the next level."""

    parts: list[Part] = field(default_factory=list)
    below: list[_Found] = field(default_factory=list)


class Tree:
    """What one application shows. Nothing is kept: each look asks again."""

    def __init__(self, bus: Bus, application: str) -> None:
        self._bus = bus
        self._application = application

    def in_front(self) -> list[Part]:
        """Return what shows in the window that one works in; what holds a thing comes before it.

        A sheet keeps the window behind it from being used, so then only sheets are read, and menus.
        Raises UnsettledError.
        """
        for _ in range(_TRIES):
            look = _Look(below=self._windows())
            try:
                self._read(look, _FRONT)
                while look.below:
                    self._read(look, frozenset())
            except LookupError:
                continue
            return look.parts
        raise UnsettledError(self._application)

    def _windows(self) -> list[_Found]:
        root = _Found("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root", -1)
        ((everybody,),) = self._answers([root.asked(_THING, "GetChildren")])
        all_of_them = [_Found(name, path, -1) for name, path in everybody]
        names = self._bus.ask(one.asked(_PROPERTIES, "Get", _NAME) for one in all_of_them)
        mine = [one for one, name in zip(all_of_them, names, strict=True) if name == (self._application,)]
        lists = self._answers([one.asked(_THING, "GetChildren") for one in mine])
        return [_Found(name, path, -1) for (below,) in lists for name, path in below]

    def _read(self, look: _Look, first: frozenset[str]) -> None:
        """Read one level of what shows, in the order of the tree; with roles that go `first`, only those if any shows.

        Raises LookupError where a thing has gone meanwhile.
        """
        level = look.below
        states = [_states(low, high) for ((low, high),) in self._answers([x.asked(_THING, "GetState") for x in level])]
        shown = [(one, told) for one, told in zip(level, states, strict=True) if "showing" in told]
        answers = iter(self._answers([one.asked(*what) for one, _ in shown for what in _OF_EACH]))
        read = [(one, told, [next(answers)[0] for _ in _OF_EACH]) for one, told in shown]
        if any(_role(facts[0]) in first for _, _, facts in read):
            read = [each for each in read if _role(each[2][0]) in first]
        look.below = []
        for (one, told, facts), more in zip(read, self._more(read), strict=True):
            look.below += [_Found(name, path, len(look.parts)) for name, path in facts[3]]
            look.parts.append(_part(one, told, facts, *more))

    def _more(self, read: list[tuple[_Found, tuple[str, ...], list[Any]]]) -> list[tuple[str, tuple[str, ...]]]:
        """Return the text and the actions of each thing that says it has any."""
        texts = [(one if _TEXT in facts[5] else None) for one, _, facts in read]
        actions = [(one if _ACTION in facts[5] else None) for one, _, facts in read]
        asked = [one.asked(_TEXT, "GetText", _WHOLE) for one in texts if one]
        asked += [one.asked(_ACTION, "GetActions") for one in actions if one]
        answers = iter(self._answers(asked))
        words = [str(next(answers)[0]) if one else "" for one in texts]
        done = [tuple(str(each[0]) for each in next(answers)[0]) if one else () for one in actions]
        return list(zip(words, done, strict=True))

    def _answers(self, questions: list[Question]) -> list[tuple[Any, ...]]:
        answers = self._bus.ask(questions)
        if None in answers:
            raise LookupError(questions[answers.index(None)])
        return [answer for answer in answers if answer is not None]


def _part(one: _Found, states: tuple[str, ...], facts: list[Any], text: str, actions: tuple[str, ...]) -> Part:
    role, name, description, _below, relations, _interfaces, box = facts
    return Part(
        within=one.within,
        role=_role(role),
        name=name,
        description=description,
        text=text,
        states=states,
        relations=tuple(pyatspi.Atspi.RelationType(kind).value_nick for kind, _targets in relations),
        actions=actions,
        box=box,
    )


def _role(number: int) -> str:
    return str(pyatspi.Atspi.role_get_name(number))


def _states(low: int, high: int) -> tuple[str, ...]:
    together = low | high << 32
    return tuple(_nick(bit) for bit in range(64) if together >> bit & 1)


def _nick(bit: int) -> str:
    return str(pyatspi.Atspi.StateType(bit).value_nick)
