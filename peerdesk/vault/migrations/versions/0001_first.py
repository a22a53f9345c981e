"""The first form of the vault. Frozen: what is written here stands in files on people's computers.

The statements are spelled out, not made from `peerdesk.vault.tables`, so that a later change of the tables cannot
change what this step did. A test compares the two.
"""

from typing import Final

from alembic import op

from peerdesk.vault.first_records import RECORDS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES: Final = (
    """CREATE TABLE space_seed (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL,
    seed BLOB NOT NULL,
    CONSTRAINT pk_space_seed PRIMARY KEY (id),
    CONSTRAINT uq_space_seed_record_owner UNIQUE (record, owner)
)""",
    """CREATE TABLE revision (
    id INTEGER NOT NULL,
    revision BLOB NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    kind INTEGER DEFAULT 0 NOT NULL,
    device BLOB NOT NULL,
    run BLOB NOT NULL,
    n INTEGER DEFAULT 0 NOT NULL,
    parents BLOB NOT NULL,
    seq INTEGER,
    state TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    frame BLOB NOT NULL,
    CONSTRAINT pk_revision PRIMARY KEY (id),
    CONSTRAINT uq_revision_revision UNIQUE (revision)
)""",
    """CREATE INDEX ix_revision_record ON revision (record)""",
    """CREATE INDEX ix_revision_space_seq ON revision (space, seq)""",
    """CREATE INDEX ix_revision_run_n ON revision (run, n)""",
    """CREATE INDEX ix_revision_unsettled ON revision (space) WHERE state = 'attempted'""",
    """CREATE INDEX ix_revision_quarantined ON revision (space) WHERE state = 'quarantined'""",
    """CREATE TABLE intent (
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    action TEXT DEFAULT '' NOT NULL,
    record_kind TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_intent PRIMARY KEY (space, owner, record)
)
 WITHOUT ROWID""",
    """CREATE INDEX ix_intent_erase ON intent (space) WHERE action = 'erase'""",
    """CREATE TABLE set_aside (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    record_kind TEXT DEFAULT '' NOT NULL,
    fields BLOB NOT NULL,
    CONSTRAINT pk_set_aside PRIMARY KEY (id)
)""",
    """CREATE TABLE counter (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    run BLOB NOT NULL,
    last_n INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (id),
    CONSTRAINT uq_counter_space_run UNIQUE (space, run)
)""",
    """CREATE TABLE space (
    space BLOB NOT NULL,
    cursor INTEGER DEFAULT 0 NOT NULL,
    chain BLOB NOT NULL,
    witness_seq INTEGER DEFAULT 0 NOT NULL,
    witness_chain BLOB NOT NULL,
    CONSTRAINT pk_space PRIMARY KEY (space)
)""",
    """CREATE TABLE space_point (
    space BLOB NOT NULL,
    seq INTEGER DEFAULT 0 NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    chain BLOB NOT NULL,
    CONSTRAINT pk_space_point PRIMARY KEY (space, seq, kind)
)""",
    """CREATE TABLE epoch (
    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    epoch BLOB NOT NULL,
    "key" BLOB,
    maker BLOB NOT NULL,
    readers BLOB NOT NULL,
    CONSTRAINT pk_epoch PRIMARY KEY (id),
    CONSTRAINT uq_epoch_space_epoch UNIQUE (space, epoch)
)""",
    """CREATE TABLE directory_entry (
    n INTEGER NOT NULL,
    hash BLOB NOT NULL,
    entry BLOB NOT NULL,
    CONSTRAINT pk_directory_entry PRIMARY KEY (n)
)""",
    """CREATE TABLE directory_fork (
    id INTEGER NOT NULL,
    n INTEGER DEFAULT 0 NOT NULL,
    hash BLOB NOT NULL,
    entry BLOB NOT NULL,
    CONSTRAINT pk_directory_fork PRIMARY KEY (id)
)""",
    """CREATE TABLE identity (
    id INTEGER NOT NULL,
    person BLOB NOT NULL,
    display_name TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    device BLOB,
    device_seeds BLOB,
    paper_public BLOB,
    supervisor BLOB,
    root_fingerprint BLOB,
    organisation TEXT DEFAULT '' NOT NULL,
    name_key BLOB,
    server TEXT DEFAULT '' NOT NULL,
    pin BLOB,
    invite BLOB,
    CONSTRAINT pk_identity PRIMARY KEY (id)
)""",
    """CREATE TABLE person (
    person BLOB NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    met BOOLEAN DEFAULT 0 NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (person)
)""",
    """CREATE TABLE draft (
    draft BLOB NOT NULL,
    kept_at TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_draft PRIMARY KEY (draft)
)""",
    """CREATE TABLE setting (
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
)""",
)

# No positions are kept (detail=none): the search only asks which notes hold every word, newest first, and that needs
# half the room. Deleted words leave the index at once. Merging waits until the desk is idle: done during saves, it made
# one in a hundred take 24 ms.
SEARCH: Final = (
    """CREATE VIRTUAL TABLE encounter_search USING fts5(
    handle, memory, words,
    content='encounter', content_rowid='id', prefix='1 2 3', detail=none,
    tokenize='unicode61 remove_diacritics 2'
)""",
    "INSERT INTO encounter_search(encounter_search, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO encounter_search(encounter_search, rank) VALUES ('automerge', 0)",
    "INSERT INTO encounter_search(encounter_search, rank) VALUES ('crisismerge', 1999)",
)


def upgrade() -> None:
    """Make every table and the search index."""
    for statement in (*RECORDS, *TABLES, *SEARCH):
        op.get_bind().exec_driver_sql(statement)
