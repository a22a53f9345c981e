"""A group in a note: a number and no names, and the unit where the shift is. Both can be read and changed."""

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.note_part_when import WhenPart
from peerdesk.desktop.screens.note_parts import NoteParts
from peerdesk.desktop.widgets.chips import ChoicePill
from peerdesk.desktop.widgets.choosers import Stepper
from peerdesk.desktop.widgets.fields import LineEdit
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.shift import ShiftDraft
from peerdesk.domain.vocabulary import Mode
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.shifts import start_shift
from tests.desktop.desks import click, open_desk, peer
from tests.support.hospital import clock


def vault_of(desk: WatchedDesk) -> Vault:
    session = desk.door.session
    assert session is not None
    return session.bench.vault


def parts_of(desk: WatchedDesk) -> NoteParts:
    form = peer(desk).writing.form
    assert form is not None
    return form.parts


def part_of(desk: WatchedDesk) -> WhenPart:
    (part,) = parts_of(desk).findChildren(WhenPart)
    return part


def pick(desk: WatchedDesk, mode: Mode) -> None:
    pills = part_of(desk).findChildren(ChoicePill)
    click(pills[list(Mode).index(mode)])
    desk.settle()


def stepper(desk: WatchedDesk) -> Stepper:
    (found,) = part_of(desk).findChildren(Stepper)
    return found


def unit(desk: WatchedDesk) -> LineEdit:
    found = part_of(desk).findChild(LineEdit)
    assert isinstance(found, LineEdit)
    return found


def who(desk: WatchedDesk) -> QWidget:
    return parts_of(desk)._rows["who"]


def beside(desk: WatchedDesk) -> list[tuple[int | None, str]]:
    vault = vault_of(desk)
    details = [encounter_detail(vault, row.id).details for row in encounter_page(vault)]
    return [(one.people, one.unit) for one in details]


def test_a_group_asks_for_a_number_and_for_no_name_and_the_unit_comes_from_the_shift(home: Path) -> None:
    with open_desk(home) as desk:
        start_shift(vault_of(desk), ShiftDraft(setting="inpatient", unit="4 West"), clock(), os.urandom)
        peer(desk).day.shift.model.read()
        desk.settle()
        desk.press("Ctrl+N", "3")
        parts_of(desk).open_part("when")
        desk.settle()
        assert unit(desk).text() == "4 West"
        assert not stepper(desk).isVisible()
        assert who(desk).isVisible()
        pick(desk, Mode.GROUP)
        assert stepper(desk).isVisible()
        assert not who(desk).isVisible()
        assert part_of(desk).fields()["people"] is None
        stepper(desk).spin.setFocus()
        for _ in range(7):
            QTest.keyClick(stepper(desk).spin, Qt.Key.Key_Up)
        assert "× 8" in part_of(desk).summary()
        unit(desk).setFocus()
        unit(desk).selectAll()
        QTest.keyClicks(unit(desk), "Day room")
        desk.press("Ctrl+Return")
        desk.settle()
        assert beside(desk) == [(8, "Day room")]
        note = encounter_page(vault_of(desk))[0].id
        desk.show("notes", note)
        said = {label.text() for label in desk.door.frame.findChildren(QLabel) if label.isVisible()}
        assert {"Day room", "8"} <= said


def test_whoever_changes_a_group_into_something_else_takes_the_number_away_and_leaves_the_unit(home: Path) -> None:
    with open_desk(home) as desk:
        begun = EncounterDraft(setting="rcc", outcome="brief", mode="group", people=12, unit="Day room")
        peer(desk).writing.begin(begun, place="")
        parts_of(desk).open_part("when")
        desk.settle()
        assert (stepper(desk).value(), stepper(desk).isVisible()) == (12, True)
        pick(desk, Mode.PHONE)
        assert not stepper(desk).isVisible()
        assert who(desk).isVisible()
        desk.press("Ctrl+Return")
        desk.settle()
        assert beside(desk) == [(None, "Day room")]


def test_a_name_that_is_there_stays_when_it_becomes_a_group(home: Path) -> None:
    with open_desk(home) as desk:
        begun = EncounterDraft(setting="rcc", outcome="brief", handle="Blue Heron 27")
        peer(desk).writing.begin(begun, place="")
        parts_of(desk).open_part("when")
        desk.settle()
        pick(desk, Mode.GROUP)
        assert who(desk).isVisible()
        desk.press("Ctrl+Return")
        desk.settle()
        assert [row.handle for row in encounter_page(vault_of(desk))] == ["Blue Heron 27"]
