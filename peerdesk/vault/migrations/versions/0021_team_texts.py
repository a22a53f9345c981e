"""What a supervisor writes for their team: its versions, and what each peer has of it. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE text_version (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 0 NOT NULL,
    published_on TEXT DEFAULT '' NOT NULL,
    changed TEXT DEFAULT '' NOT NULL,
    lines TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_text_version PRIMARY KEY (id),
    CONSTRAINT uq_text_version_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE team_text (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT 0 NOT NULL,
    published_on TEXT DEFAULT '' NOT NULL,
    changed TEXT DEFAULT '' NOT NULL,
    lines TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_team_text PRIMARY KEY (id),
    CONSTRAINT uq_team_text_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
