"""Anki's syncing: its own collection and its own server, in the clear. Run by a Python that has the package `anki`.

The first push and the first pull are a copy of the whole file: that is how Anki begins, and why it cannot merge two
computers that both wrote before. A change within the millisecond in which a sync ended waits for the next one, so one
push in some dozens sends nothing.
"""

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench.anki_notes import AnkiNotes
from bench.measure import Samples
from bench.notes import SyntheticNote, synthetic_notes
from bench.report import child_result
from bench.server_process import Start, serving
from bench.sync_steps import EXTRA, Traffic, measure, measure_connections


class AnkiSide:
    """Two collections and one account. Anki does not tell how many questions it asks."""

    def __init__(self, folder: Path, url: str) -> None:
        self._notes = AnkiNotes(folder / "first.anki2")
        self._first: Any = self._notes.collection
        self._second: Any = AnkiNotes(folder / "second.anki2").collection
        self._login: Any = self._first.sync_login("u", "p", url)
        self._has_pushed = self._has_pulled = False

    def fill(self, notes: Sequence[SyntheticNote]) -> None:
        self._notes.add_all(notes)

    keep = fill

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
