"""Words that their person wants to be known. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE own_word (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    word TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_own_word PRIMARY KEY (id),
    CONSTRAINT uq_own_word_record_owner UNIQUE (record, owner)
)""",
)


def upgrade() -> None:
    """Make the table."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
