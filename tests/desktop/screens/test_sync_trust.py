"""Sync and trust is laid out anew only where something about it has changed."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from peerdesk.desktop.models.views import TrustPersonView, TrustView
from peerdesk.desktop.screens.six_words import SixWords
from peerdesk.desktop.screens.sync_trust import SyncTrust

WORDS = ("harbor", "wren", "maple", "otter", "lantern", "quiet")
TOMAS = TrustPersonView(name="Tomas Okafor", about="Your supervisor", met=False, words=WORDS, key=b"tomas")
STANDS = TrustView(title="Everything is saved", line="Nothing waits.", state="done", enrolled=True, people=(TOMAS,))


@pytest.fixture
def page(qtbot: QtBot) -> SyncTrust:
    page = SyncTrust()
    qtbot.addWidget(page)
    page.show_view(STANDS)
    return page


def _words(page: SyncTrust) -> list[SixWords]:
    return [one for one in page._people.findChildren(SixWords) if not one.isHidden()]


def test_a_look_at_the_server_that_finds_nobody_new_leaves_the_people_as_they_are(page: SyncTrust) -> None:
    before = _words(page)
    page.show_view(replace(STANDS, line="Last talk was at 14:20.", traffic="Last sync: 1 sent"))
    assert (page._line.text(), page._traffic.text()) == ("Last talk was at 14:20.", "Last sync: 1 sent")
    assert _words(page) == before


def test_somebody_whose_words_were_compared_has_none_to_compare_any_more(page: SyncTrust) -> None:
    assert len(_words(page)) == 1
    page.show_view(replace(STANDS, people=(replace(TOMAS, met=True, words=()),)))
    page.show_view(replace(STANDS, people=(replace(TOMAS, met=True, words=()),)))
    assert TOMAS.key not in page._matching


def test_what_comes_back_is_shown_again(page: SyncTrust) -> None:
    page.show_view(replace(STANDS, line="1 change is waiting to send."))
    page.show_view(STANDS)
    assert page._line.text() == STANDS.line
