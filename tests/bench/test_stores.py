"""Stores that PeerDesk's stands beside do the whole work: what they keep is all there, and sealed where they say so."""

from pathlib import Path

from bench import records_store
from bench.child import child
from bench.desk_steps import DISK, IMPORT, MEMORY, SAVE, UNLOCK
from bench.floor_store import connect
from bench.notes import SAVES, SyntheticNote, synthetic_notes

NOTES = 20


def is_told(folder: Path, note: SyntheticNote) -> bool:
    """Say whether the beginning of a note can be read in any file in a folder."""
    words = note.text[:12].encode()
    return any(words in file.read_bytes() for file in folder.iterdir())


def test_the_store_with_objects_keeps_indexes_and_queues_each_note(tmp_path: Path) -> None:
    found = child("bench.orm_store", tmp_path / "orm", NOTES)
    assert (len(found[IMPORT]), len(found[SAVE])) == (1, SAVES)
    store = connect(tmp_path / "orm" / "orm.db")
    for counted in ("SELECT count(*) FROM notes", "SELECT count(*) FROM outbox"):
        assert store.execute(counted).fetchone() == (NOTES + SAVES,)
    last = synthetic_notes(NOTES + SAVES)[-1]
    assert store.execute("SELECT body FROM notes ORDER BY id DESC").fetchone() == (last.text,)
    assert store.execute("SELECT count(*) FROM fts WHERE fts MATCH 'touch'").fetchone() == (NOTES + SAVES,)
    store.close()
    assert not is_told(tmp_path / "orm", last)


def test_the_store_of_sealed_records_opens_every_note_the_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    assert child("bench.records_store", "fill", folder, NOTES)[DISK][0] > 0
    assert set(child("bench.records_store", "unlock", folder)) == {UNLOCK, MEMORY}
    notes = synthetic_notes(NOTES)
    store = records_store.connect(folder)
    opened = records_store.opened(store)
    store.close()
    assert sorted(text for _, _, text in opened) == sorted(note.text for note in notes)
    assert [day for day, _, _ in opened] == sorted((note.happened_on for note in notes), reverse=True)
    assert not is_told(folder, notes[0])
