"""Anki's syncing: its own collection and its own server, in the clear. Run by a Python that has the package `anki`.

A note is one of the kind "Basic": the codes in front, the text on the back. The first push and the first pull are a
copy of the whole file: that is how Anki begins, and why it cannot merge two computers that both wrote before. A change
within the millisecond in which a sync ended waits for the next one, so one push in some dozens sends nothing.
"""

import json
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.measure import Samples
from bench.notes import SyntheticNote, synthetic_notes
from bench.report import child_result
from bench.server_process import Start, serving
from bench.sync_steps import EXTRA, Traffic, measure, measure_connections


class AnkiSide:
    """Two collections and one account. Anki does not tell how many questions it asks."""

    def __init__(self, folder: Path, url: str) -> None:
        # Not part of what PeerDesk is built with, so it is looked for when this runs.
        self._library: Any = import_module("anki.collection")
        self._first = self._library.Collection(str(folder / "first.anki2"))
        self._second = self._library.Collection(str(folder / "second.anki2"))
        self._login = self._first.sync_login("u", "p", url)
        self._has_pushed = self._has_pulled = False

    def fill(self, notes: Sequence[SyntheticNote]) -> None:
        self._keep(notes)

    def keep(self, notes: Sequence[SyntheticNote]) -> None:
        self._keep(notes)

    def push(self) -> Traffic:
        if self._has_pushed:
            return self._sync(self._first)
        self._has_pushed = True
        return self._copy(self._first, upload=True)

    def pull(self) -> Traffic:
        if self._has_pulled:
            return self._sync(self._second)
        self._has_pulled = True
        return self._copy(self._second, upload=False)

    def idle(self) -> Traffic:
        return self._sync(self._first)

    def arrived(self) -> int:
        return int(self._second.note_count())

    def _keep(self, notes: Sequence[SyntheticNote]) -> None:
        kind = self._first.models.by_name("Basic")
        deck = self._first.decks.id("Notes")
        wanted = []
        for note in notes:
            new = self._first.new_note(kind)
            new["Front"] = json.dumps([note.happened_on, note.setting])
            new["Back"] = note.text
            new.tags = list(note.support)
            wanted.append(self._library.AddNoteRequest(note=new, deck_id=deck))
        self._first.add_notes(wanted)

    def _copy(self, collection: Any, *, upload: bool) -> Traffic:  # noqa: ANN401 - a library without types here
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=self._login, server_usn=None, upload=upload)
        collection.reopen(after_full_sync=True)
        return Traffic()

    def _sync(self, collection: Any) -> Traffic:  # noqa: ANN401 - a library without types here
        out = collection.sync_collection(self._login, False)
        assert out.required in (out.NO_CHANGES, out.NORMAL_SYNC), out
        return Traffic()


def _start(folder: Path, port: int) -> Start:
    told = {"SYNC_USER1": "u:p", "SYNC_BASE": str(folder / "server"), "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    words = [sys.executable, "-m", "anki.syncserver"]
    return Start(words=words, env={**os.environ, **told, "RUST_LOG": "error"})


def measured(folder: Path, count: int) -> Samples:
    """Measure Anki with `count` notes in an empty folder."""
    folder.mkdir(parents=True)
    with serving(partial(_start, folder)) as server:
        samples = measure_connections(server, "/")
        side = AnkiSide(folder, server.url + "/")
        return samples | measure(side, server, synthetic_notes(count + EXTRA), count)


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
