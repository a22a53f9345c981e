"""How a place of the directory looks in JSON and in lines."""

from collections.abc import Iterator
from datetime import date

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import calm, line
from peerdesk.domain.place import Place, place_draft
from peerdesk.domain.place_table import TEXTS
from peerdesk.domain.place_vocabulary import Freshness
from peerdesk.work.labels import Labels


def place_shape(one: Place, today: date, author: str = "") -> Shape:
    """Return every field of a place, whose list it stands in, and whether it is fresh, old or was never checked."""
    draft = place_draft(one)
    said = {name: getattr(draft, name) or None for name in TEXTS}
    return {
        "id": one.id.hex(),
        **said,
        "flags": list(draft.flags),
        "freshness": one.freshness(today).value,
        "from": author or None,
    }


def place_line(one: Place, labels: Labels, today: date, author: str = "") -> str:
    """Return a place on one line, with its number, how old it is, and whose list it stands in."""
    kind = labels.of(one.kind) if one.kind else ""
    whose = f"in the list of {author}" if author else ""
    said = (one.id.hex(), one.name, kind, one.phone, checked_words(one, today), whose)
    return calm("  ".join(part for part in said if part))


def place_lines(one: Place, labels: Labels, today: date) -> Iterator[str]:
    """Return the lines of a whole place."""
    yield calm(one.name)
    parts = {
        "Kind": labels.of(one.kind) if one.kind else "",
        "Phone": one.phone,
        "Hours": one.hours,
        "Languages": one.languages,
        "Cost": one.cost,
        "How far": one.distance,
        "Good to know": ", ".join(labels.of(flag) for flag in one.flags),
        "Looked at": checked_words(one, today),
    }
    yield from (line(name, text) for name, text in parts.items() if text)


def checked_words(one: Place, today: date) -> str:
    """Return when somebody looked last if it holds."""
    if one.checked_on is None:
        return "not checked yet"
    by = f" by {one.checked_by}" if one.checked_by else ""
    if one.freshness(today) is Freshness.OLD:
        return f"not checked since {one.checked_on:%B %Y}{by}: call first"
    return f"checked {one.checked_on}{by}"
