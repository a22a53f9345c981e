"""What a supervisor writes for their team as plain fields, and back. Reading raises UnreadableFieldError only."""

from typing import Any

from peerdesk.domain.team_texts import ABOUT, INSTEAD_LIMIT, SAID_LIMIT, TeamLine, TeamPart, TeamText
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_team_text(one: TeamText) -> Values:
    """Return the fields of a document."""
    return {
        "part": one.part.value,
        "version": one.version,
        "published_on": one.published_on.isoformat(),
        "changed": one.changed,
        "lines": [_plain(line) for line in one.lines],
    }


def team_text_of(fields: Fields) -> TeamText:
    """Return a document."""
    if fields["version"] < 1:
        raise UnreadableFieldError("version")
    return TeamText(
        part=reading.code(fields, "part", TeamPart),
        version=fields["version"],
        published_on=reading.day(fields, "published_on"),
        changed=fields["changed"],
        lines=tuple(map(_line, fields["lines"])),
    )


def _plain(line: TeamLine) -> dict[str, Any]:
    said = {"about": line.about, "said": line.said}
    return {**said, "instead": line.instead} if line.instead else said


def _line(said: object) -> TeamLine:
    if not isinstance(said, dict) or not {"about", "said"} <= said.keys() <= {"about", "said", "instead"}:
        raise UnreadableFieldError("lines")
    about, words, instead = said["about"], said["said"], said.get("instead", "")
    if not (isinstance(about, str) and isinstance(words, str) and isinstance(instead, str)):
        raise UnreadableFieldError("lines")
    if not ABOUT.match(about) or not 0 < len(words) <= SAID_LIMIT or len(instead) > INSTEAD_LIMIT:
        raise UnreadableFieldError("lines")
    return TeamLine(about=about, said=words, instead=instead)
