"""Today: follow-ups are done, moved and taken back from the list; nothing is a reproach."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.work.reading import day
from tests.desktop.desks import nameless, open_desk, peer
from tests.desktop.screens.test_quick_note import vault_of


def today() -> datetime:
    return datetime.now(UTC).astimezone()


def due_titles(desk: WatchedDesk) -> list[tuple[str, str]]:
    return [(row.title, row.sub) for row in peer(desk).today._due.rows.rows]


def write(desk: WatchedDesk, handle: str, days: int) -> RecordId:
    when = (today() + timedelta(days=days)).date().isoformat()
    draft = EncounterDraft(setting="ed", outcome="declined", handle=handle, follow_up=when)
    peer(desk).writing.begin(draft, place="")
    desk.press("Ctrl+Return")
    desk.settle()
    return day(vault_of(desk), (today() + timedelta(days=40)).date()).follow_ups[-1].follow_up.id


def test_what_is_overdue_is_for_when_you_can(home: Path) -> None:
    with open_desk(home) as desk:
        write(desk, "J.", 0)
        write(desk, "Red Maple 4", -3)
        titles = due_titles(desk)
        again = "Be in touch again"
        assert [title for title, _sub in titles] == ["Today", again, "When you can", again]
        assert titles[1][1] == "J."
        assert titles[3][1].startswith("Red Maple 4  ·  was for ")
        assert nameless(desk.door.frame) == []


def test_space_marks_a_follow_up_as_done_and_undo_brings_it_back(home: Path) -> None:
    with open_desk(home) as desk:
        write(desk, "J.", 0)
        rows = peer(desk).today._due
        rows.choose_first()
        rows.setFocus()
        desk.press("Space")
        desk.settle()
        assert due_titles(desk) == []
        desk.press("Ctrl+Z")
        desk.settle()
        assert [who for _title, who in due_titles(desk)] == ["", "J."]


def test_a_follow_up_can_wait_some_days(home: Path) -> None:
    with open_desk(home) as desk:
        follow_up = write(desk, "J.", 0)
        peer(desk).today_model.postpone(follow_up, 3)
        desk.settle()
        assert due_titles(desk) == []
        later = day(vault_of(desk), (today() + timedelta(days=3)).date()).follow_ups
        assert [one.follow_up.id for one in later] == [follow_up]


def test_a_follow_up_opens_the_note_it_came_from(home: Path) -> None:
    with open_desk(home) as desk:
        write(desk, "J.", 0)
        rows = peer(desk).today._due
        rows.choose_first()
        rows.setFocus()
        desk.press("Return")
        desk.settle()
        assert peer(desk).detail.title.text() == "J."


def test_a_jot_can_be_let_go(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "B", "Escape")
        desk.settle()
        key = day(vault_of(desk), today().date()).drafts[0].id
        peer(desk).today.jot_dropped.emit(key)
        desk.settle()
        assert day(vault_of(desk), today().date()).drafts == ()
