"""What was asked outside a peer's role, and trainings. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE out_of_role (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    asked TEXT DEFAULT '' NOT NULL,
    answer TEXT DEFAULT '' NOT NULL,
    happened_on TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_out_of_role PRIMARY KEY (id),
    CONSTRAINT uq_out_of_role_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE training (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    happened_on TEXT DEFAULT '' NOT NULL,
    quarters INTEGER DEFAULT 0 NOT NULL,
    given_by TEXT DEFAULT '' NOT NULL,
    topic TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_training PRIMARY KEY (id),
    CONSTRAINT uq_training_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
