"""Weekly counts, and the agreement to them. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE tally (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    week TEXT DEFAULT '' NOT NULL,
    counts TEXT DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_tally PRIMARY KEY (id),
    CONSTRAINT uq_tally_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_tally_week ON tally (week)",
    """CREATE TABLE tally_agreement (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    week TEXT DEFAULT '' NOT NULL,
    said_on TEXT DEFAULT '' NOT NULL,
    ended_on TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_tally_agreement PRIMARY KEY (id),
    CONSTRAINT uq_tally_agreement_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the tables and the index."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
