"""The tables of referrals and introductions (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index

from peerdesk.vault.columns import blob, flag, maybe, record_table, words

referral = record_table(
    "referral", words("place"), words("source"), words("reason"), words("state"), words("response"), maybe("follow_up")
)
whereabouts = record_table("whereabouts", blob("about"), words("how_to_find"))
Index(None, whereabouts.c.about)
introduction = record_table(
    "introduction",
    words("to"),
    maybe("individual"),
    flag("agreed"),
    words("happened_on"),
    words("how"),
    words("result"),
    words("confirmed_by"),
)
