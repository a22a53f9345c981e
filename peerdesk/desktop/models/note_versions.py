"""The versions of one note: reading them, keeping one of two, and bringing an earlier one back."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.models.acting import ActingModel
from peerdesk.desktop.models.field_words import FieldWords
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.models.version_views import (
    DisputeView,
    HistoryLine,
    OldVersionView,
    OptionView,
    VersionsView,
)
from peerdesk.desktop.models.words import lowered
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId, RevisionId
from peerdesk.domain.merge import Stamp
from peerdesk.work.history import NoteVersion, history, restore
from peerdesk.work.two_versions import Dispute, Option, Pick, disputes, settle

Found = tuple[tuple[Dispute, ...], tuple[NoteVersion, ...]]
Picked = tuple[tuple[tuple[RecordId, str], Stamp | None], ...]
_MOST_NAMED = 3
_NOT_WORDS = frozenset({"share", "hidden", "count", "bring_to_supervision"})


class NoteVersions(ActingModel):
    """`shown` carries a VersionsView. `settled` and `restored` tell what was done; `restored` with the way back."""

    shown = Signal(object)
    settled = Signal()
    restored = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._fields = FieldWords(bench.words, self)
        self._note: RecordId | None = None
        self.enrolled = False
        bench.announcer.changed.connect(self._on_changed)

    def show(self, note: RecordId | None) -> None:
        """Read the versions of a note."""
        self._note = note
        self.read()

    def read(self) -> None:
        """Read them from the vault."""
        bench, note = self._bench, self._note
        if note is None:
            return

        def job() -> Found:
            return disputes(bench.vault, note), history(bench.vault, note)

        bench.run(self, job, lambda found: self._on_read(note, found), self._on_refused)

    def keep(self, picked: Picked) -> None:
        """Keep what was picked: pairs of the key of a dispute and of a value, None for both of them."""
        bench, note = self._bench, self._note
        if note is None:
            return
        picks = [Pick(record=record, field=name, stamp=stamp) for (record, name), stamp in picked]
        self._do(lambda: settle(bench.vault, note, picks, bench.now()), self.settled.emit)

    def restore(self, revision: RevisionId) -> None:
        """Bring a version back; what stands now stays a version, and `restored` names it."""
        bench, note = self._bench, self._note
        if note is None:
            return

        def job() -> tuple[Changes, RevisionId | None]:
            changes = restore(bench.vault, note, revision, bench.now())
            return changes, _before(history(bench.vault, note))

        def done(answer: tuple[Changes, RevisionId | None]) -> None:
            changes, before = answer
            self.restored.emit(before)
            bench.announcer.tell(changes)

        bench.run(self, job, done, self.refused.emit)

    def _on_read(self, note: RecordId, found: Found) -> None:
        if note != self._note:
            return
        differing, versions = found
        times = {one.stamp: self._moment(one) for one in versions}
        self.shown.emit(
            VersionsView(
                note=note,
                disputes=tuple(self._dispute(one, times) for one in differing),
                history=tuple(self._line(one) for one in reversed(versions)),
                versions=tuple(self._whole(one) for one in versions if one.fields is not None),
            )
        )

    def _on_refused(self, problem: object) -> None:
        # A note that was erased meanwhile has no page any more; whoever reads the note says so.
        if not isinstance(problem, NotFoundError):
            self.refused.emit(problem)

    def _dispute(self, one: Dispute, times: Mapping[Stamp, str]) -> DisputeView:
        options = tuple(self._option(one, option, times) for option in one.options) if one.is_picked else ()
        both = self._fields.value(one.field, one.both) if one.both is not None else ""
        return DisputeView(
            key=(one.record, one.field), caption=self._fields.caption(one.field), options=options, both=both
        )

    def _option(self, one: Dispute, option: Option, times: Mapping[Stamp, str]) -> OptionView:
        text = self._fields.value(one.field, option.value, handle=option.handle)
        return OptionView(
            key=option.stamp,
            where=self._fields.computer(option.computer),
            when=times.get(option.stamp, ""),
            text=text or self.tr("Nothing written"),
        )

    def _line(self, one: NoteVersion) -> HistoryLine:
        return HistoryLine(
            key=one.revision,
            number=one.number,
            title=self._title(one),
            sub=self._sub(one),
            current=one.is_shown,
            can_open=one.revision is not None and not one.is_shown and one.fields is not None,
        )

    def _title(self, one: NoteVersion) -> str:
        if one.fields is None:
            return self.tr("Cannot be read here")
        if one.is_first:
            where = lowered(self._fields.value("setting", one.fields["setting"]))
            return self.tr("Written, %1").replace("%1", where)
        if one.changed == ("hidden",):
            return self.tr("Deleted") if one.fields["hidden"] else self.tr("Brought back")
        if one.changed == ("share",):
            return self.tr("Sharing changed")
        named = self._fields.changed(one.changed[:_MOST_NAMED])
        more = len(one.changed) - _MOST_NAMED
        return self.tr("Changed: %1").replace("%1", f"{named} +{more}" if more > 0 else named)

    def _sub(self, one: NoteVersion) -> str:
        waits = self.tr("waiting to send") if self.enrolled and not one.is_on_server else ""
        return DOT.join(part for part in (self._moment(one), self._fields.computer(one.computer), waits) if part)

    def _moment(self, one: NoteVersion) -> str:
        return self._bench.words.moment(one.kept_at, now=self._bench.now()) if one.kept_at else ""

    def _whole(self, one: NoteVersion) -> OldVersionView:
        fields = one.fields or {}
        shown = {name: value for name, value in fields.items() if name not in _NOT_WORDS}
        said = [(name, self._fields.value(name, value, handle=one.handle)) for name, value in shown.items()]
        return OldVersionView(
            key=one.revision,
            title=self.tr("Version %1").replace("%1", str(one.number)),
            sub=self._sub(one),
            lines=tuple((self._fields.caption(name), words) for name, words in said if words),
            changed=frozenset(self._fields.caption(name) for name in one.changed),
            can_restore=not one.is_shown,
        )

    def _on_changed(self, changes: Changes) -> None:
        mine = changes.has(RecordKind.ENCOUNTER, self._note) or changes.touches(RecordKind.FOLLOW_UP)
        if self._note is not None and (mine or changes.outbox):
            self.read()


def _before(versions: Iterable[NoteVersion]) -> RevisionId | None:
    """Return the newest sealed version that is not what the note says now: what going back would undo."""
    sealed = [one.revision for one in versions if one.revision is not None and not one.is_shown]
    return sealed[-1] if sealed else None
