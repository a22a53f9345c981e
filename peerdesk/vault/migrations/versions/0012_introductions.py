"""Introductions to people and places outside. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE introduction (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    "to" TEXT DEFAULT '' NOT NULL,
    individual BLOB,
    agreed BOOLEAN DEFAULT 0 NOT NULL,
    happened_on TEXT DEFAULT '' NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    result TEXT DEFAULT '' NOT NULL,
    confirmed_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_introduction PRIMARY KEY (id),
    CONSTRAINT uq_introduction_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
