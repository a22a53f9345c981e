"""The tables of shared permission papers (`peerdesk.vault.tables` says what all tables of records have)."""

from peerdesk.vault.columns import LOCAL, blob, flag, listed, mapped, number, record_table, words

papers_share = record_table("papers_share", blob("individual"), mapped("readers"), number("generation", **LOCAL))
shared_papers = record_table(
    "shared_papers",
    words("handle"),
    listed("permissions"),
    listed("given_out"),
    flag("has_ended"),
    number("left_out"),
)
