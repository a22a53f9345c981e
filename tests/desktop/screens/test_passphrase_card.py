"""Another passphrase while the desk is open: the new one opens the notes afterwards, and the old one nothing."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.desktop import routes_passphrase
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.passphrase_card import ChangePassphrase, PassphraseCard
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.vault.places import find_vaults
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.work.passphrase_change import renew_open
from tests.desktop.desks import beyond, clipped, nameless, open_desk
from tests.support.vaults import PASSPHRASE, RECOVERY_CODE, reopened

NEW = "seven slow otters under the pier"


@pytest.fixture
def desk(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WatchedDesk]:
    # The derivation of a test costs nothing, and no real vault takes it.
    monkeypatch.setattr(routes_passphrase, "renew_open", partial(renew_open, profile=TEST_ONLY))
    with open_desk(home) as found:
        found.show("trust")
        yield found


def card_of(desk: WatchedDesk) -> PassphraseCard:
    (card,) = desk.door.frame.findChildren(PassphraseCard)
    return card


def opened_sheet(desk: WatchedDesk) -> ChangePassphrase:
    card_of(desk).change.click()
    (sheet,) = (one for one in desk.door.frame.findChildren(ChangePassphrase) if one.isVisible())
    return sheet


def type_all(sheet: ChangePassphrase, old: str, new: str, again: str) -> None:
    for edit, words in ((sheet.old.edit, old), (sheet.new.first.edit, new), (sheet.new.second.edit, again)):
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, words)


def opens(home: Path, passphrase: str) -> bool:
    (place,) = find_vaults(home)
    try:
        reopened(place.folder, passphrase).close()
    except WrongPassphraseError:
        return False
    return True


def test_the_new_one_opens_the_notes_and_the_old_one_nothing(desk: WatchedDesk, home: Path) -> None:
    sheet = opened_sheet(desk)
    type_all(sheet, PASSPHRASE, NEW, NEW)
    sheet.go.click()
    desk.wait(card_of(desk)._line.isVisible, "the line")
    assert card_of(desk)._line.text().startswith("Changed.")
    desk.close()
    assert opens(home, NEW)
    assert not opens(home, PASSPHRASE)
    assert opens_by_sheet(find_vaults(home)[0].folder, RECOVERY_CODE)


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        (NEW, NEW, NEW, "That passphrase does not open"),
        (PASSPHRASE, "short", "short", "Choose a longer passphrase"),
        (PASSPHRASE, "Devon Achebe 12", "Devon Achebe 12", "Choose a longer passphrase"),
        (PASSPHRASE, NEW, NEW + "s", "The two passphrases differ"),
    ],
    ids=["wrong", "weak", "own name", "differs"],
)
def test_what_is_not_right_is_said_beside_its_field_and_changes_nothing(
    desk: WatchedDesk, home: Path, old: str, new: str, again: str, said: str
) -> None:
    (place,) = find_vaults(home)
    before = (place.folder / "header.json").read_bytes()
    sheet = opened_sheet(desk)
    type_all(sheet, old, new, again)
    sheet.go.click()
    fields = (sheet.old, sheet.new.first, sheet.new.second)
    desk.wait(lambda: any(field._below.text().startswith(said) for field in fields), "the answer")
    assert sheet.isVisible()
    assert sheet.go.isEnabled()
    assert (place.folder / "header.json").read_bytes() == before


def test_a_lock_while_it_is_changed_leaves_one_that_opens(desk: WatchedDesk, home: Path) -> None:
    sheet = opened_sheet(desk)
    type_all(sheet, PASSPHRASE, NEW, NEW)
    sheet.go.click()
    desk.door.lock()
    desk.close()
    assert opens(home, NEW) or opens(home, PASSPHRASE)


def test_the_sheet_has_room_for_its_words(home: Path) -> None:
    for language, percent in (("en", 100), ("es", 200)):
        with open_desk(home, language=language, percent=percent, size=(900, 600)) as desk:
            desk.show("trust")
            sheet = opened_sheet(desk)
            desk.settle()
            assert (nameless(sheet), clipped(sheet), beyond(sheet)) == ([], [], [])


def test_leaving_the_sheet_forgets_what_was_typed(desk: WatchedDesk) -> None:
    sheet = opened_sheet(desk)
    type_all(sheet, PASSPHRASE, NEW, NEW)
    fields = (sheet.old, sheet.new.first, sheet.new.second)
    sheet.finished.connect(lambda: left.extend(field.text() for field in fields))
    left: list[str] = []
    sheet.reject()
    assert left == ["", "", ""]
