"""How what is brought to supervision looks in JSON and in lines."""

from collections.abc import Iterator

from peerdesk.cli.note_detail import taken_back_words
from peerdesk.cli.note_shapes import Shape
from peerdesk.cli.words import calm, line
from peerdesk.domain.agenda import AgendaEntry
from peerdesk.domain.guide_use import GuideSaid
from peerdesk.work.agenda_list import ListedItem
from peerdesk.work.agenda_received import ReceivedItem
from peerdesk.work.agenda_shares import Reading
from peerdesk.work.labels import Labels


def entry_shape(entry: AgendaEntry) -> Shape:
    """Return what a supervisor reads of an item."""
    return {
        "topic": entry.topic.value,
        "line": entry.line,
        "note": entry.note.hex() if entry.note else None,
        "guide": guide_shape(entry.guide) if entry.guide else None,
    }


def guide_shape(said: GuideSaid) -> Shape:
    """Return a guide that was used. `at` is empty where the peer left the time out."""
    return {"guide": said.guide.value, "at": said.used_at, "spoke": said.spoke}


def item_shape(one: ListedItem) -> Shape:
    """Return an item of the peer's own list."""
    return {
        "id": one.id.hex(),
        "topic": one.topic.value,
        "line": one.line,
        "note": one.note.hex() if one.note else None,
        "guide": guide_shape(one.guide) if one.guide else None,
        "talked_on": one.talked_on.isoformat() if one.talked_on else None,
        "session": one.session.hex() if one.session else None,
        "readers": [_reading_shape(reading) for reading in one.readings],
    }


def received_shape(one: ReceivedItem) -> Shape:
    """Return an item of a peer's agenda, as its reader has it."""
    return {
        "id": one.id.hex(),
        "from": one.peer,
        **entry_shape(one.entry),
        "talked_on": one.talked_on.isoformat() if one.talked_on else None,
        "session": one.session.hex() if one.session else None,
    }


def entry_lines(entry: AgendaEntry, labels: Labels) -> Iterator[str]:
    """Return the lines of exactly what a supervisor reads."""
    yield calm(labels.of(entry.topic))
    parts = {
        "Line": entry.line,
        "Guide": guide_words(entry.guide, labels) if entry.guide else "",
        "Note": "the note they can read already" if entry.note else "",
    }
    yield from (line(name, text) for name, text in parts.items() if text)


def item_lines(one: ListedItem, labels: Labels) -> Iterator[str]:
    """Return the lines of an item of the peer's own list."""
    said = (one.id.hex(), labels.of(one.topic), one.line, guide_words(one.guide, labels) if one.guide else "")
    done = f"talked about on {one.talked_on}" if one.talked_on else ""
    yield calm("  ".join(filter(None, (*said, done))))
    yield from (line(reading.share.name, _reading_words(reading)) for reading in one.readings)


def received_line(one: ReceivedItem, labels: Labels) -> str:
    """Return one line for an item of a peer's agenda."""
    guide = guide_words(one.entry.guide, labels) if one.entry.guide else ""
    done = f"talked about on {one.talked_on}" if one.talked_on else ""
    said = (one.id.hex(), one.peer, labels.of(one.entry.topic), one.entry.line, guide, done)
    return calm("  ".join(filter(None, said)))


def guide_words(said: GuideSaid, labels: Labels) -> str:
    """Say which guide was used, when, and whether the peer spoke to their supervisor."""
    spoke = "spoke to my supervisor" if said.spoke else ""
    return ", ".join(filter(None, (labels.of(said.guide), said.used_at, spoke)))


def _reading_shape(reading: Reading) -> Shape:
    share = reading.share
    return {
        "with": share.name,
        "reads": entry_shape(reading.entry) if reading.entry else None,
        "has_changed": reading.has_changed,
        "taken_back": share.taken_back.value if share.taken_back else None,
    }


def _reading_words(reading: Reading) -> str:
    if reading.entry is None:
        return taken_back_words(reading.share)
    changed = "; it says something else since: share it again" if reading.has_changed else ""
    return f"on their agenda{changed}"
