"""What whom a note is about allows, and what was told about them so far."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peerdesk.desktop.models.consent_views import ConsentLine, ConsentView, ToldLine
from peerdesk.desktop.screens.flow import Flow
from peerdesk.desktop.screens.lines import signed_line
from peerdesk.desktop.screens.papers_readers import PapersReaders
from peerdesk.desktop.theme import theme_of
from peerdesk.desktop.widgets.buttons import LinkButton, OutlinedButton
from peerdesk.desktop.widgets.cards import Card, Hairline, Icon
from peerdesk.desktop.widgets.labels import SectionTitle, WrapLabel

_FIRST = 4
_SIGNS = {"ok": "check-circle", "wait": "warning", "muted": "circle"}


class ConsentCard(Card):
    """Lays it out. The ways on: another permission, a summary, that they changed their mind, and who may see all this.

    `papers_asked` and `papers_stop_asked` carry a PapersReaderView.
    """

    add_asked = Signal()
    summary_asked = Signal()
    withdraw_asked = Signal()
    papers_asked = Signal(object)
    papers_stop_asked = Signal(object)

    def __init__(self, view: ConsentView, parent: QWidget | None = None) -> None:
        super().__init__(padding=18, gap=10, parent=parent)
        self.body.addWidget(SectionTitle(self.tr("What they allow")))
        if view.withdrawn:
            self.body.addLayout(signed_line(_sign("hand", "wait"), WrapLabel(view.withdrawn), gap=10))
        for line in view.lines:
            self.body.addLayout(self._permission(line))
        if not view.lines and not view.withdrawn:
            nothing = self.tr("Nothing is noted. Their word is enough to stay in touch.")
            self.body.addWidget(WrapLabel(nothing, role="meta", tone="muted"))
        self._ways(view)
        if view.readers:
            self._readers(view)
        if view.told:
            self.body.addWidget(Hairline())
            self.body.addWidget(SectionTitle(self.tr("Told about them so far")))
            self._ledger(view.told)

    def _readers(self, view: ConsentView) -> None:
        readers = PapersReaders(view.readers)
        readers.share_asked.connect(self.papers_asked)
        readers.stop_asked.connect(self.papers_stop_asked)
        self.body.addWidget(Hairline())
        self.body.addWidget(readers)

    def _ledger(self, told: tuple[ToldLine, ...]) -> None:
        final = self.tr("cannot be recalled")
        for line in told[:_FIRST]:
            self.body.addLayout(told_line(line, final))
        if len(told) <= _FIRST:
            return
        rest = QWidget()
        box = QVBoxLayout(rest)
        box.setContentsMargins(0, 0, 0, 0)
        for line in told[_FIRST:]:
            box.addLayout(told_line(line, final))
        rest.hide()
        more = LinkButton(self.tr("Show %n more", "", len(told) - _FIRST))
        more.clicked.connect(rest.show)
        more.clicked.connect(more.hide)
        self.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(rest)

    def _permission(self, line: ConsentLine) -> QHBoxLayout:
        lacks = self.tr("Still missing: %1").replace("%1", line.lacks) if line.lacks else ""
        below = [WrapLabel(text, role="meta", tone="muted") for text in (line.sub, lacks) if text]
        return signed_line(_sign(_SIGNS[line.tone], line.tone), WrapLabel(line.title), *below, gap=10)

    def _ways(self, view: ConsentView) -> None:
        theme = theme_of(self)
        add = OutlinedButton(self.tr("Add permission"), size="small")
        add.clicked.connect(self.add_asked)
        ways: list[QWidget] = [add]
        if view.recipients:
            summary = OutlinedButton(self.tr("Summary for the team"), size="small")
            summary.clicked.connect(self.summary_asked)
            ways.append(summary)
        withdraw = LinkButton(self.tr("They changed their mind"), tone="muted")
        withdraw.clicked.connect(self.withdraw_asked)
        ways.append(withdraw)
        flow = Flow(theme.space(14), between=theme.space(6))
        flow.put(*ways)
        self.body.addWidget(flow)


def told_line(told: ToldLine, final: str) -> QHBoxLayout:
    """Return a line of the ledger; `final` are the words for what cannot be recalled."""
    sub = WrapLabel(f"{told.sub} · {final}" if told.final else told.sub, role="meta", tone="muted")
    return signed_line(
        _sign("arrow-right" if told.final else "undo", "muted"), WrapLabel(told.title), sub, gap=10, close=0
    )


def _sign(icon: str, tone: str) -> Icon:
    return Icon(icon, size=16, tone=tone)
