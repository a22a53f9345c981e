"""How two versions of a note are said: by option, with the computer each value comes from."""

from collections.abc import Iterator
from enum import StrEnum

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import line
from peerdesk.domain.answers import answer_of
from peerdesk.work.computers import Computer, Where
from peerdesk.work.labels import Labels
from peerdesk.work.two_versions import SHARE, Dispute, Option

_EMPTY = "(empty)"
_NAMES = {"happened_on": "on", "individual": "handle", "due": "follow_up", "state": "follow_up_state"}
_COMPUTERS = {Where.HERE: "this computer", Where.OTHER: "your other computer", Where.COPY: "a copy of these notes"}


def option_name(field: str) -> str:
    """Return the name of a field as the options and JSON have it: `on` for the day, `handle` for the individual."""
    return _NAMES.get(field, "deleted" if field == "hidden" else field)


def computer_words(computer: Computer) -> str:
    """Return a computer in words."""
    words = _COMPUTERS[computer.where]
    return f"{words} ({computer.mark})" if computer.mark else words


def dispute_shape(dispute: Dispute) -> Shape:
    """Return what differs in one answer. `both` is what keeping both would be, null where one has to be picked."""
    return {
        "field": option_name(dispute.field),
        "options": [
            {"computer": one.computer.where.value, "mark": one.computer.mark or None, "value": plain_value(one)}
            for one in dispute.options
            if dispute.is_picked
        ],
        "both": dispute.both,
    }


def dispute_lines(disputes: tuple[Dispute, ...], labels: Labels) -> Iterator[str]:
    """Return the lines that tell what differs, and how to keep one of them."""
    for dispute in disputes:
        name = option_name(dispute.field)
        if dispute.field == SHARE:
            yield line("Sharing", "changed on two computers; only readers on whom they agree have a copy")
            continue
        for at, option in enumerate(dispute.options, start=1):
            yield line(
                f"{name} {at}", f"{value_words(dispute.field, option, labels)}  ({computer_words(option.computer)})"
            )
    if disputes:
        yield "  Changed on two computers. To keep one: peerdesk note resolve ID --keep mine|theirs|both [--field NAME]"


def value_words(field: str, option: Option, labels: Labels) -> str:
    """Return one of two values for a person."""
    return said_words(field, option.value, labels, handle=option.handle)


def said_words(field: str, value: object, labels: Labels, *, handle: str = "") -> str:
    """Return the plain value of a field for a person: labels instead of codes, the handle for an individual."""
    if field == "individual":
        return handle or _EMPTY
    match answer_of(field, value):
        case bool(yes):
            return "yes" if yes else "no"
        case StrEnum() as code:
            return labels.of(code)
        case tuple(codes):
            return ", ".join(labels.of(code) for code in codes) or _EMPTY
        case dict(entries):
            return ", ".join(_entry(code, more, labels) for code, more in entries.items()) or _EMPTY
        case words:
            return str(words) or _EMPTY


def _entry(code: StrEnum, more: StrEnum | int, labels: Labels) -> str:
    return f"{labels.of(code)} ({labels.of(more)})" if isinstance(more, StrEnum) else f"{labels.of(code)} x{more}"


def plain_value(option: Option) -> object:
    """Return a value as JSON holds it: the handle for an individual, everything else as it is."""
    return option.handle if isinstance(option.value, bytes) else option.value
