"""What can be wrong with a recovery sheet, as facts, beside `peerdesk.domain.errors`. Said in words at the faces."""

from peerdesk.domain.errors import ExpectedError


class SheetError(ExpectedError):
    """The recovery sheet cannot be used here."""

    code = "sheet"


class SheetMistypedError(SheetError):
    """Characters are missing or mistyped. `groups` are the numbers of the groups to look at, from 1, if known."""

    code = "sheet_mistyped"

    def __init__(self, groups: tuple[int, ...] = ()) -> None:
        super().__init__(groups)
        self.groups = groups


class SheetIncompleteError(SheetError):
    """What was typed is right and is not all. `missing` is hospital (the last two groups), server or name."""

    code = "sheet_incomplete"

    def __init__(self, missing: str) -> None:
        super().__init__(missing)
        self.missing = missing


class SheetUnknownError(SheetError):
    """The hospital's directory knows no such sheet."""

    code = "sheet_unknown"


class SheetElsewhereError(SheetError):
    """The server at this address is not that of the hospital which the sheet names."""

    code = "sheet_elsewhere"


class SheetEndedError(SheetError):
    """The sheet counts no more: a newer one ended it, or the officer did."""

    code = "sheet_ended"


class SheetOfSomebodyGoneError(SheetError):
    """Whose sheet it is does not belong to the hospital any more."""

    code = "sheet_left"


class SheetOfAnotherError(SheetError):
    """These notes do not open with this sheet: it is somebody else's, or an older one."""

    code = "sheet_of_another"


class SheetFileThereError(SheetError):
    """Where a new sheet was to be saved lies a file, which may be the sheet that counts."""

    code = "sheet_file_there"
