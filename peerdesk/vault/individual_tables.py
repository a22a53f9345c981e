"""The table that says which individuals are one (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index

from peerdesk.vault.columns import blob, record_table

one_person = record_table("one_person", blob("kept"), blob("other"))
Index(None, one_person.c.kept)
Index(None, one_person.c.other)
