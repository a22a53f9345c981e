"""How many people were there, and the unit, beside a note. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE note_details (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    people INTEGER DEFAULT 0 NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_note_details PRIMARY KEY (id),
    CONSTRAINT uq_note_details_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_note_details_disputed ON note_details (about) WHERE substr(lineage, 3, 1) = x'c3'",
)


def upgrade() -> None:
    """Make the table and its index."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
