"""Referrals, and how to find somebody for as long as that is needed. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE referral (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL,
    response TEXT DEFAULT '' NOT NULL,
    follow_up BLOB,
    CONSTRAINT pk_referral PRIMARY KEY (id),
    CONSTRAINT uq_referral_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE whereabouts (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    how_to_find TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_whereabouts PRIMARY KEY (id),
    CONSTRAINT uq_whereabouts_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_whereabouts_about ON whereabouts (about)",
)


def upgrade() -> None:
    """Make the tables and the index."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
