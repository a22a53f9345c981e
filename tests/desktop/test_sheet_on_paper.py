"""The recovery sheet as a PDF: one page, for its owner's eyes, and a computer reads the file back whole."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize, QPdfWriter

from peerdesk.crypto.recovery import code_text
from peerdesk.desktop.chosen_file import read_chosen
from peerdesk.desktop.paper import draw_on_one_page
from peerdesk.desktop.private_file import keep_sheet
from peerdesk.work.recovery_sheet import RecoverySheet, read_sheet
from peerdesk.work.sheet_page import sheet_page
from tests.work.test_sheet_page import a_sheet

MOST_BYTES = 1024 * 1024
PAGE = re.compile(rb"/Type\s*/Page\b")
LONG = "María Fernanda de los Ángeles Castañeda-Villanueva Ortega"

names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60)


def written(folder: Path, sheet: RecoverySheet) -> Path:
    path = folder / "sheet.pdf"
    keep_sheet(sheet, path)
    return path


@pytest.mark.parametrize("sheet", [a_sheet(), a_sheet(alone=True), a_sheet(LONG)], ids=["hospital", "alone", "long"])
def test_it_is_one_page_that_only_its_owner_may_open_with_nothing_left_beside_it(
    tmp_path: Path, sheet: RecoverySheet
) -> None:
    path = written(tmp_path, sheet)
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(PAGE.findall(content)) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, code=st.binary(min_size=20, max_size=20), alone=st.booleans())
def test_the_file_is_read_back_as_what_it_was_made_from(tmp_path: Path, name: str, code: bytes, alone: bool) -> None:
    typed = read_sheet(read_chosen(written(tmp_path, a_sheet(name, code, alone=alone)), MOST_BYTES))
    assert code_text(typed.code) == code_text(code)
    assert typed.name == ("" if alone else name)


def test_on_the_smallest_paper_it_is_still_one_page(tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(90, 90), QPageSize.Unit.Millimeter))
    draw_on_one_page(sheet_page(a_sheet(LONG)), writer)
    assert len(PAGE.findall(path.read_bytes())) == 1
