"""A whole shift by somebody who does not see the screen: from its start to its end, by the names of things alone.

Usage: python3 -m tests.assistive.client.shift '{"application": ..., "passphrase": ..., ...}'
Prints a line of JSON for each step that was done, with what on its screen has no name, and one at the end.
"""

import sys

from tests.assistive.client.ears import Ears
from tests.assistive.client.journey import BUTTON, DIALOG, played, tell
from tests.assistive.client.screen import Screen
from tests.assistive.client.wanted import Wanted

CHECK, RADIO = "check box", "radio button"


class Shift:
    """The steps in their order."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._screen = Screen(wanted.application)
        self._ears = Ears()

    def whole(self) -> None:
        steps = (
            *(self.unlock, self.begin, self.write_whole, self.write_brief, self.write_declined, self.jot),
            *(self.finish_the_jot, self.undo, self.bring_back, self.plan, self.refer, self.hand_over, self.share),
            *(self.sync, self.lock, self.unlock, self.end, self.go_on_after_all),
        )
        for step in steps:
            step()
            tell(screen=step.__name__, gaps=self._screen.gaps())
        tell(said=self._ears.said)

    def unlock(self) -> None:
        self._screen.write("Passphrase", self._wanted.passphrase)
        self._press("Unlock")
        self._screen.wait_for("New note", role=BUTTON)

    def begin(self) -> None:
        self._press("Start shift")
        self._screen.wait_for("Start your shift", role=DIALOG)
        self._press("Emergency department", RADIO)
        self._press_inside("Start shift")
        self._hear("New notes begin where you are now")
        self._screen.wait_for("End shift", role=BUTTON)

    def write_whole(self) -> None:
        self._begin_note("We met")
        self._press("Listened", CHECK)
        for part in ("Who", "Note for me", "Follow-up"):
            self._press(part)
        self._screen.write("Who", self._wanted.handle)
        self._screen.write("Note for me", self._wanted.memory)
        self._press("1 day", RADIO)
        self._save_note()

    def write_brief(self) -> None:
        self._begin_note("Said hello, left my card")
        self._save_note()

    def write_declined(self) -> None:
        self._begin_note("They said no thanks")
        self._save_note()

    def jot(self) -> None:
        self._begin_note("We met")
        self._press("Note for me")
        self._screen.write("Note for me", self._wanted.search)
        self._press("Keep as a jot")
        self._hear("Kept as a jot on this computer")

    def finish_the_jot(self) -> None:
        self._press("Today")
        self._press("Continue")
        self._press("Listened", CHECK)
        self._save_note()

    def undo(self) -> None:
        before = len(self._ears.said)
        self._press("Undo")
        self._screen.until(lambda: len(self._ears.said) > before, "what was undone to be said")

    def bring_back(self) -> None:
        self._press("Notes")
        self._press("Deleted notes")
        self._press("Bring back")
        self._hear("The note is back")

    def plan(self) -> None:
        self._press("Follow-ups")
        self._press("Add follow-up")
        self._screen.wait_for("A follow-up", role=DIALOG)
        self._press("3 days", RADIO)
        self._screen.write("Who", "L.")
        self._press("Save")
        self._gone(DIALOG)

    def refer(self) -> None:
        self._press("Handoffs")
        self._press("New referral")
        self._screen.write("How to find them", "Bed 4")
        self._press("Save")
        self._gone(DIALOG)
        self._screen.wait_for("Bed 4")

    def hand_over(self) -> None:
        self._press("Hand over…")
        self._screen.wait_for("Hand over to another peer", role=DIALOG)
        self._press("OK with another peer", CHECK)
        self._press("Hand over 1 to Ruth")
        self._gone(DIALOG)

    def share(self) -> None:
        reader = self._wanted.reader
        self._screen.write("Search my notes", self._wanted.handle)
        self._hear("1 found")
        self._press("Open")
        self._press("Share")
        self._screen.wait_for(f"{reader} will see exactly this", role=DIALOG)
        tell(preview=self._screen.words_in(DIALOG))
        self._press(f"Share with {reader}")
        self._hear(f"Shared with {reader}")

    def sync(self) -> None:
        self._press("Sync & trust")
        self._press("Sync now")
        self._screen.until(self._is_sent, "everything to be on the server")

    def lock(self) -> None:
        self._press("Lock (Ctrl+L)")
        self._screen.wait_for("Passphrase", editable=True)
        self._hear("Your notes are locked")

    def end(self) -> None:
        self._press("End shift")
        self._screen.wait_for("End of your shift", role=DIALOG)
        self._press_inside("End shift")
        self._hear("The shift is over")
        self._screen.wait_for("Start shift", role=BUTTON)

    def go_on_after_all(self) -> None:
        self._press("Undo")
        self._hear("Undone")
        self._screen.wait_for("End shift", role=BUTTON)

    def _begin_note(self, outcome: str) -> None:
        self._press("New note")
        self._press(outcome, RADIO)

    def _save_note(self) -> None:
        before = len(self._ears.said)
        self._press("Save note")
        new = "Note saved on this computer"
        self._screen.until(lambda: any(new in line for line in self._ears.said[before:]), f"{new!r} to be said")

    def _press(self, name: str, role: str = BUTTON) -> None:
        self._screen.press(name, role=role)

    def _press_inside(self, name: str) -> None:
        """Press what stands in the dialog, where the page behind it has a button of the same name."""
        self._screen.press(name, role=BUTTON, inside=DIALOG)

    def _gone(self, role: str) -> None:
        def is_gone() -> bool:
            return not any(one.role == role and one.showing for one in self._screen.everything(showing_only=True))

        self._screen.until(is_gone, f"the {role} to be gone")

    def _is_sent(self) -> bool:
        return any(seen.name.startswith("Up to date") for seen in self._screen.everything(showing_only=True))

    def _hear(self, words: str) -> None:
        self._screen.until(lambda: self._ears.heard(words), f"{words!r} to be said, of {self._ears.said}")


if __name__ == "__main__":
    sys.exit(played(lambda wanted: Shift(wanted).whole()))
