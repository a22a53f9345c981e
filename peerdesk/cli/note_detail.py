"""One note with everything around it, in JSON and in lines."""

from collections.abc import Iterator, Mapping

from peerdesk.cli.note_shapes import Shape, encounter_shape, time_shape, time_words
from peerdesk.cli.versions import dispute_lines, dispute_shape
from peerdesk.cli.words import encounter_lines, line, moment
from peerdesk.domain.ids import PersonId
from peerdesk.domain.supervision import Acknowledgement, Comment
from peerdesk.work.copies import ShareState, TakenBack
from peerdesk.work.labels import Labels
from peerdesk.work.reading import EncounterDetail

Names = Mapping[PersonId, str]


def detail_shape(detail: EncounterDetail, *, history: bool) -> Shape:
    """Return every field of a note, and everything around it."""
    shape = encounter_shape(detail.encounter, detail.details, detail.handle, detail.follow_up)
    shape |= {
        "times": time_shape(detail.spent) if detail.spent is not None else None,
        "deleted": detail.hidden,
        "waiting": detail.waiting,
        "shares": [share_shape(share) for share in detail.shares if share.is_on],
        "comments": [comment_shape(comment, detail.names) for comment in detail.comments],
        "acknowledgements": [ack_shape(ack, detail.names) for ack in detail.acknowledgements],
        "heads": [head.revision.hex() for head in detail.heads if head.revision],
        "conflicts": {name: [plain(one.value) for one in values] for name, values in detail.conflicts.items()},
        "two_versions": [dispute_shape(dispute) for dispute in detail.disputes],
    }
    if history:
        shape["versions"] = [
            {"revision": one.revision.hex(), "device": one.device.hex(), "n": one.n, "seq": one.seq, "state": one.state}
            for one in detail.versions
        ]
        shape["shared_before"] = [share_shape(share) for share in detail.shares if not share.is_on]
    else:
        shape["versions"] = len(detail.versions)
    return shape


def detail_lines(detail: EncounterDetail, labels: Labels, *, history: bool) -> Iterator[str]:
    """Return the lines of a note and everything around it."""
    yield detail.encounter.id.hex() + ("  (deleted)" if detail.hidden else "")
    yield from encounter_lines(detail.encounter, detail.handle, detail.follow_up, labels)
    if detail.details.people is not None:
        yield line("People", str(detail.details.people))
    if detail.details.unit:
        yield line("Unit", detail.details.unit)
    if detail.spent is not None:
        yield line("Times", time_words(detail.spent))
    for share in detail.shares:
        yield line("Shared with" if share.is_on else "Was shared", share_words(share))
    for comment in detail.comments:
        who = detail.names.get(comment.author) or "You"
        yield line(who, f"{comment.text}  ({moment(comment.written_at)})")
    for ack in detail.acknowledgements:
        yield line(detail.names.get(ack.author) or "You", labels.of(ack.kind))
    yield from dispute_lines(detail.disputes, labels)
    if history:
        yield from (line("Version", f"{one.revision.hex()}  {one.state}") for one in detail.versions)


def share_shape(share: ShareState) -> Shape:
    """Return one reader of a note."""
    return {
        "with": share.name,
        "item": share.copy.hex() if share.copy else None,
        "person": share.person.hex(),
        "on": share.is_on,
        "include_memory": share.include_memory,
        "paused": share.is_paused,
        "opened": share.opened_at.isoformat() if share.opened_at else None,
        "openings": [at.isoformat() for at in share.openings],
        "taken_back": share.taken_back.value if share.taken_back else None,
        "removed": share.removed_at.isoformat() if share.removed_at else None,
    }


def share_words(share: ShareState) -> str:
    """Return one reader of a note in words."""
    opened = f"opened {', '.join(map(moment, share.openings))}" if share.openings else "not opened yet"
    note = ", with your note" if share.include_memory else ""
    gone = f", {taken_back_words(share)}" if share.taken_back else ""
    paused = ", paused: they have new keys" if share.is_paused else ""
    unread = ". What has been read cannot be unread." if share.openings and share.taken_back else ""
    return f"{share.name}{note} ({opened}{gone}{paused}){unread}"


def taken_back_words(share: ShareState) -> str:
    """Say how far a share that ended is: nothing but a signed receipt makes it confirmed."""
    if share.taken_back is TakenBack.NEVER_LEFT:
        return "stopped before it left this computer"
    if share.taken_back is TakenBack.ASKED or share.removed_at is None:
        return "asked to remove it, not confirmed yet"
    by = "their computer" if share.confirmed_by >= share.computers else "one of their computers"
    return f"taken back, confirmed by {by} at {moment(share.removed_at)}"


def comment_shape(comment: Comment, names: Names) -> Shape:
    """Return one comment. `from` is empty for one's own."""
    return {
        "id": comment.id.hex(),
        "from": names.get(comment.author, ""),
        "text": comment.text,
        "at": comment.written_at.isoformat(),
    }


def ack_shape(ack: Acknowledgement, names: Names) -> Shape:
    """Return one acknowledgement. `from` is empty for one's own."""
    return {"from": names.get(ack.author, ""), "kind": ack.kind.value, "at": ack.given_at.isoformat()}


def plain(value: object) -> object:
    """Return a merged field's value as JSON can hold it: ids in hex, everything else as it is."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    return value
