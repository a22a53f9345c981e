"""The directory's entries, the spaces and their logs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    rising = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "entry",
        sa.Column("n", rising, autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("n", name="pk_entry"),
    )
    op.create_table(
        "space",
        sa.Column("number", rising, autoincrement=True, nullable=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("head_seq", sa.BigInteger, nullable=False),
        sa.Column("head_chain", sa.LargeBinary, nullable=False),
        sa.Column("frame_bytes", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_space"),
        sa.UniqueConstraint("id", name="uq_space_id"),
    )
    op.create_table(
        "log",
        sa.Column("space", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.LargeBinary, nullable=False),
        sa.Column("owner", sa.LargeBinary, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.SmallInteger, nullable=False),
        sa.Column("chain", sa.LargeBinary, nullable=False),
        sa.Column("frame", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("space", "seq", name="pk_log"),
        sa.UniqueConstraint("space", "revision", name="uq_log_space_revision"),
    )
    op.create_index("ix_log_space_owner_record", "log", ["space", "owner", "record"])
