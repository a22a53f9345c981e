"""Files for somebody else: whole or not there, holding what was chosen, and no cell that a spreadsheet would run."""

import csv
import errno
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from peerdesk.desktop.models.leaving_model import LeavingModel
from peerdesk.desktop.models.supervision_model import SupervisionModel
from peerdesk.desktop.private_file import write_private
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.handing_out import put_new, put_out
from peerdesk.work.leaving import as_csv, portfolio
from peerdesk.work.supervision_log import evidence_csv
from tests.desktop.desks import peer
from tests.desktop.screens.test_leaving import desk_of, opened
from tests.support.hospital import a_hospital, clock
from tests.work.test_supervision_log import log, sign, with_other
from tests.work.two_peers import Two
from tests.work.ward import Pair

FORMULA = "=cmd|' /C calc'!A0"
BEGINNINGS = "=+-@\t\r"
WRITERS: dict[str, Callable[[Path], None]] = {
    "put_out": lambda path: put_out(path, b"half of it"),
    "put_new": lambda path: put_new(path, b"half of it"),
    "write_private": lambda path: write_private(path, "half of it"),
}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with a_hospital(tmp_path / "hospital") as hospital:
        two = Two(hospital)
        two.follow_up(FORMULA)
        two.marisol.close()
        yield two


def cells(table: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(table)) for cell in row]


def test_no_cell_of_a_table_can_be_a_formula_whatever_stands_in_the_notes(pair: Pair) -> None:
    words = {"handle": FORMULA, "memory": FORMULA, "words": FORMULA, "prompt": FORMULA}
    draft = EncounterDraft(setting="ed", outcome="met", support=("time",), **words)  # type: ignore[arg-type]
    keep_encounter(pair.devon, draft, clock(), os.urandom)
    pair.meet()
    session = log(pair.tomas, SessionDraft(minutes=45, next_steps=FORMULA))
    pair.meet()
    sign(pair.devon, session)
    numbers, evidence = as_csv(portfolio(pair.devon)), evidence_csv(with_other(pair.devon))[0]
    assert len(cells(numbers)) > 6
    assert len(cells(evidence)) == 4
    assert [cell for cell in cells(numbers) + cells(evidence) if cell.startswith(tuple(BEGINNINGS))] == []
    assert "cmd" not in numbers + evidence


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "no room"), OSError(errno.EIO, "the stick was pulled out")])
def test_a_file_that_did_not_reach_the_disk_is_not_there_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None], problem: OSError
) -> None:
    def fails(_: int) -> None:
        raise problem

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match=r"no room|pulled out"):
        write(tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [WRITERS["put_out"], WRITERS["put_new"]], ids=["put_out", "put_new"])
def test_a_table_that_is_stopped_by_hand_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], None]
) -> None:
    def stopped(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_there_is_as_it_was_when_another_does_not_reach_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("of last year")

    def fails(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="no room"):
        put_out(tmp_path / "file", b"half of it")
    with pytest.raises(FileExistsError):
        put_new(tmp_path / "file", b"half of it")
    assert (tmp_path / "file").read_text() == "of last year"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.usefixtures("qapp")
def test_a_file_dialog_that_is_cancelled_writes_nothing(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, saved = list[str](), list[object]()

    def cancelled(_window: object, title: str, *_: str) -> tuple[str, str]:
        asked.append(title)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", cancelled)
    monkeypatch.setattr(LeavingModel, "save", lambda *words: saved.append(words))
    monkeypatch.setattr(SupervisionModel, "save", lambda *words: saved.append(words))
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    with desk_of(two) as desk:
        opened(desk).numbers_asked.emit()
        desk.settle()
    assert asked == ["Save my numbers"]
    assert saved == []
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.usefixtures("qapp")
def test_a_table_from_the_window_that_cannot_be_written_is_not_there(two: Two, tmp_path: Path) -> None:
    with desk_of(two) as desk:
        from_window = peer(desk).day.leaving.model
        from_window.save(str(tmp_path / "no such folder" / "numbers.csv"))
        desk.settle()
        from_window.save(str(tmp_path / "numbers.csv"))
        desk.settle()
    assert not (tmp_path / "no such folder").exists()
    assert (tmp_path / "numbers.csv").read_text(encoding="utf-8").startswith("part,answer,count\n")
    assert FORMULA not in (tmp_path / "numbers.csv").read_text(encoding="utf-8")
