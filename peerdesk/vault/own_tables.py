"""The tables of own lists about one's work (`vault.tables` says what all tables of records have)."""

from peerdesk.vault.columns import listed, number, record_table, words

out_of_role = record_table("out_of_role", words("asked"), words("answer"), words("happened_on"))
peer_pulse = record_table("peer_pulse", words("quarter"), listed("sums"))
own_word = record_table("own_word", words("word"))
training = record_table(
    "training", words("title"), words("happened_on"), number("quarters"), words("given_by"), words("topic")
)
