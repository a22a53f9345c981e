"""Somebody wants nothing written: played in a process of its own, `python -m tests.journeys.nothing_written HOME`.

The passphrase comes on stdin; a line of JSON is printed for each thing done.
"""

import sys
from pathlib import Path

from peerdesk.desktop.screens.nothing_sheet import NothingSheet
from peerdesk.desktop.theme import apply_theme, make_theme, new_application
from peerdesk.work.backups import back_up
from tests.desktop.desks import open_door, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_today import today
from tests.journeys.night_shift import Hand

CANARY = "Quetzalcanary"


class Visit(Hand):
    """What Devon does: writes, is told that nothing may be written, and lets it go; later only counts."""

    def write(self) -> None:
        """Fill what can be filled, slowly enough that it is kept meanwhile, also in a backup."""
        self.hand.press("Ctrl+N", "1", "B")
        for part in ("who", "memory", "words"):
            self.open_part(part)
            self.hand.write(f"{CANARY} {part}")
        self.desk.wait(lambda: bool(self.form._jot.text()), "what was typed to be kept")
        back_up(vault_of(self.desk), today())

    def keep_nothing(self) -> None:
        self.hand.click(self.form.nothing)
        self.desk.settle()
        self.hand.click(self._sheet.forget)

    def count_only(self) -> None:
        self.hand.press("Ctrl+Shift+J")
        self.desk.settle()
        self.hand.press("3", "Ctrl+Return")

    def count_from_the_form(self) -> None:
        """Write again, and count it with what was answered already."""
        self.hand.click(self.form.nothing)
        self.desk.settle()
        self.hand.click(self._sheet.count)

    @property
    def _sheet(self) -> NothingSheet:
        sheet = peer(self.desk).day.nothing.sheet
        assert sheet is not None
        return sheet


def main(home: Path) -> None:
    passphrase = sys.stdin.readline().strip()
    apply_theme(new_application(), make_theme())
    with open_door(home) as desk:
        desk.unlock(passphrase)
        visit = Visit(desk)
        visit.do("written", visit.write)
        visit.do("nothing", visit.keep_nothing)
        visit.do("counted", visit.count_only)
        visit.do("written again", visit.write)
        visit.do("counted from the form", visit.count_from_the_form)
        desk.wait(lambda: desk.door.background.waiting == 0, "the backups to be made anew")
        visit.do("all", lambda: None)
        while True:
            desk._app_turns()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
