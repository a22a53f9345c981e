"""What gives an empty database the newest form at once: the tables as they are declared, and the index for searching.

A new vault has no earlier form to come from, and does not pay for Alembic and for each step of it. Tests compare what
stands in a file that was begun so with one that took every step.
"""

import functools
from typing import Final

from sqlalchemy import Index
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from peerdesk.vault import history_tables, transaction

# Every shelf, and with it every table: a table that nobody has imported is not declared, and no vault may lack one.
_DECLARED_BY: Final = (transaction, history_tables)

# The same as in the first form, where it is said why.
INDEX: Final = (
    """CREATE VIRTUAL TABLE encounter_search USING fts5(
    handle, memory, words,
    content='encounter', content_rowid='id', prefix='1 2 3', detail=none,
    tokenize='unicode61 remove_diacritics 2'
)""",
    "INSERT INTO encounter_search(encounter_search, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO encounter_search(encounter_search, rank) VALUES ('automerge', 0)",
    "INSERT INTO encounter_search(encounter_search, rank) VALUES ('crisismerge', 1999)",
)

# Of two indexes that serve a question alike SQLite takes the one that was made last. So they are made as the steps make
# them: a round would look through all notes otherwise. Where it is not said here, those of a few rows come last.
_IN_ORDER: Final = (
    *("ix_encounter_individual", "ix_encounter_happened_on", "ix_encounter_disputed", "ix_encounter_hidden"),
    *("ix_revision_record", "ix_revision_space_seq", "ix_revision_run_n", "ix_revision_unsettled"),
)

# Where Alembic looks up which steps a file has behind it.
STEPS: Final = """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""


@functools.cache
def statements() -> tuple[str, ...]:
    """Return every statement, in the order in which they are carried out."""
    dialect = sqlite.dialect()
    declared = history_tables.metadata.sorted_tables
    made: list[ExecutableDDLElement] = [CreateTable(table) for table in declared]
    for table in declared:
        made += [CreateIndex(index) for index in sorted(table.indexes, key=_place)]
    return (STEPS, *(str(one.compile(dialect=dialect)).strip() for one in made), *INDEX)


def _place(index: Index) -> tuple[int, bool, str]:
    """Return where an index stands among those of its table: as the steps make them."""
    name = str(index.name)
    known = _IN_ORDER.index(name) if name in _IN_ORDER else len(_IN_ORDER)
    return known, index.dialect_options["sqlite"]["where"] is not None, name
