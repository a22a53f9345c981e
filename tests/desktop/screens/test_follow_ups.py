"""Follow-ups in a real window: three groups, one key for each act, and a number that shows only when it is pressed."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_follow_ups import FollowUpRoutes
from peerdesk.desktop.screens.follow_up_sheet import FollowUpSheet
from peerdesk.domain.follow_up_plan import PlanDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import FollowUpState
from peerdesk.vault.vault import Vault
from peerdesk.work.follow_up_list import follow_up_detail, follow_up_list
from peerdesk.work.follow_ups import FollowUpDraft, add_follow_up, phone_of
from peerdesk.work.withdrawing import Wish, withdraw
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk, peer, small, squeezed, type_words
from tests.desktop.screens.test_quick_note import Fingers, form_of, vault_of
from tests.support.vaults import a_vault

NUMBER = "555 0100"
MOST_EXTRA = 2
CLICK_SECONDS = 2.65
"""One step with the mouse by the keystroke model: to decide, to point, to press."""


def plan(vault: Vault, days: int = 0, handle: str = "", phone: str = "", **said: str) -> RecordId:
    """Plan a follow-up so many days from today."""
    now = datetime.now(UTC)
    due = (now.astimezone().date() + timedelta(days=days)).isoformat()
    draft = FollowUpDraft(due=due, handle=handle, plan=PlanDraft(**said), phone=phone, agreed=bool(phone))
    return add_follow_up(vault, draft, now, os.urandom)[0]


@pytest.fixture
def planned(home: Path) -> tuple[RecordId, ...]:
    """Three follow-ups: of three days ago, of today with a number, and of later."""
    with a_vault(home, "Devon Achebe") as vault:
        return (
            plan(vault, -3, "Red Maple 4", why="info", how="text"),
            plan(vault, 0, "Blue Heron 27", NUMBER, what="The bus pass", how="call", ok_text="no", best_time="midday"),
            plan(vault, 4, why="group"),
        )


def routes(desk: WatchedDesk) -> FollowUpRoutes:
    return peer(desk).further.follow_ups


def enter(desk: WatchedDesk) -> None:
    desk.press("Alt+3")
    desk.settle()


def said(desk: WatchedDesk) -> list[str]:
    return [one.text() for one in routes(desk).page.findChildren(QLabel) if one.isVisible()]


def heard(desk: WatchedDesk) -> str:
    """Return everything on the page that a screen reader could say."""
    page, found = routes(desk).page, list[str]()
    for widget in [page, *page.findChildren(QWidget)]:
        reader = QAccessible.queryAccessibleInterface(widget)
        if widget.isVisible() and reader is not None:
            found += [reader.text(part) for part in (QAccessible.Text.Name, QAccessible.Text.Description)]
    return "\n".join([*found, *(row.read_aloud() for row in page.list.rows.rows)])


def button(root: QWidget, words: str) -> QAbstractButton:
    return next(one for one in root.findChildren(QAbstractButton) if one.isVisible() and one.text() == words)


def pick(desk: WatchedDesk, words: str) -> None:
    """Pick what begins so from the menu that is open."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text().startswith(words)).trigger()
    menu.close()
    desk.settle()


def sheet(desk: WatchedDesk) -> FollowUpSheet:
    found = routes(desk).sheet
    assert found is not None
    return found


def test_the_page_has_three_groups_and_no_reproach(home: Path, planned: tuple[RecordId, ...]) -> None:
    with open_desk(home) as desk:
        enter(desk)
        page = routes(desk).page
        groups = [(row.title, row.right) for row in page.list.rows.rows if row.section]
        assert groups == [("When you can", "1"), ("Today", "1"), ("Later", "1")]
        titles = [row.title for row in page.list.rows.rows if not row.section]
        assert titles == ["Pass on information", "The bus pass", "Go to a group together"]
        assert peer(desk)._desk.rail._items["follow_ups"].accessibleDescription() == "You are here, 2 for today"
        assert "overdue" not in heard(desk).lower()
        assert page.subtitle.text() == "3 open"
        assert nameless(desk.door.frame) == []


def test_done_asks_nothing_can_be_undone_and_offers_a_note(home: Path, planned: tuple[RecordId, ...]) -> None:
    _, bus, _ = planned
    with open_desk(home) as desk:
        enter(desk)
        desk.press("Down", "Space")
        desk.settle()
        vault = vault_of(desk)
        assert follow_up_detail(vault, bus).listed.follow_up.state is FollowUpState.REACHED
        assert "The bus pass  ·  Blue Heron 27" in said(desk)
        desk.press("Ctrl+Z")
        desk.settle()
        assert follow_up_detail(vault, bus).listed.follow_up.state is FollowUpState.PLANNED
        assert phone_of(vault, bus) == NUMBER
        routes(desk).page.list.choose(bus)
        routes(desk).page.list.setFocus()
        desk.press("Space")
        desk.settle()
        click(button(routes(desk).page, "Write a note about it"))
        desk.settle()
        begun = form_of(desk).draft()
        assert (begun.handle, begun.outcome, begun.mode) == ("Blue Heron 27", "met", "phone")


def test_putting_off_takes_one_key_and_one_choice(home: Path, planned: tuple[RecordId, ...]) -> None:
    first, bus, _ = planned
    today = datetime.now(UTC).astimezone().date()
    with open_desk(home) as desk:
        enter(desk)
        for key, words, due in (
            (first, "1 day", today + timedelta(days=1)),
            (bus, "Monday", today + timedelta(days=7 - today.weekday())),
        ):
            routes(desk).page.list.choose(key)
            routes(desk).page.list.setFocus()
            desk.press("S")
            pick(desk, words)
            assert follow_up_detail(vault_of(desk), key).listed.follow_up.due == due


def test_a_try_is_noted_and_shows_beside_the_list(home: Path, planned: tuple[RecordId, ...]) -> None:
    _, bus, _ = planned
    with open_desk(home) as desk:
        enter(desk)
        desk.press("Down", "T")
        pick(desk, "No answer")
        assert [one.outcome.value for one in follow_up_detail(vault_of(desk), bus).tries] == ["no_answer"]
        assert "Tried" in said(desk)
        desk.press("T")
        pick(desk, "Asked not to be contacted")
        assert follow_up_detail(vault_of(desk), bus).listed.follow_up.state is FollowUpState.THEY_STOPPED


def test_a_number_is_said_by_nothing_until_it_is_pressed(home: Path, planned: tuple[RecordId, ...]) -> None:
    with open_desk(home) as desk:
        enter(desk)
        desk.press("Down")
        desk.settle()
        assert {"Phone", "Around midday", "Please do not"} <= set(said(desk))
        assert NUMBER not in heard(desk)
        button(routes(desk).page, "Press to show").click()
        desk.settle()
        assert NUMBER in said(desk)
        card = routes(desk).page.card
        assert card is not None
        card.cover_phone()
        assert NUMBER not in heard(desk)
        peer(desk).list_model.search("555")
        desk.settle()
        assert not [row for row in peer(desk).notes.list.rows.rows if not row.section]


def test_a_new_one_is_typed_with_keys_and_a_number_needs_a_yes(home: Path) -> None:
    with open_desk(home) as desk:
        enter(desk)
        assert "Nothing waits" in said(desk)
        desk.press("A")
        form = sheet(desk)
        assert nameless(form) == []
        form.who.edit.setFocus()
        type_words("J.")
        form.why.set_code("ride")
        form.safe.phone.set_text(NUMBER)
        desk.press("Ctrl+Return")
        desk.settle()
        assert routes(desk).sheet is form
        shown = [one.text() for one in form.findChildren(QLabel) if one.isVisible()]
        assert "Ask them first. When they want their number kept, tick it." in shown
        assert follow_up_list(vault_of(desk)) == ()
        form.safe.agreed.setChecked(True)
        desk.press("Ctrl+Return")
        desk.settle()
        assert routes(desk).sheet is None
        (one,) = follow_up_list(vault_of(desk))
        assert (one.handle, one.plan.why) == ("J.", "ride")
        assert "A ride or a bus pass" in said(desk)


def test_somebody_who_asked_for_no_contact_is_on_no_list_and_is_not_planned(home: Path) -> None:
    with a_vault(home, "Devon Achebe") as vault:
        plan(vault, 0, "Red Maple 4")
        individual = follow_up_list(vault)[0].follow_up.individual
        assert individual is not None
        withdraw(vault, individual, Wish(do_not_contact=True), datetime.now(UTC), os.urandom)
    with open_desk(home) as desk:
        enter(desk)
        assert "Nothing waits" in said(desk)
        desk.press("A")
        sheet(desk).who.set_text("red maple 4")
        desk.press("Ctrl+Return")
        desk.settle()
        words = [one.text() for one in sheet(desk).findChildren(QLabel) if one.isVisible()]
        assert any(text.startswith("They asked not to be contacted") for text in words)
        assert follow_up_list(vault_of(desk)) == ()


def test_a_follow_up_takes_two_more_actions_in_a_quick_note(home: Path) -> None:
    with open_desk(home) as desk:
        desk.press("Ctrl+N", "1", "B")
        form, counted = form_of(desk), Fingers()
        row = form.parts._rows["follow_up"]
        click(row.row)
        pills = form.parts._rows["follow_up"].editor.findChildren(QAbstractButton)
        click(next(one for one in pills if one.text() == "7 days"))
        assert counted.clicks == MOST_EXTRA
        print(f"a follow-up in a quick note: {counted.clicks} clicks, {counted.clicks * CLICK_SECONDS:.2f} s")
        desk.press("Ctrl+Return")
        desk.settle()
        (one,) = follow_up_list(vault_of(desk))
        assert one.follow_up.due == datetime.now(UTC).astimezone().date() + timedelta(days=7)


@pytest.mark.parametrize(
    ("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 100, (1280, 800)), ("es", 200, (1366, 768))]
)
def test_nothing_is_cut_off(
    home: Path, planned: tuple[RecordId, ...], language: str, percent: int, size: tuple[int, int]
) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        enter(desk)
        desk.press("Down")
        desk.settle()
        page = routes(desk).page
        assert (clipped(page), small(page), beyond(page), squeezed(page)) == ([], [], [], [])
        desk.press("A")
        form = sheet(desk)
        form._more.open_row()
        desk.settle()
        assert (clipped(form), small(form), beyond(form)) == ([], [], [])
