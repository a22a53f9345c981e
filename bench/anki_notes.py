"""A collection of Anki's, and synthetic notes in it. Run by a Python that has the package `anki`.

A note is one of the kind "Basic": the codes in front, the text on the back.
"""

import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.notes import SyntheticNote


class AnkiNotes:
    """A collection that is made, or opened, at `path`."""

    def __init__(self, path: Path) -> None:
        # Not part of what PeerDesk is built with, so it is looked for when this runs.
        self._library: Any = import_module("anki.collection")
        self.collection: Any = self._library.Collection(str(path))
        self._kind: Any = self.collection.models.by_name("Basic")
        self._deck: Any = self.collection.decks.id("Notes")

    def made(self, note: SyntheticNote) -> object:
        """Return a note of Anki's that is not kept yet."""
        new = self.collection.new_note(self._kind)
        new["Front"] = json.dumps([note.happened_on, note.setting])
        new["Back"] = note.text
        new.tags = list(note.support)
        return new

    def add(self, made: object) -> None:
        """Keep one note."""
        self.collection.add_note(made, self._deck)

    def add_all(self, notes: Iterable[SyntheticNote]) -> None:
        """Keep notes in one call."""
        request = self._library.AddNoteRequest
        self.collection.add_notes([request(note=self.made(note), deck_id=self._deck) for note in notes])

    def newest(self, text: str, limit: int) -> list[object]:
        """Search for words that begin with `text`, and return the newest notes with one."""
        found = self.collection.find_notes(text + "*")
        return [self.collection.get_note(one) for one in sorted(found, reverse=True)[:limit]]
