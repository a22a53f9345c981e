"""The tables, in SQL that SQLite and PostgreSQL both speak.

`log.frame` is the revision exactly as it was pushed, or without its payload once its record was erased.
The other columns repeat what its header says in clear, for finding and never for showing.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

entry = Table(
    "entry",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), nullable=False, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("n"),
)

# `number` stands for the space inside the log: it is short, and every key of the log begins with it.
space = Table(
    "space",
    metadata,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), nullable=False, autoincrement=True),
    Column("id", LargeBinary, nullable=False),
    Column("head_seq", BigInteger, nullable=False),
    Column("head_chain", LargeBinary, nullable=False),
    Column("frame_bytes", BigInteger, nullable=False),
    PrimaryKeyConstraint("number"),
    UniqueConstraint("id"),
)

log = Table(
    "log",
    metadata,
    Column("space", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("revision", LargeBinary, nullable=False),
    Column("owner", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    Column("frame", LargeBinary, nullable=False),
    PrimaryKeyConstraint("space", "seq"),
    UniqueConstraint("space", "revision"),
    Index(None, "space", "owner", "record"),
)
