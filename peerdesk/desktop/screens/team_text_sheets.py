"""The forms of a team's texts: what fills the guides, a word, and the versions there were."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.models.team_text_views import VersionView
from peerdesk.desktop.screens.share_sheet import fact_grid
from peerdesk.desktop.widgets.buttons import LinkButton, PrimaryButton
from peerdesk.desktop.widgets.cards import Hairline
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.segment import Segment
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.team_guides import LIMITS, Blank
from peerdesk.domain.team_places import TeamPlaces
from peerdesk.domain.team_texts import CHANGED_LIMIT, INSTEAD_LIMIT, TeamText
from peerdesk.domain.team_words import WORD_LIMIT, TeamWord

_BLANKS = frozenset(blank.value for blank in Blank)


class TeamTextSheet(FormSheet):
    """Ends with the line about what is new, and gives the text to the peers."""

    def __init__(self, window: QWidget, title: str, parent_words: str) -> None:
        super().__init__(window, "", width=600)
        self.set_title(title)
        self.changed = Field(self.tr("What is new, in a line, if you like"))
        self.changed.edit.setMaxLength(CHANGED_LIMIT)
        self.told = WrapLabel(parent_words, role="meta", tone="muted")

    def _finish(self, keep: Callable[[], None]) -> None:
        for part in (self.changed, self.problem, self.told):
            self.body.addWidget(part)
        give = PrimaryButton(self.tr("Give it to my peers"), keycap="Ctrl+Enter")
        give.clicked.connect(keep)
        self.end_with(give)
        self.keep_by_keys(keep)


class FillGuidesSheet(TeamTextSheet):
    """What stands in all guides, and a step of the team's own in each.

    `keep_asked` carries a map of what was said anew, and what is new: what was not touched may have changed meanwhile.
    """

    keep_asked = Signal(object, str)

    def __init__(self, window: QWidget, captions: Mapping[str, str], said: Mapping[str, str]) -> None:
        super().__init__(
            window,
            self.tr("Fill in the guides"),
            self.tr("Write no name of somebody you support. What you leave empty, your hospital's words fill."),
        )
        self._began = {about: said.get(about, "") for about in captions}
        self._steps = {about: said.get(about, "") for about in captions if about not in _BLANKS}
        self.blanks = {about: Field(words) for about, words in captions.items() if about in _BLANKS}
        for about, field in self.blanks.items():
            field.edit.setMaxLength(LIMITS[about])
            field.set_text(said.get(about, ""))
            self.body.addWidget(field)
        self.guide = Picker(self.tr("A step of your own in a guide"))
        self.guide.set_options([(about, words) for about, words in captions.items() if about not in _BLANKS])
        self.step = Field(self.tr("The step, at the end of this guide"))
        self._guide = self.guide.code() or next(iter(self._steps))
        self.guide.set_code(self._guide)
        self._show_step()
        caption = StrongLabel(self.tr("A step of your own in a guide"))
        caption.setBuddy(self.guide)
        for part in (caption, self.guide, self.step):
            self.body.addWidget(part)
        self.guide.picked.connect(self._on_picked)
        self._finish(self._keep)

    def _on_picked(self, code: str) -> None:
        self._steps[self._guide] = self.step.text()
        self._guide = code
        self._show_step()

    def _show_step(self) -> None:
        self.step.edit.setMaxLength(LIMITS[self._guide])
        self.step.set_text(self._steps[self._guide])

    def _keep(self) -> None:
        steps = {**self._steps, self._guide: self.step.text()}
        blanks = {about: field.text() for about, field in self.blanks.items()}
        said = {about: text for about, text in {**blanks, **steps}.items() if text != self._began[about]}
        self.keep_asked.emit(said, self.changed.text())


class TeamWordSheet(TeamTextSheet):
    """A word to suggest against, or one to suggest no more. `keep_asked` carries a TeamWord, and what is new."""

    keep_asked = Signal(object, str)

    def __init__(self, window: QWidget, language: str) -> None:
        super().__init__(
            window,
            self.tr("A word for your team"),
            self.tr("Each peer can still say that they do not want it. Nobody sees who took a suggestion."),
        )
        self.language = Segment((("en", "English"), ("es", "Español")), name=self.tr("Language"))
        self.language.set_code(language)
        self.word = Field(self.tr("The word"))
        self.word.edit.setMaxLength(WORD_LIMIT)
        self.instead = Field(self.tr("What could stand there, if anything"))
        self.instead.edit.setMaxLength(INSTEAD_LIMIT)
        self.mute = CheckChip(self.tr("Do not suggest this word in my team"))
        for part in (self.language, self.word, self.instead):
            self.body.addWidget(part)
        self.body.addWidget(self.mute, 0, Qt.AlignmentFlag.AlignLeft)
        self.mute.toggled.connect(lambda on: self.instead.setVisible(not on))
        self._finish(self._keep)

    def _keep(self) -> None:
        is_muted = self.mute.isChecked()
        instead = "" if is_muted else self.instead.text()
        word = TeamWord(
            language=self.language.code() or "en", said=self.word.text(), instead=instead, is_muted=is_muted
        )
        self.keep_asked.emit(word, self.changed.text())


class TextVersionsSheet(Sheet):
    """The versions of a text or of the list of places, the newest first. `restore_asked` carries one to give again.

    `told` is what else comes of that, `older` how many are kept beside those that are listed.
    """

    restore_asked = Signal(object)

    def __init__(self, window: QWidget, versions: Sequence[VersionView], told: str = "", older: int = 0) -> None:
        super().__init__(window, "", width=600)
        self.set_title(self.tr("All versions"))
        comes = self.tr("An older one comes back as a new version, with its own number.")
        self.body.addWidget(WrapLabel(f"{comes} {told}".strip(), role="meta", tone="muted"))
        for at, one in enumerate(versions):
            self.body.addWidget(Hairline())
            self.body.addWidget(StrongLabel(one.title))
            self.body.addLayout(fact_grid(one.facts))
            if at:
                again = LinkButton(self.tr("Give this one again"))
                again.setAccessibleDescription(one.title)
                again.clicked.connect(partial(self._restore, one.version))
                self.body.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        if older:
            self.body.addWidget(Hairline())
            self.body.addWidget(WrapLabel(self.tr("%n older ones are kept as well.", "", older), tone="muted"))
        close = PrimaryButton(self.tr("Close"), keycap=self.tr("Esc"))
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)
        close.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _restore(self, version: TeamText | TeamPlaces) -> None:
        self.restore_asked.emit(version)
        self.accept()
