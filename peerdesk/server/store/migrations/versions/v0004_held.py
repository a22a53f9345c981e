"""How much of a space each of its people fills, counted from what is there."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and fill it."""
    op.create_table(
        "held",
        sa.Column("space", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.LargeBinary, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("space", "owner", name="pk_held"),
    )
    op.execute(
        "INSERT INTO held (space, owner, bytes) SELECT space, owner, SUM(LENGTH(frame)) FROM log GROUP BY space, owner"
    )
