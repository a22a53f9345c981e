"""One version of an answer: where it comes from is never cut, however large the text."""

from pytestqt.qtbot import QtBot

from peerdesk.desktop.widgets.version_choice import VersionChoice


def test_where_a_version_comes_from_takes_a_second_line_where_one_is_too_short(qtbot: QtBot) -> None:
    choice = VersionChoice("Note for me", "Your other computer, 20 November at 19:20", "Called.")
    qtbot.addWidget(choice)
    wide, narrow = choice.heightForWidth(600), choice.heightForWidth(200)
    assert narrow >= wide + choice.fontMetrics().lineSpacing() * 0.8
    assert VersionChoice("Note for me", "Here", "Called.").heightForWidth(200) == wide
