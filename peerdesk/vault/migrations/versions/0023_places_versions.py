"""The versions of the list of places that a supervisor has given. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE places_version (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    version INTEGER DEFAULT 0 NOT NULL,
    published_on TEXT DEFAULT '' NOT NULL,
    places TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_places_version PRIMARY KEY (id),
    CONSTRAINT uq_places_version_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
