"""A peer's own sums in the window, and own notes to take along after they were seen."""

import os
from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.export_sheet import ExportSheet
from peerdesk.desktop.widgets.bars import Bar
from peerdesk.desktop.widgets.figure_table import FigureList
from peerdesk.desktop.widgets.labels import WrapLabel
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.work.encounters import keep_many
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import clock

NOTES = (
    EncounterDraft(setting="ed", outcome="declined", handle="Blue Heron 27", memory="=only mine"),
    EncounterDraft(setting="street", outcome="met", support=("time", "listened"), supplies={"resource_card": 3}),
    EncounterDraft(setting="clinic", outcome="left", happened_on="2019-01-02"),
)


def on_the_page(desk: WatchedDesk) -> None:
    keep_many(vault_of(desk), NOTES, clock(), os.urandom)
    peer(desk).further.acts["impact"]()
    desk.settle()
    assert peer(desk).place == "impact"


def test_the_sums_of_a_period_stand_as_a_chart_and_as_a_table(home: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk)
        page = peer(desk).further.impact.page
        assert len(page.findChildren(Bar)) == 5
        page.looks.set_code("table")
        page.looks.chosen.emit("table")
        desk.settle()
        named = {table.accessibleName() for table in page.findChildren(FigureList) if table.isVisible()}
        assert named == {"How it went", "Support you gave", "Supplies you gave"}
        page.picked.emit("2019")
        desk.settle()
        assert page.periods.code() == ""
        assert [table.rowCount() for table in page.findChildren(FigureList) if table.isVisible()] == [1]


def test_what_goes_out_is_seen_first_and_private_words_only_where_they_were_chosen(home: Path, tmp_path: Path) -> None:
    with open_desk(home) as desk:
        on_the_page(desk)
        impact = peer(desk).further.impact
        files: list[Path] = []
        impact.ask_file = lambda _window, _name, _kind: str(files[-1])
        for chosen, ending in ((False, "csv"), (True, "csv"), (True, "pdf")):
            files.append(tmp_path / f"{chosen}.{ending}")
            impact.page.export.click()
            desk.settle()
            sheet = impact.sheet
            assert isinstance(sheet, ExportSheet)
            for chip in (sheet.handles, sheet.memory):
                chip.setChecked(chosen)
            desk.settle()
            said = " ".join(one.text() for one in sheet.findChildren(WrapLabel) if one.isVisible())
            assert ("only mine" in said, "Blue Heron" in said) == (chosen, chosen)
            assert "42 CFR part 2 prohibits" in said
            (sheet.table if ending == "csv" else sheet.paper).click()
            desk.wait(files[-1].exists, "the file")
            desk.settle()
            assert files[-1].stat().st_mode & 0o777 == 0o600
        plain, whole, paper = (file.read_bytes() for file in files)
        assert b"only mine" not in plain
        assert b"'=only mine" in whole
        assert paper.startswith(b"%PDF")


@pytest.mark.parametrize(("percent", "size"), [(200, (1366, 768)), (100, (900, 600))])
def test_it_fits_a_small_window_and_large_text(home: Path, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language="es", percent=percent, size=size) as desk:
        on_the_page(desk)
        page = peer(desk).further.impact.page
        assert (nameless(page), clipped(page), small(page), beyond(page)) == ([], [], [], [])
        page.export.click()
        desk.settle()
        sheet = peer(desk).further.impact.sheet
        assert sheet is not None
        assert (nameless(sheet), clipped(sheet), small(sheet)) == ([], [], [])
