"""A desk with a note that is shared and a release that holds, and ways to press what stands there."""

import os
from contextlib import ExitStack

from PySide6.QtWidgets import QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_consent import ConsentRoutes
from peerdesk.desktop.screens.consent_card import ConsentCard
from peerdesk.desktop.screens.summary_sheet import SummarySheet
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import keep_consent
from peerdesk.work.ledger import ledger_lines
from tests.desktop.desks import open_desk, peer
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, Hospital, clock
from tests.work.test_withdrawing import RELEASE
from tests.work.ward import Pair


class Ward:
    """A note that Tomas has a copy of, and a whole release: both vaults asleep."""

    def __init__(self, hospital: Hospital) -> None:
        pair = Pair(hospital)
        self.hospital = hospital
        self.note, _ = pair.shared()
        keep_consent(pair.devon, RELEASE, clock(), os.urandom)
        for vault in (pair.devon, pair.tomas):
            vault.close()

    def desk(self, stack: ExitStack, name: str = "Devon Achebe", **how: object) -> WatchedDesk:
        home = self.hospital.folder / "homes" / name
        desk = stack.enter_context(open_desk(home, PASSPHRASE, remotes=Line(self.hospital), **how))
        self.sync(desk)
        return desk

    def note_on(self, stack: ExitStack, **how: object) -> WatchedDesk:
        desk = self.desk(stack, **how)
        desk.show("notes", self.note)
        return desk

    def sync(self, desk: WatchedDesk) -> None:
        session = desk.door.session
        assert session is not None
        session.pages.shared.pulse.sync()
        desk.settle()


def routes(desk: WatchedDesk) -> ConsentRoutes:
    found = peer(desk).sharing.consent
    assert found is not None
    return found


def card(desk: WatchedDesk) -> ConsentCard:
    (found,) = [one for one in peer(desk).detail.findChildren(ConsentCard) if one.isVisible()]
    return found


def press(desk: WatchedDesk, on: QWidget, words: str) -> None:
    (button,) = [one for one in on.findChildren(Button) if one.text().replace("&", "") == words and one.isVisible()]
    button.click()
    desk.settle()


def sheet(desk: WatchedDesk, kind: type[QWidget]) -> QWidget:
    (found,) = [one for one in desk.door.frame.findChildren(kind) if one.isVisible()]
    return found


def on_screen(desk: WatchedDesk) -> str:
    texts = [one.toPlainText() for one in desk.door.frame.findChildren(QTextEdit) if one.isVisible()]
    return "\n".join(said(desk.door.frame) + texts)


def acts(vault: Vault) -> list[LedgerAct]:
    return [line.entry.act for line in ledger_lines(vault)]


def previewed(desk: WatchedDesk) -> SummarySheet:
    press(desk, card(desk), "Summary for the team")
    found = sheet(desk, SummarySheet)
    assert isinstance(found, SummarySheet)
    found.agreed.set_text("A visit on Friday.")
    press(desk, found, "Show what leaves")
    return found
