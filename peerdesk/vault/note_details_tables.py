"""The tables of what lies beside a note (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index, text

from peerdesk.vault.columns import blob, listed, number, record_table, words

# It is looked up by its own id, which follows from the note's, and where two computers disagree.
note_details = record_table("note_details", blob("about"), number("people"), words("unit"))
Index(
    "ix_note_details_disputed",
    note_details.c.about,
    sqlite_where=text("substr(lineage, 3, 1) = x'c3'"),
)
# Few notes have times, and whoever asks for them asks for those of a whole year.
note_time = record_table("note_time", blob("about"), listed("spent"))
