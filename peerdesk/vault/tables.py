"""The tables. What a record's columns are called here is what its fields are called when it travels, sealed.

A record table has five columns in common: `id` (the rowid), `space`, `owner`, `record`, and `lineage` (which revision
set which field; empty while nothing was ever sealed). `hidden` is a field like any other. Columns marked LOCAL are
worked out here, for lists and for search, and never leave.

There is no column for a substance, a diagnosis, a result, a record number or a birth date.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

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


def _text(name: str, **info: object) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=_NOTHING, info=dict(info))


def _list(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=_NO_LIST, info=JSON_LIST)


def _map(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=_NO_MAP, info=JSON_MAP)


def _flag(name: str, default: bool = False) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("1") if default else _NO)


def _number(name: str, **info: object) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=_NO, info=dict(info))


def _blob(name: str, **info: object) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False, info=dict(info))


def _maybe(name: str, **info: object) -> Column[bytes]:
    return Column(name, LargeBinary, info=dict(info))


def _record_table(name: str, *columns: Column[str] | Column[bool] | Column[int] | Column[bytes]) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True, info=LOCAL),
        _blob("space", **LOCAL),
        _blob("owner", **LOCAL),
        _blob("record", **LOCAL),
        _flag("hidden"),
        Column("lineage", LargeBinary, nullable=False, server_default=_NO_BYTES, info=LOCAL),
        *columns,
        # The record first: it is time-ordered, so new entries go to the end of the index.
        UniqueConstraint("record", "owner"),
    )


encounter = _record_table(
    "encounter",
    _text("happened_on"),
    _text("setting"),
    _text("outcome"),
    _list("support"),
    _maybe("individual"),
    _text("mode"),
    _text("length"),
    _list("mattered"),
    _map("next"),
    _map("supplies"),
    _text("words"),
    _text("memory"),
    _text("language"),
    _text("interpreter"),
    _text("written_with"),
    _flag("count", default=True),
    _flag("bring_to_supervision"),
    _text("prompt"),
    _map("share"),
    _text("handle", **LOCAL),
    _number("generation", **LOCAL),
)
Index(None, encounter.c.happened_on)
Index("ix_encounter_individual", encounter.c.individual, sqlite_where=encounter.c.individual.is_not(None))

individual = _record_table("individual", _text("handle"), _text("folded", **LOCAL))
Index(None, individual.c.folded)

follow_up = _record_table("follow_up", _text("due"), _maybe("encounter"), _maybe("individual"), _text("state"))
Index(None, follow_up.c.encounter)
Index(None, follow_up.c.due)

shared_encounter = _record_table(
    "shared_encounter",
    _text("happened_on"),
    _text("setting"),
    _text("mode"),
    _text("outcome"),
    _text("handle"),
    _list("support"),
    _map("next"),
    _text("follow_up_due"),
    _text("follow_up_state"),
    _flag("bring_to_supervision"),
    _text("prompt"),
    _text("memory"),
    _maybe("original", **LOCAL),
    _maybe("reader", **LOCAL),
    _number("generation", **LOCAL),
)
Index(None, shared_encounter.c.original)

comment = _record_table("comment", _blob("about"), _maybe("revision"), _text("text"), _text("written_at"))
acknowledgement = _record_table("acknowledgement", _blob("about"), _maybe("revision"), _text("kind"), _text("given_at"))
opened = _record_table("opened", _blob("about"), _text("opened_at"))
removed = _record_table("removed", _blob("about"), _text("removed_at"))
for _about in (comment, acknowledgement, opened, removed):
    Index(None, _about.c.about)

space_seed = _record_table("space_seed", _blob("seed"))

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("revision"),
    _blob("space"),
    _blob("owner"),
    _blob("record"),
    _number("kind"),
    _blob("device"),
    _blob("run"),
    _number("n"),
    _blob("parents"),
    Column("seq", Integer),
    _text("state"),
    _text("reason"),
    _blob("frame"),
    UniqueConstraint("revision"),
)
Index(None, revision.c.record)
Index("ix_revision_unsettled", revision.c.space, sqlite_where=text("state = 'attempted'"))
Index("ix_revision_quarantined", revision.c.space, sqlite_where=text("state = 'quarantined'"))
Index(None, revision.c.space, revision.c.seq)
Index(None, revision.c.run, revision.c.n)

intent = Table(
    "intent",
    metadata,
    _blob("space"),
    _blob("owner"),
    _blob("record"),
    _text("action"),
    _text("record_kind"),
    PrimaryKeyConstraint("space", "owner", "record"),
    sqlite_with_rowid=False,
)
# Erases go first in every batch, and there are few of them.
Index("ix_intent_erase", intent.c.space, sqlite_where=text("action = 'erase'"))

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("space"),
    _blob("owner"),
    _blob("record"),
    _text("record_kind"),
    _blob("fields"),
)

counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("space"),
    _blob("run"),
    _number("last_n"),
    UniqueConstraint("space", "run"),
)

space = Table(
    "space",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    _number("cursor"),
    _blob("chain"),
    _number("witness_seq"),
    _blob("witness_chain"),
)

space_point = Table(
    "space_point",
    metadata,
    _blob("space"),
    _number("seq"),
    _text("kind"),
    _blob("chain"),
    PrimaryKeyConstraint("space", "seq", "kind"),
)

epoch = Table(
    "epoch",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("space"),
    _blob("epoch"),
    _maybe("key"),
    _blob("maker"),
    _blob("readers"),
    UniqueConstraint("space", "epoch"),
)

directory_entry = Table(
    "directory_entry",
    metadata,
    Column("n", Integer, primary_key=True),
    _blob("hash"),
    _blob("entry"),
)

directory_fork = Table(
    "directory_fork",
    metadata,
    Column("id", Integer, primary_key=True),
    _number("n"),
    _blob("hash"),
    _blob("entry"),
)

identity = Table(
    "identity",
    metadata,
    Column("id", Integer, primary_key=True),
    _blob("person"),
    _text("display_name"),
    _text("role"),
    _maybe("device"),
    _maybe("device_seeds"),
    _maybe("paper_public"),
    _maybe("supervisor"),
    _maybe("root_fingerprint"),
    _text("organisation"),
    _maybe("name_key"),
    _text("server"),
    _maybe("pin"),
    _maybe("invite"),
)

person = Table("person", metadata, Column("person", LargeBinary, primary_key=True), _text("name"), _flag("met"))

draft = Table("draft", metadata, Column("draft", LargeBinary, primary_key=True), _text("kept_at"), _text("body"))

setting = Table("setting", metadata, Column("name", Text, primary_key=True), _blob("value"))
