"""When an encounter began and ended, beside its note. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE note_time (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    spent TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_note_time PRIMARY KEY (id),
    CONSTRAINT uq_note_time_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
