"""One evening's work by somebody who does not see the screen: every thing is found by its name, and nothing is guessed.

Usage: python3 -m tests.assistive.client.journey '{"application": ..., "passphrase": ..., ...}'
Prints a line of JSON for each screen, and one at the end. Whatever cannot be done ends it with status 1, and what
was on the screen then.
"""

import json
import sys
from collections.abc import Callable

from tests.assistive.client.ears import Ears
from tests.assistive.client.screen import NotOnScreenError, Screen
from tests.assistive.client.wanted import Wanted

BUTTON, DIALOG, LIST_ITEM = "push button", "dialog", "list item"
PARTS = ("Who", "Note for me", "Follow-up", "Supplies", "What mattered to them", "Next steps", "When and how")
MORE_PARTS = ("About how long", "Language", "Their own words", "Bring to supervision")


class Journey:
    """The steps in their order. Each screen that is reached is told with what on it has no name."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._screen = Screen(wanted.application)
        self._ears = Ears()
        self._preview: list[str] = []

    def whole(self) -> None:
        for step in (self.unlock, self.look_round, self.write, self.find, self.share, self.lock):
            step()
        tell(said=self._ears.said, preview=self._preview, left_after_lock=self._left())

    def unlock(self) -> None:
        screen = self._screen
        screen.wait_for("Unlock", role=BUTTON)
        self._reached("unlock")
        screen.write("Passphrase", self._wanted.passphrase)
        tell(passphrase_shown=self._holding(self._wanted.passphrase))
        screen.press("Unlock", role=BUTTON)
        screen.wait_for("New note", role=BUTTON)
        self._reached("today")

    def look_round(self) -> None:
        screen = self._screen
        screen.press("Sync & trust", role=BUTTON)
        screen.wait_for("Sync now", role=BUTTON)
        self._reached("sync and trust")
        screen.press("Crisis numbers", role=BUTTON)
        screen.wait_for("Close", role=BUTTON)
        self._reached("crisis numbers")
        screen.press("Close", role=BUTTON)

    def write(self) -> None:
        screen = self._screen
        screen.press("New note", role=BUTTON)
        screen.wait_for("How did it go?", role="panel")
        screen.press("We met", role="radio button")
        self._reached("quick note")
        screen.press("Listened", role="check box")
        for part in (*PARTS, *MORE_PARTS):
            screen.press(part, role=BUTTON)
        screen.write("Who", self._wanted.handle)
        screen.write("Note for me", self._wanted.memory)
        self._reached("quick note, every part open")
        screen.press("Save note", role=BUTTON)
        self._hear("Note saved on this computer")
        screen.until(lambda: screen.find("Save note") is None, "the form to make room")
        self._reached("saved")

    def find(self) -> None:
        screen = self._screen
        screen.write("Search my notes", self._wanted.search)
        self._hear("1 found")
        screen.until(lambda: self._row(self._wanted.handle), "the note to show in the list")
        screen.wait_for("Open", role=BUTTON)
        self._reached("found")
        screen.press("Open", role=BUTTON)
        screen.wait_for("Share", role=BUTTON)
        self._reached("note")

    def share(self) -> None:
        screen, reader = self._screen, self._wanted.reader
        screen.press("Share", role=BUTTON)
        screen.wait_for(f"{reader} will see exactly this", role=DIALOG)
        screen.wait_for(f"Share with {reader}", role=BUTTON)
        self._reached("share sheet")
        self._preview = screen.words_in(DIALOG)
        screen.press(f"Share with {reader}", role=BUTTON)
        self._hear(f"Shared with {reader}")
        screen.wait_for("Stop sharing", role=BUTTON)
        screen.until(self._sent, "the share to be on the server")
        self._reached("shared")

    def lock(self) -> None:
        screen = self._screen
        screen.press("Lock (Ctrl+L)", role=BUTTON)
        screen.wait_for("Passphrase", editable=True)
        self._hear("Your notes are locked")
        self._reached("locked")

    def _row(self, words: str) -> bool:
        return any(seen.role == LIST_ITEM and words in seen.name for seen in self._screen.everything(showing_only=True))

    def _sent(self) -> bool:
        return any(seen.name.startswith("Up to date") for seen in self._screen.everything(showing_only=True))

    def _hear(self, words: str) -> None:
        self._screen.until(lambda: self._ears.heard(words), f"{words!r} to be said, of {self._ears.said}")

    def _reached(self, name: str) -> None:
        tell(screen=name, gaps=self._screen.gaps())

    def _left(self) -> list[str]:
        secrets = (self._wanted.handle, self._wanted.memory, self._wanted.search)
        return [line for secret in secrets for line in self._holding(secret)]

    def _holding(self, secret: str) -> list[str]:
        """Return everything in the tree, shown or not, whose words hold a secret."""
        return [
            str(seen).strip()
            for seen in self._screen.everything()
            if any(secret.casefold() in word.casefold() for word in seen.words)
        ]


def tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def played(steps: Callable[[Wanted], None]) -> int:
    """Play with what the test decided, and return the exit status; say what was in the way."""
    try:
        steps(Wanted(**json.loads(sys.argv[1])))
    except NotOnScreenError as stuck:
        sys.stderr.write(f"{stuck}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(played(lambda wanted: Journey(wanted).whole()))
