"""Two handles that are one person. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE one_person (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    kept BLOB NOT NULL,
    other BLOB NOT NULL,
    CONSTRAINT pk_one_person PRIMARY KEY (id),
    CONSTRAINT uq_one_person_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_one_person_kept ON one_person (kept)",
    "CREATE INDEX ix_one_person_other ON one_person (other)",
)


def upgrade() -> None:
    """Make the table and its indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
