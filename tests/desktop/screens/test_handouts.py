"""Pages to hand out, in the window: asked in the language of the page, printed or saved, and forgotten."""

from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_handouts import HandoutRoutes
from peerdesk.desktop.screens.handout_sheet import HandoutSheet
from peerdesk.domain.handouts import Handout
from tests.desktop.desks import clipped, nameless, open_desk, peer, small


def routes(desk: WatchedDesk) -> HandoutRoutes:
    return peer(desk)._shared.handouts


def opened(desk: WatchedDesk) -> HandoutSheet:
    routes(desk).show()
    desk.settle()
    sheet = routes(desk).sheet
    assert sheet is not None
    return sheet


def test_a_card_is_printed_with_their_words_and_nothing_is_kept(home: Path) -> None:
    printed: list[str] = []
    with open_desk(home) as desk:
        routes(desk).ask_printer = lambda _window: printed.append
        sheet = opened(desk)
        sheet.fields["helps"].set_text("quietmarigold tea")
        sheet.print_asked.emit()
        sheet.reject()
        desk.settle()
        assert opened(desk).fields["helps"].text() == ""
    assert "quietmarigold tea" in printed[0]
    assert not [path for path in home.rglob("*") if path.is_file() and b"quietmarigold" in path.read_bytes()]


def test_it_asks_in_the_language_of_the_page(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = opened(desk)
        assert sheet.fields["call_me"].edit.accessibleName() == "Please call me"
        sheet.language.set_code("es")
        sheet.language_picked.emit("es")
        assert sheet.fields["call_me"].edit.accessibleName() == "Llámenme, por favor"
        sheet.both.setChecked(True)
        assert sheet.languages() == ("es", "en")


def test_a_poster_is_saved_as_a_pdf_and_asks_for_nobodys_words(home: Path) -> None:
    file = home / "poster.pdf"
    with open_desk(home) as desk:
        routes(desk).ask_file = lambda _window, name: str(home / name)
        sheet = opened(desk)
        sheet.fields["helps"].set_text("tea")
        sheet.page.set_code(Handout.POSTER.value)
        sheet.page.picked.emit(Handout.POSTER.value)
        assert not any(field.isVisible() for field in sheet.fields.values())
        sheet.file_asked.emit()
        desk.settle()
        desk.wait(file.exists, "the file")
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768))]
)
def test_no_word_is_cut(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        sheet = opened(desk)
        assert (nameless(sheet), clipped(sheet), small(sheet)) == ([], [], [])
