"""The supervisor's desk where list and item have no room side by side: one of them shows, and none is squeezed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.review import ReviewScreen
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from tests.desktop.desks import beyond, clipped, open_desk, squeezed
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line, review
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock

NOTE = EncounterDraft(setting="ed", outcome="met", support=("listened",), handle="Blue Heron 27", prompt="Can we talk?")


@pytest.fixture
def hospital(tmp_path: Path) -> Iterator[Hospital]:
    with a_hospital(tmp_path) as hospital:
        tomas = hospital.join("Tomas Okafor", Role.SUPERVISOR, "")
        devon = hospital.join("Devon Achebe", Role.PEER, "Tomas Okafor")
        for vault in (tomas, devon):
            hospital.sync(vault)
        now = clock()
        note = keep_encounter(devon, NOTE, now, os.urandom).id
        share(devon, note, find_reader(devon, "Tomas Okafor", now), now)
        for vault in (devon, tomas):
            hospital.sync(vault)
            vault.close()
        yield hospital


@contextmanager
def desk_of_tomas(hospital: Hospital, **how: object) -> Iterator[WatchedDesk]:
    home = hospital.folder / "homes" / "Tomas Okafor"
    with open_desk(home, PASSPHRASE, remotes=Line(hospital), **how) as desk:
        desk.settle()
        yield desk


def page(desk: WatchedDesk) -> ReviewScreen:
    return review(desk).review


def was_opened(desk: WatchedDesk) -> bool:
    return not review_queue(vault_of(desk))[0].received.is_new


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (900, 600)), ("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768)),
     ("es", 100, (1280, 800)), ("es", 100, (1120, 700))],
)  # fmt: skip
def test_nothing_is_squeezed_while_a_comment_is_written(
    hospital: Hospital, language: str, percent: int, size: tuple[int, int]
) -> None:
    with desk_of_tomas(hospital, language=language, percent=percent, size=size) as desk:
        assert [clipped(page(desk)), squeezed(page(desk)), beyond(page(desk))] == [[], [], []]
        desk.press("J", "C", "O", "K")
        desk.settle()
        assert page(desk).item.draft() == "ok"
        assert [clipped(page(desk)), squeezed(page(desk)), beyond(page(desk))] == [[], [], []]


def test_an_item_counts_as_opened_only_when_it_can_be_read(hospital: Hospital) -> None:
    with desk_of_tomas(hospital, size=(900, 600)) as desk:
        assert page(desk).list.isVisible()
        assert not page(desk).item.isVisible()
        assert not was_opened(desk)
        desk.press("Return")
        desk.settle()
        assert page(desk).item.isVisible()
        assert not page(desk).list.isVisible()
        assert was_opened(desk)
        desk.press("Escape")
        assert page(desk).list.hasFocus()
        assert not page(desk).item.isVisible()


def test_the_keys_on_the_buttons_work_beside_the_item_too(hospital: Hospital) -> None:
    with desk_of_tomas(hospital, size=(900, 600)) as desk:
        desk.press("Return", "T")
        desk.settle()
        answer = review_queue(vault_of(desk))[0].received.answer
        assert answer is not None
        assert answer.value == "thank"


def test_a_window_that_grows_shows_both_and_opens_nothing_by_itself(hospital: Hospital) -> None:
    with desk_of_tomas(hospital, size=(900, 600)) as desk:
        desk.door.frame.resize(1280, 800)
        QApplication.processEvents()
        desk.settle()
        assert page(desk).list.isVisible()
        assert page(desk).item.isVisible()
        assert not was_opened(desk)
        desk.press("Return")
        desk.settle()
        assert was_opened(desk)
