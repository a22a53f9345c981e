"""The tables of a peer's own lists about their work (`vault.tables` says what all tables of records have)."""

from peerdesk.vault.columns import number, record_table, words

out_of_role = record_table("out_of_role", words("asked"), words("answer"), words("happened_on"))
own_word = record_table("own_word", words("word"))
training = record_table(
    "training", words("title"), words("happened_on"), number("quarters"), words("given_by"), words("topic")
)
