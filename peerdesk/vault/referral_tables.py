"""The tables of referrals (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index

from peerdesk.vault.columns import blob, maybe, record_table, words

referral = record_table(
    "referral", words("place"), words("source"), words("reason"), words("state"), words("response"), maybe("follow_up")
)
whereabouts = record_table("whereabouts", blob("about"), words("how_to_find"))
Index(None, whereabouts.c.about)
