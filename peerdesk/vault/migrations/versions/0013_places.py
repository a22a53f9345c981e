"""The directory of places that help. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE place (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    hours TEXT DEFAULT '' NOT NULL,
    languages TEXT DEFAULT '' NOT NULL,
    cost TEXT DEFAULT '' NOT NULL,
    distance TEXT DEFAULT '' NOT NULL,
    flags TEXT DEFAULT '[]' NOT NULL,
    checked_on TEXT DEFAULT '' NOT NULL,
    checked_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_place PRIMARY KEY (id),
    CONSTRAINT uq_place_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
