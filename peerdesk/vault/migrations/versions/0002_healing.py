"""What syncing remembers of the server's history, and what it has to tell. Frozen, as the first form is."""

from typing import Final

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# SQLite adds a column behind the constraints, where no declared table has one. So this one table is made anew.
SET_ASIDE: Final = (
    "CREATE TABLE set_aside_before AS SELECT id, space, owner, record, record_kind, fields FROM set_aside",
    "DROP TABLE set_aside",
    """CREATE TABLE set_aside (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    record_kind TEXT DEFAULT '' NOT NULL,
    fields BLOB NOT NULL,
    revision BLOB,
    CONSTRAINT pk_set_aside PRIMARY KEY (id)
)""",
    """INSERT INTO set_aside (id, space, owner, record, record_kind, fields)
    SELECT id, space, owner, record, record_kind, fields FROM set_aside_before""",
    "DROP TABLE set_aside_before",
)

TABLES: Final = (
    """CREATE TABLE notice (
    id INTEGER NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    subject BLOB NOT NULL,
    kept_at TEXT DEFAULT '' NOT NULL,
    times INTEGER DEFAULT 0 NOT NULL,
    number INTEGER DEFAULT 0 NOT NULL,
    space BLOB,
    person BLOB,
    device BLOB,
    dismissed BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_notice PRIMARY KEY (id),
    CONSTRAINT uq_notice_kind_subject UNIQUE (kind, subject)
)""",
    """CREATE TABLE reconcile (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    kept_at TEXT DEFAULT '' NOT NULL,
    witness_seq INTEGER DEFAULT 0 NOT NULL,
    witness_chain BLOB NOT NULL,
    answer_seq INTEGER DEFAULT 0 NOT NULL,
    answer_chain BLOB NOT NULL,
    resumed INTEGER DEFAULT 0 NOT NULL,
    lacking INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_reconcile PRIMARY KEY (id)
)""",
    """CREATE TABLE resend (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    revision BLOB NOT NULL,
    CONSTRAINT pk_resend PRIMARY KEY (id),
    CONSTRAINT uq_resend_revision UNIQUE (revision)
)""",
    """CREATE TABLE past_point (
    space BLOB NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    chain BLOB NOT NULL,
    CONSTRAINT pk_past_point PRIMARY KEY (space, seq, chain)
)
 WITHOUT ROWID""",
    """CREATE TABLE cited_point (
    space BLOB NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    chain BLOB NOT NULL,
    person BLOB NOT NULL,
    device BLOB NOT NULL,
    CONSTRAINT pk_cited_point PRIMARY KEY (space, seq, chain)
)
 WITHOUT ROWID""",
    """CREATE TABLE run_line (
    space BLOB NOT NULL,
    device BLOB NOT NULL,
    run BLOB NOT NULL,
    previous BLOB NOT NULL,
    last INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_run_line PRIMARY KEY (space, device, run)
)
 WITHOUT ROWID""",
    """CREATE TABLE hiding (
    record BLOB NOT NULL,
    open_seconds INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_hiding PRIMARY KEY (record)
)
 WITHOUT ROWID""",
)


def upgrade() -> None:
    """Make the new tables, and one that has a column more."""
    for statement in (*SET_ASIDE, *TABLES):
        op.get_bind().exec_driver_sql(statement)
