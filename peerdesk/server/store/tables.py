"""The tables, in SQL that SQLite and PostgreSQL both speak.

`log.frame` is the revision exactly as it was pushed, or without its payload once its record was erased.
The other columns repeat what its header says in clear, for finding and never for showing.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    UniqueConstraint,
    event,
    text,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Bytes(LargeBinary):
    """Bytes that go to the driver, and come from it, as they are; both drivers want nothing else."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        """Say that nothing is to be done on the way in."""
        del dialect

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Say that nothing is to be done on the way out."""
        del dialect, coltype


metadata = MetaData(naming_convention=NAMING)

entry = Table(
    "entry",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), nullable=False, autoincrement=False),
    Column("hash", Bytes, nullable=False),
    Column("raw", Bytes, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("n"),
)

# `number` stands for the space inside the log: it is short, and every key of the log begins with it.
space = Table(
    "space",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), nullable=False, autoincrement=True),
    Column("id", Bytes, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_chain", Bytes, nullable=False),
    Column("frame_bytes", BigInteger, nullable=False),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("id"),
)

# Few lines bring keys, and a new computer asks for them before anything else. 4 is the kind `epoch`.
_IS_EPOCH = text("kind = 4")
_EPOCHS = Index("ix_log_epochs", "space", "seq", sqlite_where=_IS_EPOCH)

log = Table(
    "log",
    metadata,
    Column("space", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("revision", Bytes, nullable=False),
    Column("owner", Bytes, nullable=False),
    Column("record", Bytes, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("chain", Bytes, nullable=False),
    Column("frame", Bytes, nullable=False),
    PrimaryKeyConstraint("space", "seq"),
    UniqueConstraint("space", "revision"),
    Index(None, "space", "owner", "record"),
    _EPOCHS,
)


@event.listens_for(log, "before_create")
def _say_it_to_postgres(_target: Table, connection: Connection, **_more: object) -> None:
    # Not said above: naming PostgreSQL there loads its dialect, 2 MiB that a server with a file of its own never needs.
    if connection.dialect.name == "postgresql":
        _EPOCHS.dialect_options["postgresql"]["where"] = _IS_EPOCH


# How many bytes of a space belong to each of its people.
held = Table(
    "held",
    metadata,
    Column("space", BigInteger, nullable=False),
    Column("owner", Bytes, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    PrimaryKeyConstraint("space", "owner"),
)

# What must not be used twice: the hashes of answered nonces and of ended tokens. `until` (seconds since 1970) they are
# too old anyway.
spent = Table(
    "spent",
    metadata,
    Column("mark", Bytes, nullable=False),
    Column("until", BigInteger, nullable=False),
    PrimaryKeyConstraint("mark"),
    sqlite_with_rowid=False,
)

# What is not current any more: entry `by` of the log names this revision of its own record as a parent, or erased the
# record. The revision itself may come later than whoever names it, or never. Only the first `by` is kept.
replaced = Table(
    "replaced",
    metadata,
    Column("space", BigInteger, nullable=False),
    Column("owner", Bytes, nullable=False),
    Column("record", Bytes, nullable=False),
    Column("revision", Bytes, nullable=False),
    Column("by", BigInteger, nullable=False),
    PrimaryKeyConstraint("space", "owner", "record", "revision"),
    sqlite_with_rowid=False,
)
