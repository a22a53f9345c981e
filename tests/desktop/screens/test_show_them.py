"""Show them: the individual reads exactly what stands in the note; only a press says that they saw it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.show_sheet import ShowSheet
from peerdesk.domain.encounter import EncounterDraft
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk, peer, small

NOTE = EncounterDraft(
    setting="ed",
    outcome="met",
    support=("time", "listened"),
    handle="Blue Heron 27",
    mattered=("transport",),
    next={"group": "chosen"},
    supplies={"clothes": 2},
    words="I am still here",
    memory="Bus pass came through",
    follow_up="7d",
    bring_to_supervision=True,
    prompt="How do I say goodbye?",
    language="en",
)


def shown(desk: WatchedDesk, draft: EncounterDraft = NOTE) -> ShowSheet:
    peer(desk).writing.begin(draft, place="")
    desk.settle()
    form = peer(desk).writing.form
    assert form is not None
    form.parts.open_part("with")
    desk.settle()
    click(form.parts.shared_view.show_them)
    desk.settle()
    sheet = peer(desk).writing._showing.sheet
    assert sheet is not None
    return sheet


def written_with(desk: WatchedDesk) -> str:
    form = peer(desk).writing.form
    assert form is not None
    return form.draft().written_with


def test_they_read_every_word_that_stands_in_the_note(home: Path) -> None:
    with open_desk(home) as desk:
        said = " | ".join(label.text() for label in shown(desk).findChildren(QLabel))
        for words in (
            *("Blue Heron 27", "Emergency department", "We met", "listened", "Transport", "I am still here"),
            *("Bus pass came through", "How do I say goodbye?", "English", "× 2", "Follow-up"),
        ):
            assert words in said


def test_going_back_notes_nothing_and_a_press_notes_that_they_saw_it(home: Path) -> None:
    with open_desk(home) as desk:
        shown(desk)
        desk.press("Escape")
        desk.settle()
        assert written_with(desk) == ""
        form = peer(desk).writing.form
        assert form is not None
        click(form.parts.shared_view.show_them)
        desk.settle()
        sheet = peer(desk).writing._showing.sheet
        assert sheet is not None
        click(sheet.seen)
        desk.settle()
        assert written_with(desk) == "shown"


def test_what_was_written_together_stays_so(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = shown(desk, EncounterDraft(setting="ed", outcome="declined", written_with="together"))
        click(sheet.seen)
        desk.settle()
        assert written_with(desk) == "together"


def test_an_unfinished_note_is_shown_as_far_as_it_goes(home: Path) -> None:
    with open_desk(home) as desk:
        lines = [label.text() for label in shown(desk, EncounterDraft(setting="ed")).findChildren(QLabel)]
        assert "Emergency department" in lines
        assert "We met" not in lines


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (900, 600)), ("es", 200, (1366, 768))],
)
def test_every_word_has_room(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        sheet = shown(desk)
        assert (clipped(sheet), small(sheet), nameless(sheet), beyond(sheet)) == ([], [], [], [])
