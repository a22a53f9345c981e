"""Anki's store: a collection in the clear, which it searches by reading all of it. Run by a Python that has `anki`."""

import sys
from collections.abc import Callable
from pathlib import Path

from bench.anki_notes import AnkiNotes
from bench.desk_steps import DISK, IMPORT, PEAK, QUERY, SAVE
from bench.measure import Samples, peak_mib, resident_mib, seconds, set_aside_inputs
from bench.notes import SAVES, letters, synthetic_notes
from bench.report import child_result
from bench.waiting import each

HITS = 50


def measured(folder: Path, count: int) -> Samples:
    """Measure Anki with `count` notes in an empty folder."""
    folder.mkdir()
    path = folder / "notes.anki2"
    kept = AnkiNotes(path)
    empty = resident_mib()
    notes = synthetic_notes(count + SAVES)
    set_aside_inputs()
    inputs_mib = resident_mib() - empty
    samples: Samples = {IMPORT: [seconds(lambda: kept.add_all(notes[:count]))]}
    # Made before: what is timed is the saving alone.
    made = [kept.made(note) for note in notes[count:]]
    samples |= each(SAVE, (_saving(kept, one) for one in made))
    samples |= each(QUERY, (_searching(kept, text) for text in letters()))
    samples[PEAK] = [peak_mib() - inputs_mib]
    assert kept.collection.note_count() == len(notes)
    kept.collection.close()
    samples[DISK] = [sum(file.stat().st_size for file in folder.glob("notes.anki2*")) / len(notes)]
    return samples


def _saving(kept: AnkiNotes, made: object) -> Callable[[], object]:
    return lambda: kept.add(made)


def _searching(kept: AnkiNotes, text: str) -> Callable[[], object]:
    return lambda: kept.newest(text, HITS)


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
