"""Taking a share back, in windows: asked until it is confirmed, and gone from the reader's screen with its words."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QTextEdit

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.sharing_card import SharingCard
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.work.supervision import open_item
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.ward import Pair


class Two:
    """A note that Tomas has opened on two days, and the desks of both."""

    def __init__(self, pair: Pair) -> None:
        self.note, copy = pair.shared(include_memory=True)
        for days in (2, 1):
            open_item(pair.tomas, copy, clock() - timedelta(days=days), os.urandom)
        pair.hospital.sync(pair.tomas)
        self.hospital = pair.hospital
        for vault in (pair.devon, pair.tomas):
            vault.close()

    def desk(self, stack: ExitStack, name: str, **how: object) -> WatchedDesk:
        home = self.hospital.folder / "homes" / name
        desk = stack.enter_context(open_desk(home, PASSPHRASE, remotes=Line(self.hospital), **how))
        self.sync(desk)
        return desk

    def sync(self, desk: WatchedDesk) -> None:
        session = desk.door.session
        assert session is not None
        session.pages.shared.pulse.sync()
        desk.settle()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Two(Pair(hospital))


def sharing(desk: WatchedDesk) -> list[str]:
    (card,) = [one for one in peer(desk).detail.findChildren(SharingCard) if one.isVisible()]
    return said(card)


def read_on(desk: WatchedDesk) -> list[str]:
    texts = [one for one in desk.door.frame.findChildren(QTextEdit) if one.isVisible()]
    return said(desk.door.frame) + [one.toPlainText() for one in texts]


def in_list(desk: WatchedDesk) -> list[str]:
    rows = peer(desk).notes.list.rows.rows
    return [badge.text for row in rows if not row.section for badge in row.badges]


def stop(desk: WatchedDesk, note: RecordId) -> None:
    reader = peer(desk).share_desk.readers[0]
    assert isinstance(reader.key, bytes)
    peer(desk).share_desk.stop(note, PersonId(reader.key), reader.first_name)
    desk.settle()


def test_the_note_says_asked_and_then_confirmed_and_the_readers_screen_is_empty(two: Two) -> None:
    with ExitStack() as stack:
        tomas = two.desk(stack, "Tomas Okafor")
        # Nothing opens by itself.
        tomas.press("J")
        tomas.settle()
        devon = two.desk(stack, "Devon Achebe")
        assert any("only for me" in words for words in read_on(tomas))
        devon.show("notes", two.note)
        assert any(line.startswith("Opened by Tomas") and "days, the last time" in line for line in sharing(devon))
        stop(devon, two.note)
        two.sync(devon)
        assert "Tomas's computer was asked to remove it. Not confirmed yet." in sharing(devon)
        assert any(line.endswith("What has been read cannot be unread.") for line in sharing(devon))
        assert in_list(devon) == ["Asked back"]
        two.sync(tomas)
        assert not any("only for me" in words or "Blue Heron" in words for words in read_on(tomas))
        two.sync(devon)
        assert any(line.startswith("Taken back, confirmed by Tomas's computer") for line in sharing(devon))
        assert in_list(devon) == ["Private"]


@pytest.mark.parametrize("how", [{}, {"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_it(two: Two, how: dict[str, object]) -> None:
    with ExitStack() as stack:
        devon = two.desk(stack, "Devon Achebe", **how)
        stop(devon, two.note)
        devon.show("notes", two.note)
        devon.picture(f"back-{'-'.join(map(str, how.values()))}")
        page = devon.door.frame
        assert (nameless(page), clipped(page), beyond(page)) == ([], [], [])
