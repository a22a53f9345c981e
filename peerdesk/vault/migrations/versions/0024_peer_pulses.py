"""What came out of the box in which peers say how the program is for them. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE peer_pulse (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    quarter TEXT DEFAULT '' NOT NULL,
    sums TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_peer_pulse PRIMARY KEY (id),
    CONSTRAINT uq_peer_pulse_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
