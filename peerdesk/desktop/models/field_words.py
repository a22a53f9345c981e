"""The answers of a note by name: their captions and their values in the words of this desk."""

from enum import StrEnum

from PySide6.QtCore import QObject

from peerdesk.desktop.models.words import Words, lowered
from peerdesk.domain.answers import answer_of
from peerdesk.work.computers import Computer, Where


class FieldWords(QObject):
    """Says fields and values. Whatever has no words yet is said by its name, so nothing is ever hidden."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def caption(self, name: str) -> str:
        """Return the caption of a field."""
        return (self._about_the_meeting() | self._about_the_rest()).get(name, name)

    def value(self, name: str, value: object, *, handle: str = "") -> str:
        """Return a plain value in words; empty where nothing was said."""
        match answer_of(name, value):
            case _ if name == "individual":
                said = handle
            case bool(yes):
                said = self.tr("Yes") if yes else self.tr("No")
            case StrEnum() as code:
                said = self._words.of(code)
            case tuple(codes):
                said = self._words.all_of(codes)
            case dict(entries):
                said = ", ".join(self._entry(code, more) for code, more in entries.items())
            case str(text):
                said = text
            case day:
                said = self._words.day(day)
        return said

    def computer(self, computer: Computer) -> str:
        """Return a computer as its owner would say it."""
        known = {
            Where.HERE: self.tr("This computer"),
            Where.OTHER: self.tr("Your other computer"),
            Where.COPY: self.tr("A copy of these notes"),
        }
        words = known[computer.where]
        return f"{words} ({computer.mark})" if computer.mark else words

    def changed(self, names: tuple[str, ...]) -> str:
        """Return captions for the middle of a line."""
        return ", ".join(lowered(self.caption(name)) for name in names)

    def _entry(self, code: StrEnum, more: StrEnum | int) -> str:
        label = self._words.of(code)
        return f"{label} ({self._words.of(more)})" if isinstance(more, StrEnum) else f"{label} × {more}"

    def _about_the_meeting(self) -> dict[str, str]:
        return {
            "happened_on": self.tr("Day"),
            "setting": self.tr("Where"),
            "mode": self.tr("How you met"),
            "outcome": self.tr("How it went"),
            "support": self.tr("Support you gave"),
            "individual": self.tr("Who"),
            "length": self.tr("About how long"),
            "language": self.tr("Language"),
            "interpreter": self.tr("Interpreter"),
            "written_with": self.tr("Written with"),
            "people": self.tr("How many people"),
            "unit": self.tr("Unit"),
        }

    def _about_the_rest(self) -> dict[str, str]:
        return {
            "mattered": self.tr("What mattered to them"),
            "next": self.tr("Next steps"),
            "supplies": self.tr("Supplies"),
            "words": self.tr("Their own words"),
            "memory": self.tr("Note for me"),
            "count": self.tr("Counts in the totals"),
            "bring_to_supervision": self.tr("Bring to supervision"),
            "prompt": self.tr("What to bring to supervision"),
            "share": self.tr("Sharing"),
            "hidden": self.tr("Deleted"),
            "due": self.tr("Follow-up day"),
            "state": self.tr("Follow-up"),
            **self._about_a_plan(),
        }

    def _about_a_plan(self) -> dict[str, str]:
        return {
            "why": self.tr("What for"),
            "what": self.tr("In a few words"),
            "how": self.tr("How to be in touch"),
            "ok_voicemail": self.tr("Voicemail"),
            "ok_text": self.tr("Text"),
            "say_only": self.tr("Say only"),
            "best_time": self.tr("Best time"),
            "who_may_answer": self.tr("Who may answer"),
        }
