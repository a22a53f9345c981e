"""The tables of what syncing has to remember about the server's history, and of what it has to tell the person.

And when a note was changed here, until that change is sealed and carries its time itself.
"""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, UniqueConstraint

from peerdesk.vault import tables
from peerdesk.vault.columns import blob, flag, maybe, number, words

metadata = tables.revision.metadata

# What the person is told. One kind with one subject is one notice, however often it is told.
Table(
    "notice",
    metadata,
    Column("id", Integer, primary_key=True),
    words("kind"),
    blob("subject"),
    words("kept_at"),
    number("times"),
    number("number"),
    maybe("space"),
    maybe("person"),
    maybe("device"),
    flag("dismissed"),
    UniqueConstraint("kind", "subject"),
)

# Every time a cursor or a witness went down, and to where. A space of no bytes stands for the directory.
Table(
    "reconcile",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("space"),
    words("kept_at"),
    number("witness_seq"),
    blob("witness_chain"),
    number("answer_seq"),
    blob("answer_chain"),
    number("resumed"),
    number("lacking"),
)

# Revisions that the server has lost, in the order in which they go there again.
Table(
    "resend",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("space"),
    blob("revision"),
    UniqueConstraint("revision"),
)

# Points of a history that was left behind by a reconcile: whoever names one of them was shown what we were shown.
Table(
    "past_point",
    metadata,
    blob("space"),
    number("seq"),
    blob("chain"),
    PrimaryKeyConstraint("space", "seq", "chain"),
    sqlite_with_rowid=False,
)

# Points that other revisions say their writers had seen, and that this computer has not reached.
Table(
    "cited_point",
    metadata,
    blob("space"),
    number("seq"),
    blob("chain"),
    blob("person"),
    blob("device"),
    PrimaryKeyConstraint("space", "seq", "chain"),
    sqlite_with_rowid=False,
)

# Which opening of a vault followed which: `last` is the highest counter that the one before had then.
Table(
    "run_line",
    metadata,
    blob("space"),
    blob("device"),
    blob("run"),
    blob("previous"),
    number("last"),
    PrimaryKeyConstraint("space", "device", "run"),
    sqlite_with_rowid=False,
)

# Records that another computer of this person's hid or erased. `open_seconds` says when, in time the vault was open.
Table(
    "hiding",
    metadata,
    blob("record"),
    number("open_seconds"),
    PrimaryKeyConstraint("record"),
    sqlite_with_rowid=False,
)

# When the change that waits in a record was made: seconds since 1970, by this computer's clock, which decides nothing.
Table(
    "kept_at",
    metadata,
    blob("record"),
    number("at"),
    PrimaryKeyConstraint("record"),
    sqlite_with_rowid=False,
)
