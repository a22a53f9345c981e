"""The directory of places on the desk: reading it, looking in it as somebody types, and taking in a table."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.place_views import DirectoryView, TableNotTaken
from peerdesk.desktop.models.place_words import PlaceWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.rows import Row, RowList
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import ExpectedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.place import Place, PlaceDraft
from peerdesk.domain.place_search import is_found, place_words
from peerdesk.domain.place_table import Table
from peerdesk.domain.place_table_errors import TableRefusedError
from peerdesk.domain.place_vocabulary import PLACE_KINDS, PlaceFlag
from peerdesk.domain.vocabulary import Vocabulary
from peerdesk.work import places as acts
from peerdesk.work.handing_out import put_out
from peerdesk.work.place_import import TakenIn, read_places, take_in
from peerdesk.work.team_places import beside, team_lists

_LINES: Final = 12


class _Known(NamedTuple):
    place: Place
    author: str
    words: str


class LibraryModel(QObject):
    """Reads again after each change. `listed` carries a DirectoryView, `chosen` a PlaceView or None.

    `kept` says that a form was taken, `not_taken` why a table was not; `deleted` carries how to undo it.
    """

    listed = Signal(object)
    chosen = Signal(object)
    kept = Signal()
    deleted = Signal(object)
    said = Signal(str)
    not_taken = Signal(object)
    refused = Signal(object)

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self.words = PlaceWords(bench.words, self)
        self._known: tuple[_Known, ...] = ()
        self._query, self._kind = "", ""
        self._shown: RecordId | None = None
        bench.announcer.changed.connect(self._on_changed)

    def read(self) -> None:
        """Read the directory."""
        bench = self._bench
        called = {code: bench.words.of(code) for code in (*PLACE_KINDS, *PlaceFlag)}

        def job() -> tuple[_Known, ...]:
            found = beside(acts.place_list(bench.vault), team_lists(bench.vault, bench.now()))
            return tuple(_Known(one, author, place_words(one, _labels(one, called))) for one, author in found)

        bench.run(self, job, self._on_read, self.refused.emit)

    def search(self, query: str) -> None:
        """Show what answers a question."""
        self._query = query
        self._list()

    def only(self, kind: str) -> None:
        """Show only one kind of place, or every one."""
        self._kind = kind
        self._list()

    def choose(self, key: object) -> None:
        """Show one place whole."""
        self._shown = RecordId(key) if isinstance(key, bytes) else None
        self._show()

    def add(self, draft: PlaceDraft) -> None:
        """Keep a place, and show it."""
        bench = self._bench

        def job() -> Changes:
            record, changes = acts.add_place(bench.vault, draft, bench.now(), bench.rng)
            self._shown = record
            return changes

        self._do(job, self.kept.emit)

    def change(self, key: RecordId, draft: PlaceDraft) -> None:
        """Say anew what it is."""
        self._do(lambda: acts.edit_place(self._bench.vault, key, draft), self.kept.emit)

    def check(self, key: RecordId) -> None:
        """Say that it was looked at today, and holds."""
        bench = self._bench
        self._do(
            lambda: acts.check_place(bench.vault, key, bench.now()),
            lambda: self.said.emit(self.tr("Checked today. Thank you.")),
        )

    def delete(self, key: RecordId) -> None:
        """Take it off the list."""
        vault = self._bench.vault

        def undo() -> None:
            self._do(lambda: acts.undelete_place(vault, key))

        self._do(lambda: acts.delete_place(vault, key), lambda: self.deleted.emit(undo))

    def take_in(self, file: str) -> None:
        """Take in a table that somebody chose: all of it, or nothing."""
        bench, path = self._bench, Path(file)

        def job() -> Table:
            with chosen_disk():
                return read_places(path, bench.words.labels)

        def failed(problem: ExpectedError) -> None:
            if isinstance(problem, TableRefusedError):
                lines = tuple(self.words.bad_line(line) for line in problem.lines[:_LINES])
                more = len(problem.lines) - len(lines)
                self.not_taken.emit(TableNotTaken(file=path.name, lines=lines, more=more))
            else:
                self.refused.emit(problem)

        bench.background.run_file(self, job, self._keep, failed)

    def save(self, file: str) -> None:
        """Write the directory into a file that somebody chose."""
        bench = self._bench

        def write(table: tuple[bytes, int]) -> None:
            def job() -> str:
                with chosen_disk():
                    put_out(Path(file), table[0])
                return Path(file).name

            bench.background.run_file(self, job, self._on_saved, self.refused.emit)

        bench.run(self, lambda: acts.as_table(bench.vault), write, self.refused.emit)

    def _keep(self, table: Table) -> None:
        bench = self._bench

        def done(result: TakenIn) -> None:
            said = self.tr("Imported. New: %1. Changed: %2. As before: %3.")
            for mark, number in (("%1", result.added), ("%2", result.changed), ("%3", result.same)):
                said = said.replace(mark, str(number))
            if result.left_out:
                said += " " + self.tr("Left out: %1").replace("%1", ", ".join(result.left_out)[:120])
            self.said.emit(said)
            bench.announcer.tell(result.changes)

        bench.run(self, lambda: take_in(bench.vault, table, bench.now(), bench.rng), done, self.refused.emit)

    def _do(self, job: Callable[[], Changes], then: Callable[[], None] | None = None) -> None:
        def done(changes: Changes) -> None:
            if then is not None:
                then()
            self._bench.announcer.tell(changes)

        self._bench.run(self, job, done, self.refused.emit)

    def _on_saved(self, name: str) -> None:
        self.said.emit(self.tr("The directory is in %1").replace("%1", name))

    def _on_read(self, found: tuple[_Known, ...]) -> None:
        self._known = found
        self._list()
        self._show()

    def _list(self) -> None:
        today = self._bench.today()
        found = [one for one in self._known if self._kind in ("", one.place.kind) and is_found(one.words, self._query)]
        many = len(found)

        def row(at: int) -> Row:
            return self.words.row(found[at].place, found[at].author, today)

        self.listed.emit(
            DirectoryView(
                rows=RowList(((one.place.id, False) for one in found), row, one_height=True),
                subtitle=self.tr("%n places", "", many) if self._known else "",
                total=len(self._known),
            )
        )

    def _show(self) -> None:
        found = next((one for one in self._known if one.place.id == self._shown), None)
        today = self._bench.today()
        self.chosen.emit(self.words.view(found.place, found.author, today) if found is not None else None)

    def _on_changed(self, changes: Changes) -> None:
        if any(changes.touches(kind) for kind in (RecordKind.PLACE, RecordKind.TEAM_PLACES)):
            self.read()


def _labels(one: Place, called: Mapping[Vocabulary, str]) -> list[str]:
    return [called[code] for code in (*([one.kind] if one.kind else []), *one.flags)]
