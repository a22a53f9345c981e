"""Which revisions are not current any more, told from the headers of what is there."""

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DATA, ERASE = 1, 2
PARENTS = 5
"""The place of the parents in a header; see `peerdesk.wire.revision`, whose shapes never change."""


def upgrade() -> None:
    """Make the table and the index, and fill the table from the log, oldest first."""
    op.create_index(
        "ix_log_epochs",
        "log",
        ["space", "seq"],
        sqlite_where=sa.text("kind = 4"),
        postgresql_where=sa.text("kind = 4"),
    )
    op.create_table(
        "replaced",
        sa.Column("space", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.LargeBinary, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("revision", sa.LargeBinary, nullable=False),
        sa.Column("by", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("space", "owner", "record", "revision", name="pk_replaced"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    put = sa.text(
        'INSERT INTO replaced (space, owner, record, revision, "by") VALUES (:space, :owner, :record, :revision, :by) '
        "ON CONFLICT DO NOTHING"
    )
    lines = sa.text(
        f"SELECT space, seq, owner, record, frame FROM log WHERE kind IN ({DATA}, {ERASE}) ORDER BY space, seq"  # noqa: S608 - our own numbers
    )
    for space, seq, owner, record, frame in connection.execute(lines).all():
        header = msgspec.msgpack.decode(msgspec.msgpack.decode(frame)[0])
        for parent in header[PARENTS]:
            row = {"space": space, "owner": owner, "record": record, "revision": parent, "by": seq}
            connection.execute(put, row)
    connection.execute(
        sa.text(
            'INSERT INTO replaced (space, owner, record, revision, "by") '  # noqa: S608 - our own numbers
            "SELECT d.space, d.owner, d.record, d.revision, MIN(CASE WHEN d.seq > e.seq THEN d.seq ELSE e.seq END) "
            "FROM log d JOIN log e ON e.space = d.space AND e.owner = d.owner AND e.record = d.record "
            f"WHERE d.kind = {DATA} AND e.kind = {ERASE} GROUP BY d.space, d.owner, d.record, d.revision "
            "ON CONFLICT DO NOTHING"
        )
    )
