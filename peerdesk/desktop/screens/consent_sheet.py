"""A permission as it was given: a spoken yes in one step, or a written release with its parts."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import PrimaryButton, QuietButton
from peerdesk.desktop.widgets.chip_grid import ChipGrid, Choice
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.desktop.widgets.fields import Field
from peerdesk.desktop.widgets.form_sheet import FormSheet
from peerdesk.desktop.widgets.labels import StrongLabel, WrapLabel
from peerdesk.desktop.widgets.segment import Segment
from peerdesk.domain.consent import ConsentDraft
from peerdesk.domain.consent_vocabulary import (
    ConsentKind,
    ConsentPurpose,
    ConsentScope,
    ConsentUntil,
    FormStatement,
    SignedHow,
)

Labels = dict[StrEnum, str]


class ConsentSheet(FormSheet):
    """Lays the form out. `draft` is what stands in it; the handle is added by whoever keeps it.

    It stays open until what stands in it was kept, so that nothing has to be typed twice.
    """

    keep_asked = Signal()

    def __init__(self, window: QWidget, handle: str, labels: Labels, today: str) -> None:
        super().__init__(window, "")
        self.set_title(self.tr("What %1 allows").replace("%1", handle))
        kinds = [(code.value, labels[code]) for code in ConsentKind]
        self.kind = Segment(kinds, name=self.tr("What it is"), parent=self)
        self.kind.set_code(ConsentKind.VERBAL.value)
        self._spoken = WrapLabel(self.tr("Enough to get in touch again. Nothing leaves the program under it."))
        self._form = QWidget()
        self.recipients = Field(self.tr("Who may be told"), help_text=self.tr("Several: put a ; between them."))
        self.discloser = Field(self.tr("Who may tell"))
        such_as = self.tr("Such as %1")
        until = such_as.replace("%1", "2027-01-31")
        self.expires = Field(self.tr("Last day"), placeholder=until, help_text=self.tr("Or pick an event below."))
        self.signed_on = Field(self.tr("Day they signed"), placeholder=such_as.replace("%1", today))
        self.scope = self._grid(ConsentScope, labels, self.tr("What may be told"))
        self.statements = self._grid(FormStatement, labels, self.tr("What the form says"))
        self.purpose = self._picker(ConsentPurpose, labels, self.tr("What it is for"))
        self.until = self._picker(ConsentUntil, labels, self.tr("Event that ends it"))
        self.signed_how = self._picker(SignedHow, labels, self.tr("Signature"))
        self._lay_out_form()
        cancel = QuietButton(self.tr("Cancel"), keycap=self.tr("Esc"))
        self.keep = PrimaryButton(self.tr("Keep it"))
        cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self.keep_asked)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self.keep)
        self.kind.chosen.connect(self._on_kind)
        self._on_kind(self.kind.code())
        self.keep.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def choose_written(self) -> None:
        """Show the form of a written release."""
        self.kind.set_code(ConsentKind.RELEASE.value)
        self._on_kind(ConsentKind.RELEASE.value)

    def draft(self) -> ConsentDraft:
        """Return what stands in the form; the parts of a release only where it is one."""
        kind = self.kind.code()
        if kind != ConsentKind.RELEASE:
            return ConsentDraft(kind=kind)
        named = tuple(part.strip() for part in self.recipients.text().split(";") if part.strip())
        return ConsentDraft(
            kind=kind,
            recipients=named,
            scope=self.scope.codes(),
            purpose=self.purpose.code(),
            discloser=self.discloser.text(),
            expires=self.expires.text().strip(),
            until=self.until.code(),
            signed_how=self.signed_how.code(),
            signed_on=self.signed_on.text().strip(),
            statements=self.statements.codes(),
        )

    def _on_kind(self, code: str) -> None:
        written = code == ConsentKind.RELEASE
        self._form.setVisible(written)
        self._spoken.setVisible(not written)
        self.updateGeometry()
        self._place()

    def _lay_out_form(self) -> None:
        theme = theme_of(self)
        self.body.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._spoken)
        box = QVBoxLayout(self._form)
        box.setContentsMargins(0, theme.space(4), 0, 0)
        box.setSpacing(theme.space(8))
        review = self.tr("Copy what stands on the signed form. The form with their name stays with your program.")
        box.addWidget(WrapLabel(review, role="meta", tone="muted"))
        named: tuple[tuple[str, QWidget], ...] = (
            ("", self.recipients),
            (self.tr("What may be told"), self.scope),
            (self.tr("What it is for"), self.purpose),
            ("", self.discloser),
            ("", self.expires),
            (self.tr("Event that ends it"), self.until),
            (self.tr("Signature"), self.signed_how),
            ("", self.signed_on),
            (self.tr("What the form says"), self.statements),
        )
        for name, part in named:
            if name:
                caption = StrongLabel(name)
                caption.setBuddy(part)
                box.addWidget(caption)
            box.addWidget(part)
        self.body.addWidget(self._form)
        self.body.addWidget(self.problem)

    def _grid(self, codes: Iterable[StrEnum], labels: Labels, name: str) -> ChipGrid:
        return ChipGrid([Choice(code=code.value, label=labels[code]) for code in codes], exclusive=False, name=name)

    def _picker(self, codes: Iterable[StrEnum], labels: Labels, name: str) -> Picker:
        picker = Picker(name)
        picker.set_options([("", self.tr("Not said")), *((code.value, labels[code]) for code in codes)])
        return picker
