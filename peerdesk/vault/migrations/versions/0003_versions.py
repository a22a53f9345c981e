"""When a note was changed, and quick ways to what differs and to what was deleted. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE kept_at (
    record BLOB NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_kept_at PRIMARY KEY (record)
)
 WITHOUT ROWID""",
    "CREATE INDEX ix_encounter_disputed ON encounter (record) WHERE substr(lineage, 3, 1) = x'c3'",
    "CREATE INDEX ix_encounter_hidden ON encounter (record) WHERE hidden = 1",
    "CREATE INDEX ix_follow_up_disputed ON follow_up (record) WHERE substr(lineage, 3, 1) = x'c3'",
)


def upgrade() -> None:
    """Make the table and the indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
