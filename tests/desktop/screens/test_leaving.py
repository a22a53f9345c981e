"""The last day at the desk: what becomes of each thing stands in plain words, and the numbers can be taken along."""

import csv
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.leaving_sheet import LeavingSheet
from tests.desktop.desks import clipped, nameless, open_desk, peer
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE
from tests.work.two_peers import Two, two_peers


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as two:
        two.follow_up("J.")
        two.hand(two.follow_up("Blue Heron 27"))
        two.meet()
        two.marisol.close()
        yield two


def desk_of(two: Two, **how: object) -> AbstractContextManager[WatchedDesk]:
    return open_desk(two.hospital.folder / "homes" / "Marisol Vega", PASSPHRASE, remotes=Line(two.hospital), **how)


def opened(desk: WatchedDesk) -> LeavingSheet:
    (entry,) = [one for one in desk.door.frame.actions() if one.text() in ("If you leave", "Si deja el trabajo")]
    entry.trigger()
    desk.settle()
    sheet = peer(desk).day.leaving.sheet
    assert sheet is not None
    return sheet


def test_each_thing_and_what_becomes_of_it_is_said(two: Two) -> None:
    with desk_of(two) as desk:
        sheet = opened(desk)
        said = "\n".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())
        for words in (
            "Your notes (2)",
            "Nobody at the hospital can open them.",
            "Follow-ups offered (1)",
            "Follow-ups with nobody else (1)",
            "Nobody asks why.",
        ):
            assert words in said
        assert "Not sent yet" not in said
        assert "?" not in said
        assert nameless(sheet) == []


def test_the_numbers_are_written_where_the_peer_wants_them(two: Two, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    with desk_of(two) as desk:
        peer(desk).day.leaving.model.save(str(file))
        desk.settle()
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    assert ["notes", "all", "2"] in rows
    assert not any("Heron" in cell for row in rows for cell in row)


@pytest.mark.parametrize("how", [{"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_every_word(two: Two, how: dict[str, object]) -> None:
    with desk_of(two, **how) as desk:
        assert clipped(opened(desk)) == []


def test_a_peer_of_no_hospital_hears_that_there_is_nothing_to_leave(home: Path) -> None:
    with open_desk(home) as desk:
        peer(desk).day.leaving.show()
        desk.settle()
        assert peer(desk).day.leaving.sheet is None
