"""The tables of what a supervisor writes for their team (`peerdesk.vault.tables` says what all tables of records have).

A version is the supervisor's own record. What a peer reads is a copy of it in the space of the two.
"""

from sqlalchemy import Column

from peerdesk.vault.columns import listed, number, record_table, words


def _said() -> tuple[Column[str] | Column[int], ...]:
    return words("part"), number("version"), words("published_on"), words("changed"), listed("lines")


text_version = record_table("text_version", *_said())
team_text = record_table("team_text", *_said())
