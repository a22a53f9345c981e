"""Answers that a hospital does not offer. What was written with one before stays as it is, and readable."""

from collections.abc import Collection, Iterator
from typing import Final

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import UnknownCodeError
from peerdesk.domain.vocabulary import Mattered, NextStep, Setting, Supply, Support

VOCABULARIES: Final = {
    "setting": Setting,
    "support": Support,
    "mattered": Mattered,
    "next": NextStep,
    "supplies": Supply,
}
"""The answers whose codes a policy can hide, by the name that they have in a draft."""


class NotOfferedError(UnknownCodeError):
    """The hospital does not offer this answer for new notes. `known` are those that it offers."""

    code = "not_offered"


def check_offered(draft: EncounterDraft, hidden: Collection[str], before: EncounterDraft | None = None) -> None:
    """Raise NotOfferedError for a code that is hidden here, unless the note had it `before`."""
    if not hidden:
        return
    had = set(_codes(before)) if before is not None else set()
    for field, code in _codes(draft):
        if code in hidden and (field, code) not in had:
            known = tuple(member.value for member in VOCABULARIES[field] if member.value not in hidden)
            raise NotOfferedError(field, code, known)


def _codes(draft: EncounterDraft) -> Iterator[tuple[str, str]]:
    yield "setting", draft.setting
    for field, codes in (
        ("support", draft.support),
        ("mattered", draft.mattered),
        ("next", draft.next),
        ("supplies", draft.supplies),
    ):
        for code in codes:
            yield field, code
