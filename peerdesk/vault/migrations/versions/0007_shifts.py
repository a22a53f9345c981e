"""Shifts, and encounters that are only counted. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE shift (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    setting TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    mode TEXT DEFAULT '' NOT NULL,
    started TEXT DEFAULT '' NOT NULL,
    ended TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_shift PRIMARY KEY (id),
    CONSTRAINT uq_shift_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE counted (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    week TEXT DEFAULT '' NOT NULL,
    setting TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    support TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_counted PRIMARY KEY (id),
    CONSTRAINT uq_counted_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_counted_week ON counted (week)",
)


def upgrade() -> None:
    """Make the tables and the index."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
