"""`peerdesk note history` and `restore`: how a note came to be, and bringing an earlier version back."""

from collections.abc import Iterator, Sequence

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, now, pass_invocation
from peerdesk.cli.messages import RefusalError
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.opened import opened
from peerdesk.cli.versions import computer_words, option_name, said_words
from peerdesk.cli.words import line, moment, shipped_labels
from peerdesk.domain.ids import SHORTEST_PREFIX, RevisionId
from peerdesk.work.history import NoteVersion
from peerdesk.work.history import history as versions_of
from peerdesk.work.history import restore as bring_back
from peerdesk.work.labels import Labels
from peerdesk.work.reading import resolve, standing


@click.command(cls=Command, epilog="Example: peerdesk note history 0192f3")
@click.argument("note", metavar="ID")
@pass_invocation
def history(invocation: Invocation, note: str) -> None:
    """Show the versions of a note: what each changed, on which computer, and when by that computer's clock.

    They stand in the order in which they build on each other; no clock decides it. What was changed again before it was
    sent is one version.
    """
    with opened(invocation) as vault:
        record = resolve(vault, note)
        versions = versions_of(vault, record)
    document = {"id": record.hex(), "versions": [version_shape(one) for one in versions]}
    invocation.answer(document, _lines(versions, shipped_labels()))


@click.command(cls=Command, epilog="Example: peerdesk note restore 0192f3 2")
@click.argument("note", metavar="ID")
@click.argument("version", metavar="VERSION")
@pass_invocation
def restore(invocation: Invocation, note: str, version: str) -> None:
    """Bring a version back, by its number or its revision. It becomes a new version; what stood there stays one too.

    Sharing and deleting are not undone by it.
    """
    with opened(invocation) as vault:
        record = resolve(vault, note)
        wanted = _meant(versions_of(vault, record), version)
        bring_back(vault, record, wanted, now())
        revision = standing(vault, record).hex()
    sentence = "That version is back. To go back on it: peerdesk note history ID, then restore."
    invocation.answer({"id": record.hex(), "revision": revision}, [sentence])


def version_shape(version: NoteVersion) -> Shape:
    """Return one version. `kept_at` is UTC by the clock of its computer; `revision` is null until it is sealed."""
    return {
        "number": version.number,
        "revision": version.revision.hex() if version.revision else None,
        "computer": version.computer.where.value,
        "mark": version.computer.mark or None,
        "kept_at": version.kept_at.isoformat() if version.kept_at else None,
        "changed": [option_name(name) for name in version.changed],
        "now": version.is_shown,
        "on_server": version.is_on_server,
        "readable": version.fields is not None,
    }


def _lines(versions: Sequence[NoteVersion], labels: Labels) -> Iterator[str]:
    for one in versions:
        at = moment(one.kept_at) if one.kept_at else "time not known"
        shown = "  (now)" if one.is_shown else ""
        yield f"{one.number}  {at}  {computer_words(one.computer)}{shown}"
        if one.fields is None:
            yield line("words", "cannot be read on this computer")
        elif one.is_first:
            yield line("written", said_words("setting", one.fields["setting"], labels))
        else:
            yield from (line(option_name(name), _said(one, name, labels)) for name in one.changed)


def _said(version: NoteVersion, name: str, labels: Labels) -> str:
    if name == "share":
        return "who can read a copy"
    value = version.fields.get(name) if version.fields is not None else None
    return said_words(name, value, labels, handle=version.handle)


def _meant(versions: Sequence[NoteVersion], text: str) -> RevisionId:
    wanted = text.strip().lower()
    found = [
        one
        for one in versions
        if str(one.number) == wanted
        or (len(wanted) >= SHORTEST_PREFIX and one.revision is not None and one.revision.hex().startswith(wanted))
    ]
    if len(found) != 1:
        raise RefusalError("not_found", "No version like that is here. See: peerdesk note history ID")
    if found[0].revision is None:
        raise RefusalError("is_now", "That is what the note says now.")
    return found[0].revision
