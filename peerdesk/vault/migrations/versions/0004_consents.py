"""What somebody allowed and took back, and what was told to whom. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE consent (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    individual BLOB,
    kind TEXT DEFAULT '' NOT NULL,
    starts TEXT DEFAULT '' NOT NULL,
    recipients TEXT DEFAULT '[]' NOT NULL,
    scope TEXT DEFAULT '[]' NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    discloser TEXT DEFAULT '' NOT NULL,
    expires TEXT DEFAULT '' NOT NULL,
    until TEXT DEFAULT '' NOT NULL,
    signed_how TEXT DEFAULT '' NOT NULL,
    signed_on TEXT DEFAULT '' NOT NULL,
    statements TEXT DEFAULT '[]' NOT NULL,
    copy_given BOOLEAN DEFAULT 0 NOT NULL,
    revoked_on TEXT DEFAULT '' NOT NULL,
    revoked_how TEXT DEFAULT '' NOT NULL,
    "after" TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT pk_consent PRIMARY KEY (id),
    CONSTRAINT uq_consent_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE withdrawal (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    individual BLOB,
    said_on TEXT DEFAULT '' NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    do_not_contact BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_withdrawal PRIMARY KEY (id),
    CONSTRAINT uq_withdrawal_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE disclosure (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    act TEXT DEFAULT '' NOT NULL,
    done_on TEXT DEFAULT '' NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL,
    what TEXT DEFAULT '[]' NOT NULL,
    individual BLOB,
    note BLOB,
    reader BLOB,
    consent BLOB,
    CONSTRAINT pk_disclosure PRIMARY KEY (id),
    CONSTRAINT uq_disclosure_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_consent_individual ON consent (individual)",
    "CREATE INDEX ix_withdrawal_individual ON withdrawal (individual)",
    "CREATE INDEX ix_disclosure_individual ON disclosure (individual)",
    "CREATE INDEX ix_disclosure_note ON disclosure (note)",
)


def upgrade() -> None:
    """Make the tables and the indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
