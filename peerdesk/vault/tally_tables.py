"""The tables of the weekly counts (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index

from peerdesk.vault.columns import mapped, number, record_table, words

tally = record_table("tally", words("week"), mapped("counts"))
Index(None, tally.c.week)
tally_agreement = record_table("tally_agreement", words("week"), words("said_on"), words("ended_on"))
role_tally = record_table("role_tally", words("week"), number("asked"))
Index(None, role_tally.c.week)
role_agreement = record_table("role_agreement", words("week"), words("said_on"), words("ended_on"))
