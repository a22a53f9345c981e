import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from peerdesk.desktop.fonts import TypeRole
from peerdesk.desktop.theme import make_theme
from peerdesk.desktop.widgets.hand import Hand, hand

INK = QColor("#24211D")
WIDTH, HEIGHT = 420, 80
ON_ONE_LINE = int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine).value)


def paper() -> QImage:
    sheet = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    sheet.fill(QColor("white"))
    return sheet


def written(by: Hand, text: str, room: float, middle: float = 40) -> QImage:
    sheet = paper()
    with QPainter(sheet) as painter:
        by.write(painter, 16, middle, room, text, INK)
    return sheet


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("role", ["meta", "strong"])
@pytest.mark.parametrize("text", ["No name", "AVAT office, día 27", "مرحبا abc", "a\ttab\nand a line"])
@pytest.mark.parametrize("middle", [40, 40.5, 37.25])
def test_a_hand_writes_on_the_same_pixels_as_qt(scale: float, role: TypeRole, text: str, middle: float) -> None:
    theme = make_theme(scale=scale)
    by_qt = paper()
    with QPainter(by_qt) as painter:
        painter.setFont(theme.font(role))
        painter.setPen(INK)
        painter.drawText(QRectF(16, middle - 38, 400, 76), ON_ONE_LINE, text)
    assert written(hand(theme, role), text, 400, middle) == by_qt


def test_a_line_without_room_ends_in_an_ellipsis_and_never_leaves_its_room() -> None:
    theme = make_theme()
    text = "Talked about the bus pass and about the meeting on Monday"
    cut = QFontMetricsF(theme.font("meta")).elidedText(text, Qt.TextElideMode.ElideRight, 150.5)
    assert cut.endswith("…")
    assert written(hand(theme, "meta"), text, 150) == written(hand(theme, "meta"), cut, 400)


@pytest.mark.parametrize("room", [3, 0, -20])
def test_nothing_is_written_where_nothing_fits(room: float) -> None:
    assert written(hand(make_theme(), "meta"), "Private", room) == paper()


def test_a_colour_is_taken_at_each_writing() -> None:
    by, sheet = hand(make_theme(), "strong"), paper()
    written(by, "Same words", 300)
    with QPainter(sheet) as painter:
        by.write(painter, 16, 40, 300, "Same words", QColor("white"))
    assert sheet == paper()
