"""Red Maple 4 says stop: after three months, with a summary that was told and a supervisor who has a copy.

Through real windows, and at Devon's laptop, which hears of it at its next sync.
"""

from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPushButton, QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.withdraw_sheets import WithdrawnSheet, WithdrawSheet
from peerdesk.desktop.widgets.section_list import SectionList
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import FollowUpState
from peerdesk.vault.vault import Vault
from peerdesk.work.consents import find_individual, wishes_of
from peerdesk.work.deleting import deleted_notes
from peerdesk.work.encounters import encounter_page
from peerdesk.work.ledger import ledger_lines
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.weekly_counts import weekly_counts
from tests.desktop.consent_desk import card, on_screen, press, routes, sheet
from tests.desktop.desks import peer
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.journeys.quarter import DEVON, PEERS, RED_MAPLE, SHARED, TOMAS, Quarter
from tests.support.hospital import clock
from tests.support.two_computers import second_computer
from tests.work.test_summaries import KIM
from tests.work.test_taking_back import everything_in

SUPERVISORS_OTHERS = SHARED - 1 + len(PEERS) - 1


def sync(desk: WatchedDesk) -> None:
    session = desk.door.session
    assert session is not None
    session.pages.shared.pulse.sync()
    desk.settle()


def a_laptop(quarter: Quarter) -> Vault:
    """Let Devon have a second computer, with everything on it."""
    devon = quarter.vault(DEVON)
    laptop = second_computer(devon, quarter.home("laptop"), quarter.hospital.remotes("", b""))
    quarter.hospital.open_vaults.append(laptop)
    for vault in (laptop, devon, laptop):
        assert quarter.hospital.sync(vault).proof
    devon.close()
    return laptop


def test_red_maple_says_stop(quarter: Quarter) -> None:
    laptop, (maple, *_) = a_laptop(quarter), quarter.devon.shared
    with ExitStack() as stack:
        tomas, devon = quarter.desk(stack, TOMAS), quarter.desk(stack, DEVON)
        assert RED_MAPLE in everything_in(vault_of(tomas))
        counted = weekly_counts(vault_of(devon), clock().astimezone().date())
        tomas_reads_it(tomas)
        devon.show("notes", maple)
        they_changed_their_mind(devon, quarter.hospital.folder / "withdrawal.pdf")
        for desk in (devon, tomas, devon):
            sync(desk)
        nothing_is_left_with(tomas)
        the_ledger_tells_it(devon, maple)
        # What was counted stays counted: nobody asked for anything else, and a number is nobody.
        assert weekly_counts(vault_of(devon), clock().astimezone().date()) == counted
        wishes = wishes_of(vault_of(devon), find_individual(vault_of(devon), RED_MAPLE), clock())
        assert (wishes.sharing_withdrawn, wishes.contact_withdrawn) == (True, True)
        on_the_laptop_too(quarter, laptop, maple)
        devon_erases_it(devon, maple)
        for desk in (devon, tomas):
            sync(desk)
        quarter.hospital.sync(laptop)
        assert maple not in {row.id for vault in (vault_of(devon), laptop) for row in encounter_page(vault, limit=200)}
        assert len(review_queue(vault_of(tomas))) == SUPERVISORS_OTHERS


def tomas_reads_it(tomas: WatchedDesk) -> None:
    routes = tomas.routes
    assert isinstance(routes, SupervisorRoutes)
    tomas.door.frame.activateWindow()
    tomas.wait(tomas.door.frame.isActiveWindow, "the window to come forward")
    listed = routes.review.list
    listed.setFocus()
    listed.choose(next(row.key for row in listed.rows.rows if row.title == RED_MAPLE))
    tomas.press("Return")
    tomas.settle()
    assert RED_MAPLE in said(routes.review.item)


def every_word_of(desk: WatchedDesk) -> str:
    """Return the words of all that the window holds, also where nobody sees it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window = desk.door.frame
    words = [one.text() for one in window.findChildren(QLabel)]
    words += [one.text() for one in window.findChildren(QAbstractButton)]
    words += [one.text() for one in window.findChildren(QLineEdit)]
    words += [one.toPlainText() for one in window.findChildren(QTextEdit)]
    parts = window.findChildren(QWidget)
    words += [text for one in parts for text in (one.accessibleName(), one.accessibleDescription(), one.toolTip())]
    rows = [row.read_aloud() for one in window.findChildren(SectionList) for row in one.rows.rows]
    return "\n".join((*words, *rows))


def they_changed_their_mind(devon: WatchedDesk, out: Path) -> None:
    press(devon, card(devon), "They changed their mind")
    asked = sheet(devon, WithdrawSheet)
    assert isinstance(asked, WithdrawSheet)
    asked.no_contact.click()
    # Whoever wants no contact wants no follow-up.
    assert asked.no_follow_ups.isChecked()
    press(devon, asked, "End it all now")
    done = sheet(devon, WithdrawnSheet)
    words = "\n".join(said(done))
    assert "1 permission ended." in words
    assert "1 copy was taken back." in words
    (told,) = [line for line in said(done) if KIM in line]
    assert told
    assert "cannot be recalled" in words
    routes(devon).ask_file = lambda _window, _name: str(out)
    press(devon, done, "Save as PDF")
    devon.wait(out.exists, "the form to sign")
    printed: list[str] = []
    routes(devon).ask_printer = lambda _window: printed.append
    press(devon, done, "Print the page")
    assert "Please do not contact me" in printed[0]
    devon.close_sheet()


def nothing_is_left_with(tomas: WatchedDesk) -> None:
    assert RED_MAPLE not in on_screen(tomas)
    routes = tomas.routes
    assert isinstance(routes, SupervisorRoutes)
    assert RED_MAPLE not in every_word_of(tomas)
    # Nor is any of it left below the title: what the note said, and whose it was.
    item = routes.review.item
    assert {item._title.text(), item._shared.text(), item._sub.text(), item._label.text()} == {""}
    assert [one.text() for one in item._shown.findChildren(QLabel)] == []
    assert RED_MAPLE not in everything_in(vault_of(tomas))
    assert len(review_queue(vault_of(tomas))) == SUPERVISORS_OTHERS


def the_ledger_tells_it(devon: WatchedDesk, maple: RecordId) -> None:
    vault = vault_of(devon)
    lines = ledger_lines(vault, individual=find_individual(vault, RED_MAPLE))
    (told,) = [one.entry for one in lines if one.entry.act is LedgerAct.PRINTED]
    assert (told.recipient, told.done_on) == (KIM, clock().astimezone().date())
    assert {one.entry.act for one in lines} >= {LedgerAct.SHARED, LedgerAct.STOPPED, LedgerAct.WITHDRAWN}
    words = on_screen(devon)
    assert "They changed their mind. Nothing about them is shared" in words
    assert "cannot be recalled" in words
    devon.press("Ctrl+H")
    devon.settle()
    assert "A new written release lifts that." in on_screen(devon)
    with vault.read() as tx:
        (planned,) = tx.follow_ups.of(maple)
    assert planned.state is FollowUpState.THEY_STOPPED


def on_the_laptop_too(quarter: Quarter, laptop: Vault, maple: RecordId) -> None:
    """Until it has heard of it nobody could know; from its next sync on, it shares nothing of theirs either."""
    reader = find_reader(laptop, TOMAS, clock())
    assert quarter.hospital.sync(laptop).proof
    with pytest.raises(NotAllowedError):
        share(laptop, maple, reader, clock())


def devon_erases_it(devon: WatchedDesk, maple: RecordId) -> None:
    """What Devon wrote is Devon's to erase, and the ledger stays."""
    deleted = peer(devon).deleted
    devon.show("notes", maple)
    press(devon, peer(devon).detail, "Delete")
    deleted.way_in.click()
    devon.settle()
    (erase,) = [one for one in deleted.page.findChildren(QPushButton) if one.text() == "Erase" and one.isVisible()]
    erase.click()
    devon.settle()
    assert deleted.sheet is not None
    deleted.sheet.erase.click()
    devon.settle()
    vault = vault_of(devon)
    assert deleted_notes(vault) == ()
    assert [one.entry.act for one in ledger_lines(vault, note=maple)].count(LedgerAct.PRINTED) == 1
