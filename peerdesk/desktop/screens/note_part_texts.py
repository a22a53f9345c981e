"""The parts of a note that hold words: who, the note for myself, their own words, and what to bring up."""

from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.nudging import Nudging
from peerdesk.desktop.models.spelling import Spelling
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.note_part import NotePart, first_of
from peerdesk.desktop.screens.nudge_line import NudgeLine
from peerdesk.desktop.screens.spelling_marks import SpellingMarks
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.desktop.widgets.note_edit import LONGEST_PASTE, NoteEdit
from peerdesk.domain.encounter import (
    HANDLE_LIMIT,
    MEMORY_LIMIT,
    MEMORY_SOFT_LIMIT,
    PROMPT_LIMIT,
    WORDS_LIMIT,
    EncounterDraft,
)
from peerdesk.domain.individual import looks_like_identity

_SHORT = 28


class WhoPart(NotePart):
    """A handle, or nothing. The people written about last are one press away, and a handle that nobody has: `free`."""

    def __init__(self, handles: tuple[str, ...], free: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = LineEdit(placeholder=self.tr("Name, initials or nothing"), name=self.tr("Who"))
        self._edit.setMaxLength(HANDLE_LIMIT)
        self._help = WrapLabel(role="meta", tone="muted")
        self.box.addWidget(self._edit)
        self.box.addWidget(self._help)
        self._recent = self._recent_people(handles, free)
        self.box.addWidget(self._recent)
        self._edit.textChanged.connect(self._on_text)
        self._on_text("")

    def fields(self) -> dict[str, object]:
        return {"handle": self._edit.text()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self._edit.setText(draft.handle)

    def summary(self) -> str:
        return self._edit.text() or self.tr("No name needed")

    def _recent_people(self, handles: tuple[str, ...], free: str) -> Flow:
        flow = Flow(theme_of(self).space(6))
        buttons = [OutlinedButton(handle.replace("&", "&&"), size="small") for handle in handles]
        for button, handle in zip(buttons, handles, strict=True):
            button.clicked.connect(lambda _on=False, handle=handle: self._edit.setText(handle))
        if free:
            buttons.append(OutlinedButton(self.tr("Make one up"), icon="spark", size="small"))
            buttons[-1].clicked.connect(lambda: self._edit.setText(free))
        flow.put(*buttons)
        return flow

    def _on_text(self, text: str) -> None:
        # Whoever has written a name does not look for one any more.
        self._recent.setHidden(bool(text) or self._recent.is_empty)
        asks = looks_like_identity(text)
        self._help.setText(
            self.tr("This looks like a full name or a number. A handle or initials is enough.")
            if asks
            else self.tr("Only you see this name, unless you share the note.")
        )
        self._help.set_tone("wait" if asks else "muted")
        self.changed.emit()


class _TextPart(NotePart):
    """Plain words up to a limit; what is too long is said, never cut."""

    field = ""
    limit = 0
    suggests = True

    def __init__(self, name: str, placeholder: str, *, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = NoteEdit(name, placeholder=placeholder, height=height, longest_paste=LONGEST_PASTE)
        self._said = WrapLabel(role="meta", tone="muted")
        self._said.hide()
        self.box.addWidget(self.edit)
        self.box.addWidget(self._said)
        self.edit.edited.connect(self._on_edited)
        self.edit.cleaned.connect(self._on_cleaned)
        self.edit.turned_away.connect(self._on_turned_away)

    def nudge_with(self, nudging: Nudging) -> None:
        if self.suggests:
            line = NudgeLine(self.edit)
            self.box.insertWidget(1, line)
            line.serve(nudging)

    def spell_with(self, spelling: Spelling) -> None:
        SpellingMarks(self.edit, spelling)

    def fields(self) -> dict[str, object]:
        return {self.field: self.edit.text()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self.edit.set_text(getattr(draft, self.field))

    def summary(self) -> str:
        first = self.edit.text().strip().split("\n", 1)[0]
        return first if len(first) <= _SHORT else first[: _SHORT - 1].rstrip() + "…"

    def say_problem(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.set_tone("problem")
        self._said.setVisible(bool(sentence))

    def _on_edited(self) -> None:
        over = len(self.edit.text()) - self.limit
        self.say_problem(self.tr("%n characters too many", "", over) if over > 0 else "")
        self.changed.emit()

    def _on_cleaned(self, removed: int) -> None:
        if len(self.edit.text()) <= self.limit:
            self.say_problem(self.tr("%n characters that cannot be kept were left out", "", removed))
            self._said.set_tone("muted")

    def _on_turned_away(self) -> None:
        self.say_problem(self.tr("That is too long to paste. Nothing was changed."))


class MemoryPart(_TextPart):
    """The note for myself. It never leaves unless it is ticked for one reader."""

    field = "memory"
    limit = MEMORY_LIMIT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", height=94, parent=parent)
        hint = self.tr("A line to remember. Leave out details of use.")
        self.edit.set_words(self.tr("Note for me"), placeholder=hint)

    def remember(self, line: str) -> None:
        """Add a line below what stands here."""
        text = self.edit.text().rstrip()
        self.edit.set_text(f"{text}\n{line}" if text else line)

    def _on_edited(self) -> None:
        super()._on_edited()
        left = MEMORY_LIMIT - len(self.edit.text())
        if MEMORY_SOFT_LIMIT < len(self.edit.text()) <= MEMORY_LIMIT:
            self.say_problem(self.tr("%n characters left. A few lines are plenty.", "", left))
            self._said.set_tone("muted")


class WordsPart(_TextPart):
    """Something the individual said and asked to keep."""

    field = "words"
    limit = WORDS_LIMIT
    suggests = False
    """These are somebody's own words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", height=72, parent=parent)
        self.edit.set_words(self.tr("Their own words"), placeholder=self.tr("Only what they asked you to keep"))


class PromptPart(NotePart):
    """Bring it to supervision, with one line if the peer likes. That line is shared, and the page says so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._check = CheckChip(self.tr("I want to talk about this"))
        self._edit = LineEdit(
            placeholder=self.tr("One line for your supervisor"), name=self.tr("One line for your supervisor")
        )
        self._edit.setMaxLength(PROMPT_LIMIT)
        self.box.addWidget(self._check)
        self.box.addWidget(self._edit)
        self.box.addWidget(
            WrapLabel(self.tr("Your supervisor reads this line once you share the note."), role="meta", tone="muted")
        )
        self._check.toggled.connect(lambda _on: self.changed.emit())
        self._edit.textEdited.connect(self._on_text)

    def fields(self) -> dict[str, object]:
        return {"bring_to_supervision": self._check.isChecked(), "prompt": self._edit.text()}

    def show_draft(self, draft: EncounterDraft) -> None:
        self._check.setChecked(draft.bring_to_supervision)
        self._edit.setText(draft.prompt)

    def summary(self) -> str:
        return first_of([self.tr("Yes")] if self._check.isChecked() else [])

    def _on_text(self, text: str) -> None:
        if text:
            self._check.setChecked(True)
        self.changed.emit()
