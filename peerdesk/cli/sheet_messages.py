"""What is said to a person at the command line about a recovery sheet that cannot be used as it is."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from peerdesk.domain import sheet_errors as sheets
from peerdesk.domain.errors import ExpectedError

_MISSING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "hospital": "The code is right. For a new computer the two groups below it are needed, too: type all eleven.",
        "server": "The sheet was typed, so say where the server is, as it stands on the sheet: --server ADDRESS",
    }
)

_SENTENCES: Final[Mapping[type, str]] = MappingProxyType(
    {
        sheets.SheetUnknownError: "The hospital does not know this recovery sheet. Look whether it is your newest one.",
        sheets.SheetElsewhereError: "The server there is not that of the hospital on this sheet. Nothing was sent.",
        sheets.SheetEndedError: (
            "This recovery sheet counts no more: a newer one, or your officer, ended it. Ask your officer."
        ),
        sheets.SheetOfSomebodyGoneError: (
            "The hospital's list does not count you in now, so no computer can be added. Ask your officer."
        ),
        sheets.SheetOfAnotherError: "This recovery sheet does not open these notes. Nothing was changed.",
        sheets.SheetFileThereError: "A file of that name is there already. Name another one. Nothing was changed.",
        sheets.SheetError: "This recovery sheet cannot be used here. Nothing was changed.",
    }
)


def about_sheet(error: ExpectedError) -> str:
    """Return the sentence for an error about a sheet, and nothing for any other."""
    match error:
        case sheets.SheetMistypedError(groups=()):
            return "That is not a whole recovery code: something is missing or mistyped. Look at every group again."
        case sheets.SheetMistypedError():
            which = ", ".join(str(number) for number in error.groups)
            return f"There is a slip in the recovery code. Look at these groups again: {which}."
        case sheets.SheetIncompleteError():
            return _MISSING.get(error.missing, _MISSING["hospital"])
        case _:
            return next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), "")
