"""The tour through practice: under three minutes by the keystroke model, by keys alone, and left at any step."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_tour import TourRoutes
from peerdesk.desktop.screens import tour_card
from peerdesk.desktop.screens.share_sheet import ShareSheet
from tests.desktop.desks import beyond, clipped, nameless, open_door, peer, small
from tests.support.fingers import Fingers

WORDS_A_MINUTE = 200
LONGEST_SECONDS = 180.0


pytestmark = pytest.mark.usefixtures("practice_that_costs_little")


@contextmanager
def in_practice(home: Path, **how: object) -> Iterator[tuple[WatchedDesk, TourRoutes]]:
    home.mkdir(exist_ok=True)
    with open_door(home, **how) as desk:  # type: ignore[arg-type]
        desk.door.practice.ask()
        desk.wait(lambda: desk.door.session is not None and desk.door.session.is_ready, "practice to open")
        desk.settle()
        tour = peer(desk)._shared.practice.tour
        assert tour is not None
        yield desk, tour


def step(tour: TourRoutes) -> int:
    return tour._practice.tour_step + 1


def walk(desk: WatchedDesk, tour: TourRoutes, fingers: Fingers) -> None:
    """Do what each step says, by keys."""

    def press(*keys: str) -> None:
        for key in keys:
            fingers.press(key)
            desk.settle()

    press("Ctrl+N", "1", "B", "Ctrl+Return")
    assert step(tour) == 2, "the note that was kept is the first step"
    press("F8")
    tour.card.show_me.setFocus()
    press("Space")
    assert [one for one in desk.door.frame.findChildren(ShareSheet) if one.isVisible()]
    press("Escape")
    assert step(tour) == 4, "what was looked at is the third step"
    press("F12", "F12", "F8")
    press("F1", "Escape", "F2", "Escape", "F8")
    assert step(tour) == 6
    press("F8")
    assert not tour.is_shown


def test_the_whole_tour_takes_less_than_three_minutes_with_the_reading(home: Path) -> None:
    with in_practice(home) as (desk, tour), closing(Fingers(desk)) as fingers:
        read = sum(len(f"{one.title} {one.text}".split()) for one in tour.model.steps())
        with fingers.counting() as strokes:
            walk(desk, tour, fingers)
        reading = read / WORDS_A_MINUTE * 60
        print(f"{strokes}; {read} words read in {reading:.0f} s")
        assert strokes.keys >= 18
        assert strokes.seconds + reading < LONGEST_SECONDS


def test_what_is_shown_before_sharing_is_that_note_and_nothing_is_sent(home: Path) -> None:
    with in_practice(home) as (desk, tour):
        desk.press("F8", "F8")
        tour.card.show_me.click()
        desk.settle()
        (sheet,) = [one for one in desk.door.frame.findChildren(ShareSheet) if one.isVisible()]
        assert sheet.title.text() == "Tomas will see exactly this"
        sheet.accept()
        desk.settle()
        session = desk.door.session
        assert session is not None
        said = [one.text() for one in session.pages.shared.desk.toast.findChildren(QLabel)]
        assert "In practice nothing is sent." in said


def test_each_step_is_said_to_whoever_listens_to_the_screen(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(tour_card, "say", lambda _widget, text: heard.append(text))
    with in_practice(home) as (desk, tour):
        while tour.is_shown:
            desk.press("F8")
        told = [f"Step {at} of 6. {one.title}. {one.text}" for at, one in enumerate(tour.model.steps(), start=1)]
        assert heard == told


def test_it_can_be_skipped_taken_again_and_keeps_its_step_in_another_language(home: Path) -> None:
    with in_practice(home) as (desk, tour):
        desk.press("F8", "F8")
        assert step(tour) == 3
        desk.door.prefer(desk.door.preferences.with_language("es"))
        desk.settle()
        again = peer(desk)._shared.practice.tour
        assert again is not None
        assert (step(again), again.card._count.text()) == (3, "Paso 3 de 6")
        again.card.leave.setFocus()
        desk.press("Space")
        assert not again.card.isVisible()
        assert QApplication.focusWidget() is not None, "the focus falls on nothing that is gone"
        peer(desk)._shared.practice.take_tour()
        assert again.card.isVisible()
        assert step(again) == 1


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("es", 200, (1366, 768)), ("es", 100, (900, 600)), ("en", 100, (1280, 800))]
)
def test_every_step_has_room_above_every_page(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with in_practice(home, language=language, percent=percent, size=size) as (desk, tour):
        frame = desk.door.frame
        while tour.is_shown:
            assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], []), step(tour)
            desk.press("F8")
            desk.settle()
