"""What a peer keeps about their work for themselves: what was asked outside their role, and trainings."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from peerdesk.desktop.chosen_file import chosen_disk
from peerdesk.desktop.models.own_days_words import OutOfRoleWords, TrainingWords
from peerdesk.desktop.models.workbench import Workbench
from peerdesk.desktop.routes_own_days import Book, OwnDaysRoutes
from peerdesk.desktop.routes_shared import SharedRoutes
from peerdesk.desktop.screens.out_of_role_sheet import OutOfRoleSheet
from peerdesk.desktop.screens.training_sheet import TrainingSheet
from peerdesk.domain.changes import Changes
from peerdesk.domain.out_of_role import OutOfRole, OutOfRoleDraft
from peerdesk.domain.training import Training, TrainingDraft
from peerdesk.work.handing_out import put_out
from peerdesk.work.out_of_role import add_out_of_role, bring_out_of_role, edit_out_of_role, out_of_role_draft
from peerdesk.work.own_days import OUT_OF_ROLE, TRAININGS
from peerdesk.work.training import ALL, add_training, edit_training, training_draft, trainings_csv


class OwnWorkRoutes(QObject):
    """Opens the two forms from anywhere, and puts the two cards on the page of supervision."""

    def __init__(self, shared: SharedRoutes, bench: Workbench, *, parent: QObject) -> None:
        super().__init__(parent)
        self._shared, self._bench = shared, bench
        asked: Book[OutOfRole, OutOfRoleDraft] = Book(
            own=OUT_OF_ROLE,
            words=OutOfRoleWords(bench.words, self),
            sheet=OutOfRoleSheet,
            draft=out_of_role_draft,
            keep=add_out_of_role,
            change=edit_out_of_role,
        )
        trainings: Book[Training, TrainingDraft] = Book(
            own=TRAININGS,
            words=TrainingWords(bench.words, self),
            sheet=TrainingSheet,
            draft=training_draft,
            keep=add_training,
            change=edit_training,
        )
        self.out_of_role = OwnDaysRoutes(shared, bench, asked, parent=self)
        self.training = OwnDaysRoutes(shared, bench, trainings, parent=self)
        self.training.save_asked.connect(self._save)
        if shared.identity.organisation is not None:
            self.out_of_role.opened.connect(self._offer_to_bring)

    @property
    def acts(self) -> dict[str, Callable[[], None]]:
        """What the commands of the desk do here."""
        return {"out_of_role": self.out_of_role.add, "training": self.training.add}

    def cards(self) -> tuple[QWidget, ...]:
        """Return the two cards for a page that is there now, and read what stands on them."""
        for one in (self.out_of_role, self.training):
            one.model.read()
        return self.out_of_role.card, self.training.card

    def _offer_to_bring(self, sheet: OutOfRoleSheet, one: OutOfRole) -> None:
        sheet.offer_to_bring()
        sheet.bring_asked.connect(lambda: self._bring(sheet, one))

    def _bring(self, sheet: OutOfRoleSheet, one: OutOfRole) -> None:
        bench = self._bench
        sheet.accept()

        def job() -> Changes:
            words = bench.words
            return bring_out_of_role(bench.vault, one.id, words.labels, words.language, bench.now(), bench.rng)[1]

        def done(changes: Changes) -> None:
            self._shared.desk.say(
                self.tr("On your list for supervision. Only you see it, until you add it to the agenda.")
            )
            bench.announcer.tell(changes)

        bench.run(self, job, done, self._shared.say_refused)

    def _save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        at = str(Path(folder) / self.tr("my-trainings.csv"))
        file, _ = QFileDialog.getSaveFileName(self._shared.window, self.tr("Save my trainings"), at, "*.csv")
        if file:
            self.save_as(file)

    def save_as(self, file: str) -> None:
        """Write the trainings into a file that the peer has chosen."""
        bench = self._bench

        def job() -> str:
            text = trainings_csv(TRAININGS.all(bench.vault, ALL))
            with chosen_disk():
                put_out(Path(file), text.encode())
            return Path(file).name

        def done(name: str) -> None:
            self._shared.desk.say(self.tr("Your trainings are in %1").replace("%1", name))

        bench.background.run_file(self, job, done, self._shared.say_refused)
