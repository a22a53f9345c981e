"""Joplin's terminal client with its end-to-end encryption: each word to it is a process, which starts and ends.

JOPLIN in the environment says where its program is.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.child import PATIENCE_SECONDS
from bench.measure import seconds
from bench.notes import SyntheticNote

PASSPHRASE = "seven-quiet-wrens-by-the-harbor"
_BOOK = "Notes"


class Joplin:
    """A profile of the client, in a folder of its own."""

    def __init__(self, profile: Path) -> None:
        profile.mkdir(parents=True)
        self.profile = profile

    def say(self, *words: str) -> str:
        """Return what the client answers. Raises CalledProcessError where it refuses."""
        command = ["node", os.environ["JOPLIN"], "--profile", str(self.profile), *words]
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=PATIENCE_SECONDS
        )
        return done.stdout

    def took(self, *words: str) -> float:
        """Return how long a word takes, from the start of the process to its end."""
        return seconds(lambda: self.say(*words))

    def sync_with(self, target: Path, *, is_first: bool) -> None:
        """Take a folder for the place where everything is synced; the first computer there turns the encryption on.

        Raises RuntimeError where it does not.
        """
        # All in one process: one that is told to encrypt and nothing else may end before it has written that down.
        words = [f"config sync.2.path {target}", "config sync.target 2"]
        file = self.profile.with_name(self.profile.name + "-words")
        file.write_text("\n".join([f"e2ee enable -p {PASSPHRASE}"] * is_first + words), encoding="utf-8")
        self.say("batch", str(file))
        if is_first and "Enabled" not in self.say("e2ee", "status"):
            raise RuntimeError("Joplin did not turn its encryption on")

    def bring_in(self, notes: Iterable[SyntheticNote]) -> None:
        """Import notes, each a file of Markdown: the codes in the first line, then the text."""
        files = self.profile.with_name(self.profile.name + "-files")
        files.mkdir()
        for number, note in enumerate(notes):
            codes = " ".join((note.happened_on, note.setting, *note.support))
            (files / f"{number:05d}.md").write_text(f"{codes}\n\n{note.text}", encoding="utf-8")
        self.say("mkbook", _BOOK)
        self.say("import", str(files), _BOOK, "--format", "md")
