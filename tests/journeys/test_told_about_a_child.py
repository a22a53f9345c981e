"""A disclosure about a child: the guide in one key and without a network, the log of it, and no word of what was told.

It is on no agenda before Devon ticks it. Then Tomas's desk shows that the guide was used, when, and that they spoke.
Devon's own wellbeing is offered once, and gone with one key. Real windows, a real server, real vaults.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.guide_sheet import GuideSheet
from peerdesk.desktop.screens.guide_use_sheet import AfterGuideSheet, GuideUseSheet
from peerdesk.domain.agenda_vocabulary import GuideCode
from peerdesk.vault.places import find_vaults
from peerdesk.work.agenda_list import agenda
from peerdesk.work.agenda_received import received_agenda
from peerdesk.work.guide_log import guide_log
from tests.desktop.desks import nameless, open_desk, peer
from tests.desktop.screens.test_agenda import card, words
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.desktop.screens.test_supervision import DEVON, TOMAS, sync
from tests.journeys.played import files_with
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital
from tests.support.residue import residue
from tests.support.vaults import reopened
from tests.work.test_taking_back import everything_in
from tests.work.ward import Pair

CANARY = "zebracanary"
_WRITING = (QLineEdit, QTextEdit, QPlainTextEdit)

pytestmark = pytest.mark.usefixtures("temporary_folder_of_its_own")


@pytest.fixture
def pair(tmp_path: Path, qapp: QApplication) -> Iterator[Pair]:
    qapp.processEvents()
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        pair.meet()
        for vault in (pair.devon, pair.tomas):
            vault.close()
        yield pair


def guide_sheet(desk: WatchedDesk) -> GuideSheet:
    desk.press("F2")
    desk.settle()
    return next(one for one in desk.door.frame.findChildren(GuideSheet) if one.isVisible())


def log_sheet(desk: WatchedDesk) -> GuideUseSheet:
    guide_sheet(desk).used.click()
    desk.settle()
    sheet = peer(desk).further.guide_log.sheet
    assert isinstance(sheet, GuideUseSheet)
    return sheet


def after(desk: WatchedDesk) -> AfterGuideSheet:
    sheet = peer(desk).further.guide_log.sheet
    assert isinstance(sheet, AfterGuideSheet)
    assert sheet.isVisible()
    return sheet


def has_no_place_to_write(sheet: QWidget) -> bool:
    """Type what was told wherever the focus is, and say whether there is any field at all."""
    target = sheet.focusWidget()
    assert target is not None
    QTest.keyClicks(target, CANARY)
    return not any(one.isVisible() for kind in _WRITING for one in sheet.findChildren(kind))


def test_the_guide_is_there_the_log_holds_no_word_of_it_and_only_a_tick_brings_it(pair: Pair) -> None:
    hospital, line = pair.hospital, Line(pair.hospital)
    home = hospital.folder / "homes" / DEVON
    with open_desk(home, PASSPHRASE, remotes=line) as devon:
        line.is_cut = True
        read = " ".join(one.text() for one in guide_sheet(devon).findChildren(QLabel) if one.isVisible())
        assert "(your hospital must fill this in)" in read
        assert "Your hospital has not filled this in yet" in read
        assert "If it is safe, tell the person first" in read
        devon.close_sheet()

        # The first time it stays with Devon: nothing is ticked for them, and the time may be left out.
        sheet = log_sheet(devon)
        assert nameless(sheet) == []
        assert not sheet.spoke.isChecked()
        assert not sheet.bring.isChecked()
        assert has_no_place_to_write(sheet)
        sheet.when.set_code("none")
        sheet.decide.click()
        devon.settle()
        assert has_no_place_to_write(after(devon))
        QTest.keyClick(after(devon), Qt.Key.Key_Escape)
        devon.settle()
        assert not [one for one in devon.door.frame.findChildren(AfterGuideSheet) if one.isVisible()]
        assert [one.said.used_at for one in guide_log(vault_of(devon))] == [""]
        assert agenda(vault_of(devon)) == ()

        # The second time Devon ticks it, and sees exactly what Tomas will read.
        sheet = log_sheet(devon)
        sheet.spoke.setChecked(True)
        sheet.bring.setChecked(True)
        devon.settle()
        at = sheet.said[0]
        assert {"Tomas will read exactly this", "Used a guide", "my supervisor"} <= set(words(sheet))
        assert has_no_place_to_write(sheet)
        devon.press("Ctrl+Return")
        devon.settle()
        after(devon).decide.click()
        devon.settle()
        assert peer(devon).place == "wellbeing"
        assert [one.readers != () for one in agenda(vault_of(devon))] == [True]
        line.is_cut = False
        sync(devon)

    with open_desk(hospital.folder / "homes" / TOMAS, PASSPHRASE, remotes=Line(hospital)) as desk:
        sync(desk)
        desk.show("supervision")
        shown = words(card(desk))
        assert "Used a guide" in shown
        (told,) = received_agenda(vault_of(desk))
        said = told.entry.guide
        assert said is not None
        assert (said.guide, said.used_at, said.spoke, told.entry.line) == (GuideCode.REPORT, at, True, "")
        assert any(at.split(" ")[1] in one and "spoke to my supervisor" in one for one in shown)
        assert CANARY not in everything_in(vault_of(desk))

    (place,) = find_vaults(home)
    with reopened(place.folder, PASSPHRASE) as vault:
        assert len(guide_log(vault)) == 2
        assert residue(vault, CANARY) == []
    assert files_with(CANARY, hospital.data) == []
