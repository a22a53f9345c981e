"""Pages to hand out: which, in which language, and what an individual wants on theirs. Closing it forgets all of it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import OutlinedButton, PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chips import CheckChip
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.sheet import Sheet
from peerdesk.domain.handouts import ANSWER_LIMIT, Handout, TeamCard


class HandoutSheet(Sheet):
    """Lays it out. `names` are what the pages are called, `prompts` the parts of an individual's own card."""

    print_asked = Signal()
    file_asked = Signal()
    language_picked = Signal(str)

    def __init__(
        self, window: QWidget, names: Mapping[Handout, str], prompts: Mapping[str, str], language: str
    ) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("Pages to hand out"))
        self.page = Picker(self.tr("Which page"))
        self.page.set_options([(kind.value, name) for kind, name in names.items()])
        self.page.set_code(Handout.TEAM_CARD.value)
        self.language = Picker(self.tr("Language of the page"))
        self.language.set_options([("en", "English"), ("es", "Español")])
        self.language.set_code(language)
        self.both = CheckChip(self.tr("And one in the other language"))
        self.fields = {name: Field(prompt) for name, prompt in prompts.items()}
        for field in self.fields.values():
            field.edit.setMaxLength(ANSWER_LIMIT)
        self._told = WrapLabel(role="meta", tone="muted")
        self._lay_out_sheet()
        self.page.picked.connect(lambda _code: self._show_page())
        self.language.picked.connect(self.language_picked)
        self._show_page()
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def kind(self) -> Handout:
        """Return which page is wanted."""
        return Handout(self.page.code())

    def languages(self) -> tuple[str, ...]:
        """Return the languages that are wanted, the first one first."""
        first = self.language.code()
        return (first, "es" if first == "en" else "en") if self.both.isChecked() else (first,)

    def card(self) -> TeamCard:
        """Return what stands in the fields."""
        if self.kind() is not Handout.TEAM_CARD:
            return TeamCard()
        return TeamCard(**{name: field.text() for name, field in self.fields.items()})

    def show_prompts(self, prompts: Mapping[str, str]) -> None:
        """Ask in the language of the page, so that both can read along."""
        for name, field in self.fields.items():
            field.set_words(prompts[name])

    def _show_page(self) -> None:
        is_own = self.kind() is Handout.TEAM_CARD
        for field in self.fields.values():
            field.setVisible(is_own)
        own = self.tr(
            "Their own words, for the paper only. What is left empty is a line to write on. Nothing is kept here."
        )
        self._told.setText(own if is_own else self.tr("Nothing on this page is about anybody."))
        self.updateGeometry()
        self._place()

    def _lay_out_sheet(self) -> None:
        for caption, chooser in ((self.tr("Which page"), self.page), (self.tr("Language of the page"), self.language)):
            label = StrongLabel(caption)
            label.setBuddy(chooser)
            self.body.addWidget(label)
            self.body.addWidget(chooser)
        self.body.addWidget(self.both)
        self.body.addWidget(self._told)
        for field in self.fields.values():
            self.body.addWidget(field)
        close = QuietButton(self.tr("Close"), keycap=self.tr("Esc"), tone="muted")
        save = OutlinedButton(self.tr("Save as PDF"), icon="download")
        printing = PrimaryButton(self.tr("Print"), icon="print")
        close.clicked.connect(self.reject)
        save.clicked.connect(self.file_asked)
        printing.clicked.connect(self.print_asked)
        ways = Flow(theme_of(self).space(8))
        ways.put(save, printing)
        self.buttons.addWidget(close)
        self.buttons.addWidget(ways)
