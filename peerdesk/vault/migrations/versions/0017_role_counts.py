"""How often peers were asked outside their role, by week, and the yes to it. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE role_tally (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    week TEXT DEFAULT '' NOT NULL,
    asked INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_role_tally PRIMARY KEY (id),
    CONSTRAINT uq_role_tally_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_role_tally_week ON role_tally (week)",
    """CREATE TABLE role_agreement (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    week TEXT DEFAULT '' NOT NULL,
    said_on TEXT DEFAULT '' NOT NULL,
    ended_on TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_role_agreement PRIMARY KEY (id),
    CONSTRAINT uq_role_agreement_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
