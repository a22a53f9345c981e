"""A shift: where this peer works now, so that each new note begins there. It is never a timesheet.

It knows days and no time of day, nothing is counted from it, and there is no place for a clock or a location.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from peerdesk.domain.encounter import EncounterDraft, checked_text, code, optional_code
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Language, Mode, Setting

UNIT_LIMIT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDraft:
    """What a peer says when a shift begins, unchecked. Only the setting is needed."""

    setting: str = ""
    unit: str = ""
    language: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift. `unit` is the peer's own word for the place, such as a floor; `ended` is None while it goes on."""

    id: RecordId
    setting: Setting
    started: date
    unit: str = ""
    language: Language | None = None
    mode: Mode = Mode.IN_PERSON
    ended: date | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it goes on."""
        return self.ended is None

    def end(self, today: date) -> "Shift":
        """Return the shift after it ended."""
        return replace(self, ended=today)

    def resumed(self) -> "Shift":
        """Return the shift as it was before it ended."""
        return replace(self, ended=None)

    def as_draft(self) -> ShiftDraft:
        """Return what was said when it began, to say it again."""
        language = self.language.value if self.language else ""
        return ShiftDraft(setting=self.setting.value, unit=self.unit, language=language, mode=self.mode.value)

    def first_words(self) -> EncounterDraft:
        """Return the draft that a new note of this shift begins with."""
        said = self.as_draft()
        return EncounterDraft(setting=said.setting, language=said.language, mode=said.mode, unit=said.unit)


def begin_shift(draft: ShiftDraft, *, record: RecordId, today: date) -> Shift:
    """Check what was said and return the shift. Raises an InputRefusedError that names the answer."""
    return Shift(
        id=record,
        setting=code("setting", draft.setting, Setting, required=True),
        unit=checked_text("unit", draft.unit, UNIT_LIMIT),
        language=optional_code("language", draft.language, Language),
        mode=code("mode", draft.mode, Mode) if draft.mode else Mode.IN_PERSON,
        started=today,
    )


def said_anew(shift: Shift, draft: ShiftDraft) -> Shift:
    """Return the same shift at another place. Raises as `begin_shift` does."""
    anew = begin_shift(draft, record=shift.id, today=shift.started)
    return replace(anew, ended=shift.ended)


def start_of(day: date) -> datetime:
    """Return the first moment of a day, in UTC: an id made of it tells the day and no time of it."""
    return datetime.combine(day, time(), UTC)
