"""What a peer brings to supervision: items, entries, ticks, guides used, the next meeting. Frozen, as the first is."""

from typing import Final

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_COMMON: Final = """    id INTEGER NOT NULL,
    space BLOB NOT NULL,
    owner BLOB NOT NULL,
    record BLOB NOT NULL,
    hidden BOOLEAN DEFAULT 0 NOT NULL,
    lineage BLOB DEFAULT (x'') NOT NULL"""
_TABLES: Final = {
    "agenda_item": """    topic TEXT DEFAULT '' NOT NULL,
    line TEXT DEFAULT '' NOT NULL,
    talked_on TEXT DEFAULT '' NOT NULL,
    origin BLOB,
    position INTEGER DEFAULT 0 NOT NULL""",
    "agenda_entry": """    topic TEXT DEFAULT '' NOT NULL,
    line TEXT DEFAULT '' NOT NULL,
    talked_on TEXT DEFAULT '' NOT NULL,
    note BLOB,
    position INTEGER DEFAULT 0 NOT NULL,
    guide TEXT DEFAULT '' NOT NULL,
    used_at TEXT DEFAULT '' NOT NULL,
    spoke BOOLEAN DEFAULT 0 NOT NULL""",
    "talked_about": """    about BLOB NOT NULL,
    talked_on TEXT DEFAULT '' NOT NULL""",
    "guide_use": """    guide TEXT DEFAULT '' NOT NULL,
    used_at TEXT DEFAULT '' NOT NULL,
    spoke BOOLEAN DEFAULT 0 NOT NULL""",
    "next_meeting": """    meets_on TEXT DEFAULT '' NOT NULL,
    meets TEXT DEFAULT '' NOT NULL""",
}


def upgrade() -> None:
    """Make the tables and the indexes."""
    for name, columns in _TABLES.items():
        ends = (
            f"    CONSTRAINT pk_{name} PRIMARY KEY (id),\n    CONSTRAINT uq_{name}_record_owner UNIQUE (record, owner)"
        )
        op.get_bind().exec_driver_sql(f"CREATE TABLE {name} (\n{_COMMON},\n{columns},\n{ends}\n)")
    op.get_bind().exec_driver_sql("CREATE INDEX ix_talked_about_about ON talked_about (about)")
    op.get_bind().exec_driver_sql(
        "CREATE INDEX ix_encounter_to_bring ON encounter (record) WHERE bring_to_supervision = 1"
    )
