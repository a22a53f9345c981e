"""The scenes of keeping safe: a backup that is looked into, another passphrase, and the curtain over it all."""

from collections.abc import Callable

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.backup_card import BackupCard
from peerdesk.desktop.screens.passphrase_card import PassphraseCard
from peerdesk.desktop.widgets.buttons import OutlinedButton
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.desktop.widgets.sheet import Sheet

Picture = Callable[[WatchedDesk, str], None]


def take_safety(desk: WatchedDesk, picture: Picture) -> None:
    """Take them on an open desk. A backup more is all that is changed."""
    desk.show("trust")
    card = desk.door.frame.findChild(BackupCard)
    change = desk.door.frame.findChild(PassphraseCard)
    if card is None or change is None:
        return
    card.make.click()
    desk.wait(card.make.isEnabled, "the backup")
    desk.wait(card.all.isVisible, "the list of backups")
    card.all.click()
    desk.settle()
    _scroll_to(desk, card)
    picture(desk, "46-backups")
    look = card.findChildren(OutlinedButton)[-1]
    look.click()
    desk.wait(lambda: bool(_sheets(desk)), "the backup that is looked into")
    picture(desk, "47-a-backup-to-look-at")
    desk.close_sheet()
    card.all.click()
    change.findChildren(OutlinedButton)[-1].click()
    desk.wait(lambda: bool(_sheets(desk)), "the sheet for another passphrase")
    picture(desk, "48-another-passphrase")
    desk.close_sheet()
    desk.door.frame.toggle_cover()
    picture(desk, "49-covered")
    desk.door.frame.toggle_cover()


def _sheets(desk: WatchedDesk) -> list[Sheet]:
    return [sheet for sheet in desk.door.frame.findChildren(Sheet) if sheet.isVisible()]


def _scroll_to(desk: WatchedDesk, card: BackupCard) -> None:
    for body in desk.door.frame.findChildren(ScrollBody):
        if body.isAncestorOf(card):
            body.ensureWidgetVisible(card)
