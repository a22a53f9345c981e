"""What waits for the person, in windows: on Today and on Sync and trust, each thing with buttons that deal with it."""

from pathlib import Path

import msgspec
import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.metered import Cost
from peerdesk.desktop.preferences import Preferences
from peerdesk.desktop.screens.needs_card import NeedsCard
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.notices import NoticeKind
from peerdesk.vault.shelves.notices import Told
from peerdesk.work.attention import needs
from peerdesk.work.deleting import erase_note
from peerdesk.work.encounters import encounter_page, search
from peerdesk.work.two_versions import disputes
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_versions import Town
from tests.desktop.screens.test_versions import town as _town
from tests.desktop.screens.test_whole_desk import write_a_whole_note
from tests.support.hospital import clock

town = _town


def card(desk: WatchedDesk) -> NeedsCard:
    (found,) = [one for one in desk.door.frame.findChildren(NeedsCard) if one.isVisible()]
    return found


def press(desk: WatchedDesk, words: str) -> None:
    (found,) = [one for one in card(desk).findChildren(Button) if one.text() == words]
    found.click()
    desk.settle()


def pill(desk: WatchedDesk) -> str:
    session = desk.door.session
    assert session is not None
    return session.pages.shared.desk.bar.pill.text()


def reread(desk: WatchedDesk) -> None:
    session = desk.door.session
    assert session is not None
    session.pages.shared.pulse.read()
    desk.settle()


def aside(desk: WatchedDesk) -> None:
    """Erase the only note, with its words set aside as those that the erase overtook."""
    vault = vault_of(desk)
    note = encounter_page(vault)[0].id
    with vault.write() as tx:
        fields = tx.histories._stored(note, RecordKind.ENCOUNTER).fields
        sql = "INSERT INTO set_aside (space, owner, record, record_kind, fields) VALUES (?, ?, ?, ?, ?)"
        row = (tx.own_space, tx.person, note, "encounter", msgspec.msgpack.encode(fields))
        tx.histories._driver.execute(sql, row)
    erase_note(vault, note)
    reread(desk)


def test_compare_leads_from_today_to_what_differs_and_back(town: Town) -> None:
    with town.desk() as desk:
        desk.show("today")
        assert pill(desk) == "Needs you (1)"
        assert card(desk).needs[0].title == "Blue Heron 27"
        press(desk, "Compare")
        assert peer(desk).place == "detail"
        assert disputes(vault_of(desk), town.note) != ()
        assert peer(desk).detail._two is not None
        assert peer(desk).detail._two.isAncestorOf(desk.door.frame.focusWidget())
        peer(desk).detail._two._choose_all("This computer")
        desk.press("Ctrl+Return")
        desk.settle()
        assert pill(desk).startswith("Up to date ")
        desk.show("today")
        assert not [one for one in desk.door.frame.findChildren(NeedsCard) if one.isVisible()]


@pytest.mark.parametrize(("words", "left"), [("Keep as a new note", 1), ("Let it go", 0)])
def test_overtaken_words_are_kept_or_let_go(home: Path, words: str, left: int) -> None:
    with open_desk(home) as desk:
        write_a_whole_note(desk)
        aside(desk)
        assert pill(desk) == "Needs you (1)"
        desk.show("trust")
        press(desk, words)
        assert needs(vault_of(desk)) == ()
        assert len(search(vault_of(desk), "quetzal")) == left
        assert pill(desk) == "Saved here"


def test_what_is_only_good_to_know_makes_nobody_hurry(home: Path) -> None:
    with open_desk(home) as desk:
        with vault_of(desk).write() as tx:
            tx.notices.tell(Told(kind=NoticeKind.RECONCILED, number=3), clock())
        reread(desk)
        assert pill(desk) == "Saved here"
        desk.show("today")
        assert not [one for one in desk.door.frame.findChildren(NeedsCard) if one.isVisible()]
        desk.show("trust")
        assert "what it lacked: 3." in card(desk).needs[0].text
        press(desk, "Got it")
        assert needs(vault_of(desk)) == ()


def test_syncing_by_itself_stops_where_it_may_cost_and_sync_now_still_works(town: Town) -> None:
    with town.desk() as desk:
        session = desk.door.session
        assert session is not None
        shared = session.pages.shared
        desk.show("trust")
        shared.trust.computers._spare.click()
        home = town.hospital.folder / "homes" / "laptop"
        assert Preferences.read(home).spare_paid_links
        for cost, held in ((Cost.METERED, True), (Cost.UNKNOWN, True), (Cost.FREE, False)):
            shared._metering.cost = lambda cost=cost: cost  # type: ignore[method-assign]
            assert shared.pulse.is_held is held
        shared._metering.cost = lambda: Cost.METERED  # type: ignore[method-assign]
        before = shared.pulse.last
        shared.pulse._begin_unasked()
        desk.settle()
        assert shared.pulse.last is before
        desk.press("F5")
        desk.settle()
        assert shared.pulse.last is not before
        assert "received" in shared.trust._traffic.text()


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (1280, 800)), ("es", 100, (900, 600)), ("en", 200, (1366, 768)), ("es", 200, (1366, 768))],
)
def test_no_word_is_cut(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        write_a_whole_note(desk)
        aside(desk)
        with vault_of(desk).write() as tx:
            for kind in NoticeKind:
                tx.notices.tell(Told(kind=kind, number=33), clock())
        reread(desk)
        for place in ("today", "trust"):
            desk.show(place)
            frame = desk.door.frame
            assert (clipped(frame), beyond(frame), small(frame), nameless(frame)) == ([], [], [], [])
