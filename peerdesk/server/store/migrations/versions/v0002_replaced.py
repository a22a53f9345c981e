"""Which revisions are not current any more, told from the headers of what is there."""

from collections.abc import Iterator

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


AT_ONCE = 50
"""Lines held in memory at a time: a line has at most 260 KiB, and there may be millions."""


def _lines(connection: sa.Connection) -> Iterator[sa.Row[int, int, bytes, bytes, bytes]]:
    page = sa.text(
        "SELECT space, seq, owner, record, frame FROM log "
        "WHERE kind IN (:data, :erase) AND (space, seq) > (:space, :seq) "
        "ORDER BY space, seq LIMIT :at_once"
    ).bindparams(data=DATA, erase=ERASE, at_once=AT_ONCE)
    last = (0, 0)
    while rows := connection.execute(page, {"space": last[0], "seq": last[1]}).all():
        yield from rows
        last = (rows[-1][0], rows[-1][1])


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
    for space, seq, owner, record, frame in _lines(connection):
        header = msgspec.msgpack.decode(msgspec.msgpack.decode(frame)[0])
        for parent in header[PARENTS]:
            row = {"space": space, "owner": owner, "record": record, "revision": parent, "by": seq}
            connection.execute(put, row)
    connection.execute(
        sa.text(
            'INSERT INTO replaced (space, owner, record, revision, "by") '
            "SELECT d.space, d.owner, d.record, d.revision, MIN(CASE WHEN d.seq > e.seq THEN d.seq ELSE e.seq END) "
            "FROM log d JOIN log e ON e.space = d.space AND e.owner = d.owner AND e.record = d.record "
            "WHERE d.kind = :data AND e.kind = :erase GROUP BY d.space, d.owner, d.record, d.revision "
            "ON CONFLICT DO NOTHING"
        ).bindparams(data=DATA, erase=ERASE)
    )
