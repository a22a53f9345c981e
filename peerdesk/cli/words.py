"""Lines for people to read at a terminal: labels instead of codes, one thing per line."""

from collections.abc import Iterator
from datetime import datetime

from peerdesk.domain.encounter import Encounter
from peerdesk.domain.follow_up import FollowUp
from peerdesk.domain.sharing import Projection
from peerdesk.work.labels import Labels, read_labels
from peerdesk.work.resources import resource

_JOINERS = "\u200c\u200d"


def shipped_labels() -> Labels:
    """Return the labels that ship with PeerDesk."""
    return read_labels(resource("library", "vocab.json").read_bytes())


def line(name: str, text: str) -> str:
    """Return one named line, without anything that could steer a terminal."""
    return f"  {name + ':':<15} {calm(text)}"


def calm(text: str) -> str:
    """Return a text on one line, with nothing in it that could steer a terminal.

    The two joiners stay: many scripts, and most families of emoji, cannot be read without them.
    """
    return "".join(c if c.isprintable() or c in _JOINERS else " " for c in text)


def encounter_lines(encounter: Encounter, handle: str, follow_up: FollowUp | None, labels: Labels) -> Iterator[str]:
    """Return the lines of a whole note."""
    yield f"{encounter.happened_on}  {labels.of(encounter.setting)}  {labels.of(encounter.outcome)}"
    parts = {
        "Who": handle,
        "Support": ", ".join(labels.of(code) for code in encounter.support),
        "Mattered": ", ".join(labels.of(code) for code in encounter.mattered),
        "Next steps": ", ".join(f"{labels.of(s)} ({labels.of(state)})" for s, state in encounter.next.items()),
        "Supplies": ", ".join(f"{labels.of(item)} x{count}" for item, count in encounter.supplies.items()),
        "Their words": encounter.words,
        "Note for me": encounter.memory,
        "Follow-up": f"{follow_up.due} ({labels.of(follow_up.state)})" if follow_up else "",
        "Supervision": encounter.prompt or ("yes" if encounter.bring_to_supervision else ""),
    }
    yield from (line(name, text) for name, text in parts.items() if text)


def projection_lines(projection: Projection, labels: Labels) -> Iterator[str]:
    """Return the lines of exactly what a reader sees."""
    yield f"{projection.happened_on}  {labels.of(projection.setting)}  {labels.of(projection.outcome)}"
    parts = {
        "Who": projection.handle,
        "How": labels.of(projection.mode),
        "Support": ", ".join(labels.of(code) for code in projection.support),
        "Next steps": ", ".join(f"{labels.of(s)} ({labels.of(state)})" for s, state in projection.next.items()),
        "Follow-up": _due(projection, labels),
        "Supervision": projection.prompt or ("yes" if projection.bring_to_supervision else ""),
        "Note": projection.memory,
    }
    yield from (line(name, text) for name, text in parts.items() if text)


def moment(at: datetime | None) -> str:
    """Return a time on the person's own clock, to the minute."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else "not yet"


def _due(projection: Projection, labels: Labels) -> str:
    if projection.follow_up_due is None:
        return ""
    state = f" ({labels.of(projection.follow_up_state)})" if projection.follow_up_state else ""
    return f"{projection.follow_up_due}{state}"
