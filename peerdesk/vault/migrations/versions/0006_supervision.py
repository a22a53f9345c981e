"""The log of supervision, and its signatures. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE supervision (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    happened_on TEXT DEFAULT '' NOT NULL,
    minutes INTEGER DEFAULT 0 NOT NULL,
    type TEXT DEFAULT '' NOT NULL,
    topics TEXT DEFAULT '[]' NOT NULL,
    next_steps TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_supervision PRIMARY KEY (id),
    CONSTRAINT uq_supervision_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE supervision_signed (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    digest BLOB NOT NULL,
    signed_at TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_supervision_signed PRIMARY KEY (id),
    CONSTRAINT uq_supervision_signed_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_supervision_space ON supervision (space)",
    "CREATE INDEX ix_supervision_signed_space ON supervision_signed (space)",
)


def upgrade() -> None:
    """Make the tables and the indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
