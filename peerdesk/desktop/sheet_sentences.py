"""What can be wrong with a recovery sheet, in words for people; everything else is said as `sentences` says it."""

from PySide6.QtCore import QObject

from peerdesk.desktop.sentences import Sentences
from peerdesk.domain import sheet_errors as e
from peerdesk.domain.errors import ExpectedError, MissingAnswerError, OfflineError


class SheetSentences(QObject):
    """Says errors about a sheet. No sentence blames."""

    def of(self, problem: ExpectedError) -> str:
        """Return the sentence for a problem."""
        if isinstance(problem, e.SheetMistypedError):
            return self._slip(problem.groups)
        if isinstance(problem, e.SheetIncompleteError):
            return self._missing(problem.missing)
        if isinstance(problem, MissingAnswerError):
            return self.tr("Write your name as it stands on the sheet.")
        if isinstance(problem, OfflineError):
            return self.tr("The hospital server could not be reached. Nothing is lost: try the same again later.")
        found = (sentence for kind, sentence in self._others() if isinstance(problem, kind))
        return next(found, None) or Sentences().of(problem)

    def _slip(self, groups: tuple[int, ...]) -> str:
        if not groups:
            return self.tr("Something is missing or mistyped. Look at every group again.")
        which = ", ".join(str(number) for number in groups)
        return self.tr("There is a slip. Look at these groups again: %1.").replace("%1", which)

    def _missing(self, what: str) -> str:
        if what == "server":
            return self.tr("Type the server's address, too. It stands on the sheet.")
        return self.tr("The code is right. Type the two groups below it as well, behind the nine.")

    def _others(self) -> tuple[tuple[type[e.SheetError], str], ...]:
        return (
            (
                e.SheetUnknownError,
                self.tr("The hospital does not know this sheet. Look whether it is your newest one."),
            ),
            (
                e.SheetElsewhereError,
                self.tr("The server there is not that of the hospital on this sheet. Nothing was sent."),
            ),
            (
                e.SheetEndedError,
                self.tr("This sheet counts no more: a newer one, or your officer, ended it. Ask your officer."),
            ),
            (
                e.SheetOfSomebodyGoneError,
                self.tr("The hospital's list does not count you in now. Ask your officer."),
            ),
            (
                e.SheetOfAnotherError,
                self.tr("This sheet does not open these notes. Look whether it is the sheet of this name."),
            ),
            (
                e.SheetFileThereError,
                self.tr("A file of that name is there, and it may be the sheet that counts now. Choose another name."),
            ),
        )
