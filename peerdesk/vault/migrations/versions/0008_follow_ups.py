"""What lies beside a follow-up: how to do it, what was tried, a phone number. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATEMENTS: Final = (
    """CREATE TABLE follow_up_plan (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    ok_voicemail TEXT DEFAULT '' NOT NULL,
    ok_text TEXT DEFAULT '' NOT NULL,
    say_only TEXT DEFAULT '' NOT NULL,
    best_time TEXT DEFAULT '' NOT NULL,
    who_may_answer TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_follow_up_plan PRIMARY KEY (id),
    CONSTRAINT uq_follow_up_plan_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE follow_up_try (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    tried_on TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_follow_up_try PRIMARY KEY (id),
    CONSTRAINT uq_follow_up_try_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE phone_number (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    about BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    agreed BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_phone_number PRIMARY KEY (id),
    CONSTRAINT uq_phone_number_record_owner UNIQUE (record, owner)
)""",
    "CREATE INDEX ix_follow_up_plan_about ON follow_up_plan (about)",
    "CREATE INDEX ix_follow_up_try_about ON follow_up_try (about)",
    "CREATE INDEX ix_phone_number_about ON phone_number (about)",
)


def upgrade() -> None:
    """Make the tables and the indexes."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
