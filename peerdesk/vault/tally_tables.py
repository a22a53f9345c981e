"""The tables of the weekly counts (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index

from peerdesk.vault.columns import mapped, record_table, words

tally = record_table("tally", words("week"), mapped("counts"))
Index(None, tally.c.week)
tally_agreement = record_table("tally_agreement", words("week"), words("said_on"), words("ended_on"))
