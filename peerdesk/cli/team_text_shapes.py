"""How a text of a team looks in JSON and in lines."""

from collections.abc import Iterator

from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import calm
from peerdesk.domain.team_texts import LineChange, TeamLine, TeamText, differences
from peerdesk.work.team_texts import ReceivedText


def text_shape(one: TeamText) -> Shape:
    """Return a version whole."""
    return {
        "part": one.part.value,
        "version": one.version,
        "published_on": one.published_on.isoformat(),
        "changed": one.changed or None,
        "lines": [{"about": line.about, "said": line.said, "instead": line.instead or None} for line in one.lines],
    }


def received_shape(one: ReceivedText) -> Shape:
    """Return what a supervisor has given, whether it is new and holds, and what differs from what was looked at."""
    changes = [
        {"about": each.about, "word": each.word or None, "before": each.before or None, "after": each.after or None}
        for each in changes_of(one)
    ]
    return {**text_shape(one.text), "from": one.name, "new": one.is_new, "holds": one.holds, "differs": changes}


def text_lines(one: TeamText) -> Iterator[str]:
    """Return the lines of a version."""
    what = f": {one.changed}" if one.changed else ""
    yield calm(f"{one.part.value}, version {one.version} of {one.published_on}{what}")
    yield from (calm(f"  {_line(line)}") for line in one.lines)


def received_lines(one: ReceivedText) -> Iterator[str]:
    """Return the lines of what a supervisor has given: whose it is, what it says, and what is new in it."""
    yield calm(f"From {one.name}{', which holds here' if one.holds else ''}:")
    yield from text_lines(one.text)
    if one.is_new and one.before is not None:
        for each in changes_of(one):
            name = f"{each.about} {each.word}".strip()
            yield calm(f"  new: {name}: {each.before or 'nothing'} -> {each.after or 'nothing'}")


def changes_of(one: ReceivedText) -> tuple[LineChange, ...]:
    """Return what differs from the version that was looked at last; nothing where none was."""
    return differences(one.text.part, one.before.lines, one.text.lines) if one.before is not None else ()


def _line(line: TeamLine) -> str:
    return f"{line.about}: {line.said}" + (f" -> {line.instead}" if line.instead else "")
