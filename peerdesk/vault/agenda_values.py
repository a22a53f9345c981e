"""What a peer brings to supervision as plain fields, and back. Reading raises UnreadableFieldError and nothing else."""

from datetime import date

from peerdesk.domain.agenda import AgendaEntry, AgendaItem, NextMeeting, TalkedAbout
from peerdesk.domain.agenda_vocabulary import AgendaTopic, GuideCode
from peerdesk.domain.errors import BadDateError
from peerdesk.domain.guide_use import GuideSaid, minute
from peerdesk.domain.ids import ID_BYTES, PersonId, RecordId
from peerdesk.vault import reading
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.reading import Fields


def plain_item(item: AgendaItem) -> Values:
    """Return an item's fields."""
    return {
        "topic": item.topic.value,
        "line": item.line,
        "origin": item.origin,
        "position": item.position,
        "talked_on": _day_text(item.talked_on),
    }


def item_of(record: RecordId, fields: Fields) -> AgendaItem:
    """Return an item."""
    return AgendaItem(
        id=record,
        topic=reading.code(fields, "topic", AgendaTopic),
        line=fields["line"],
        origin=reading.record(fields, "origin"),
        position=_position(fields),
        talked_on=_maybe_day(fields, "talked_on"),
    )


def plain_entry(entry: AgendaEntry) -> Values:
    """Return the fields of what a supervisor reads."""
    guide: Values = {"guide": "", "used_at": "", "spoke": False} if entry.guide is None else plain_guide(entry.guide)
    return {
        "topic": entry.topic.value,
        "line": entry.line,
        "note": entry.note,
        "position": entry.position,
        "talked_on": _day_text(entry.talked_on),
        **guide,
    }


def entry_of(fields: Fields) -> AgendaEntry:
    """Return what a supervisor reads. Somebody else's computer wrote it: what asks for a talk says nothing else."""
    entry = AgendaEntry(
        topic=reading.code(fields, "topic", AgendaTopic),
        line=fields["line"],
        note=reading.record(fields, "note"),
        guide=guide_said(fields) if fields["guide"] else None,
        position=_position(fields),
        talked_on=_maybe_day(fields, "talked_on"),
    )
    if entry.topic is AgendaTopic.TALK and (entry.line or entry.note or entry.guide):
        raise UnreadableFieldError("line")
    return entry


def plain_talked(talked: TalkedAbout) -> Values:
    """Return the fields of a tick."""
    return {"about": talked.about, "talked_on": talked.talked_on.isoformat()}


def talked_of(record: RecordId, author: PersonId, fields: Fields) -> TalkedAbout:
    """Return a tick."""
    about = RecordId(reading.sized(fields, "about", ID_BYTES))
    return TalkedAbout(id=record, author=author, about=about, talked_on=reading.day(fields, "talked_on"))


def plain_guide(said: GuideSaid) -> Values:
    """Return the fields of a guide that was used."""
    return {"guide": said.guide.value, "used_at": said.used_at, "spoke": said.spoke}


def guide_said(fields: Fields) -> GuideSaid:
    """Return what is said of a guide that was used."""
    try:
        used_at = minute("used_at", fields["used_at"]) if fields["used_at"] else ""
    except BadDateError:
        raise UnreadableFieldError("used_at") from None
    return GuideSaid(guide=reading.code(fields, "guide", GuideCode), used_at=used_at, spoke=fields["spoke"])


def plain_meeting(meeting: NextMeeting) -> Values:
    """Return the fields of when the next meeting is."""
    return {"meets_on": _day_text(meeting.on), "meets": meeting.words}


def meeting_of(fields: Fields) -> NextMeeting:
    """Return when the next meeting is."""
    return NextMeeting(on=_maybe_day(fields, "meets_on"), words=fields["meets"])


def _position(fields: Fields) -> int:
    if fields["position"] < 0:
        raise UnreadableFieldError("position")
    return int(fields["position"])


def _maybe_day(fields: Fields, name: str) -> date | None:
    return reading.day(fields, name) if fields[name] else None


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
