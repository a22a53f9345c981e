"""What the tables are made of: the naming of their parts, and the kinds of column there are."""

from typing import Final

from sqlalchemy import Boolean, Column, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint, text

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
LOCAL: Final = {"local": True}
JSON_LIST: Final = {"json": list}
JSON_MAP: Final = {"json": dict}

metadata = MetaData(naming_convention=NAMING)
_NO: Final = text("0")
_NOTHING: Final = text("''")
_NO_LIST: Final = text("'[]'")
_NO_MAP: Final = text("'{}'")
_NO_BYTES: Final = text("x''")


def words(name: str, **info: object) -> Column[str]:
    """Return a column of text, empty by default."""
    return Column(name, Text, nullable=False, server_default=_NOTHING, info=dict(info))


def listed(name: str) -> Column[str]:
    """Return a column that holds a list as JSON."""
    return Column(name, Text, nullable=False, server_default=_NO_LIST, info=JSON_LIST)


def mapped(name: str) -> Column[str]:
    """Return a column that holds a map as JSON."""
    return Column(name, Text, nullable=False, server_default=_NO_MAP, info=JSON_MAP)


def flag(name: str, default: bool = False) -> Column[bool]:
    """Return a column that is on or off."""
    return Column(name, Boolean, nullable=False, server_default=text("1") if default else _NO)


def number(name: str, **info: object) -> Column[int]:
    """Return a column of whole numbers, 0 by default."""
    return Column(name, Integer, nullable=False, server_default=_NO, info=dict(info))


def blob(name: str, **info: object) -> Column[bytes]:
    """Return a column of bytes that are always there."""
    return Column(name, LargeBinary, nullable=False, info=dict(info))


def maybe(name: str, **info: object) -> Column[bytes]:
    """Return a column of bytes that may be missing."""
    return Column(name, LargeBinary, info=dict(info))


def record_table(name: str, *columns: Column[str] | Column[bool] | Column[int] | Column[bytes]) -> Table:
    """Return the table of one kind of record: what all kinds have, and these columns."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, info=LOCAL),
        blob("space", **LOCAL),
        blob("owner", **LOCAL),
        blob("record", **LOCAL),
        flag("hidden"),
        Column("lineage", LargeBinary, nullable=False, server_default=_NO_BYTES, info=LOCAL),
        *columns,
        # The record first: it is time-ordered, so new entries go to the end of the index.
        UniqueConstraint("record", "owner"),
    )
