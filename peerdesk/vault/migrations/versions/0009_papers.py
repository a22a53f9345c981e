"""Who has the permission papers of an individual, and the copies they have. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE papers_share (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    individual BLOB NOT NULL,
    readers TEXT DEFAULT '{}' NOT NULL,
    generation INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_papers_share PRIMARY KEY (id),
    CONSTRAINT uq_papers_share_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE shared_papers (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    handle TEXT DEFAULT '' NOT NULL,
    permissions TEXT DEFAULT '[]' NOT NULL,
    given_out TEXT DEFAULT '[]' NOT NULL,
    has_ended BOOLEAN DEFAULT 0 NOT NULL,
    left_out INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_shared_papers PRIMARY KEY (id),
    CONSTRAINT uq_shared_papers_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
