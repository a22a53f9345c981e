"""The store of somebody who writes SQLAlchemy's ORM: tables and index are the floor's, and each row is an object."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import StaticPool

from bench.desk_steps import DISK, IMPORT, SAVE
from bench.floor_store import INDEX, TABLES, connect, row
from bench.measure import Samples, seconds, set_aside_inputs, stored_bytes
from bench.notes import SAVES, SyntheticNote, synthetic_notes
from bench.report import child_result
from bench.waiting import each

_INDEX_ALL = "INSERT INTO fts(rowid, body) SELECT rowid, body FROM notes"
_INDEX_LAST = "INSERT INTO fts(rowid, body) VALUES(last_insert_rowid(), ?)"
_SEND_ALL = "INSERT INTO outbox(id) SELECT id FROM notes"


class _Base(DeclarativeBase):
    pass


class _Note(_Base):
    __tablename__ = "notes"
    id: Mapped[bytes] = mapped_column(primary_key=True)
    happened_on: Mapped[str]
    setting: Mapped[str]
    support: Mapped[str]
    body: Mapped[str]


class _Waiting(_Base):
    __tablename__ = "outbox"
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[bytes]


def _engine(path: Path) -> sa.Engine:
    """Return the floor's connection as SQLAlchemy sees it: each transaction begins as the floor's do."""
    engine = sa.create_engine("sqlite://", module=sqlcipher3, creator=lambda: connect(path), poolclass=StaticPool)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _object(number: int, note: SyntheticNote) -> _Note:
    key, happened_on, setting, support, body = row(number, note)
    return _Note(id=key, happened_on=happened_on, setting=setting, support=support, body=body)


def _fill(engine: sa.Engine, notes: Sequence[SyntheticNote]) -> None:
    with Session(engine) as session:
        session.add_all([_object(number, note) for number, note in enumerate(notes)])
        session.flush()
        session.connection().exec_driver_sql(_INDEX_ALL)
        session.connection().exec_driver_sql(_SEND_ALL)
        session.commit()


def _saving(engine: sa.Engine, number: int, note: SyntheticNote) -> Callable[[], None]:
    def save() -> None:
        with Session(engine) as session:
            new = _object(number, note)
            session.add(new)
            session.flush()
            session.connection().exec_driver_sql(_INDEX_LAST, (note.text,))
            session.add(_Waiting(id=number.to_bytes(16, "big")))
            session.commit()

    return save


def measured(folder: Path, count: int) -> Samples:
    """Import and save notes, each of them an object, in an empty folder."""
    folder.mkdir()
    path = folder / "orm.db"
    bare = connect(path)
    bare.executescript(TABLES + INDEX["default"])
    bare.close()
    notes = synthetic_notes(count + SAVES)
    set_aside_inputs()
    engine = _engine(path)
    samples: Samples = {IMPORT: [seconds(lambda: _fill(engine, notes[:count]))]}
    samples |= each(SAVE, (_saving(engine, count + number, note) for number, note in enumerate(notes[count:])))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == len(notes)
    engine.dispose()
    samples[DISK] = [stored_bytes(folder) / len(notes)]
    return samples


if __name__ == "__main__":
    child_result(measured(Path(sys.argv[1]), int(sys.argv[2])))
