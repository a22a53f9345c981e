"""What peers hand over to each other, and what each keeps of it. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE handoff (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    handle TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    due TEXT DEFAULT '' NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    prompt TEXT DEFAULT '' NOT NULL,
    agreed BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_handoff PRIMARY KEY (id),
    CONSTRAINT uq_handoff_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE handoff_answer (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    revision BLOB,
    answer TEXT DEFAULT '' NOT NULL,
    answered_at TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_handoff_answer PRIMARY KEY (id),
    CONSTRAINT uq_handoff_answer_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE handover (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    follow_up BLOB NOT NULL,
    person BLOB NOT NULL,
    handoff BLOB NOT NULL,
    given BOOLEAN DEFAULT 0 NOT NULL,
    taken_back BOOLEAN DEFAULT 0 NOT NULL,
    handle TEXT DEFAULT '' NOT NULL,
    place TEXT DEFAULT '' NOT NULL,
    due TEXT DEFAULT '' NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    prompt TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_handover PRIMARY KEY (id),
    CONSTRAINT uq_handover_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_handoff_answer_about ON handoff_answer (about)",
    "CREATE INDEX ix_handover_follow_up ON handover (follow_up)",
)


def upgrade() -> None:
    """Make the tables and the indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
