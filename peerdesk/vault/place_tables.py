"""The table of places that help (`peerdesk.vault.tables` says what all tables of records have)."""

from typing import Final

from peerdesk.vault.columns import listed, record_table, words

_SAID: Final = ("name", "kind", "phone", "hours", "languages", "cost", "distance")
place = record_table("place", *map(words, _SAID), listed("flags"), words("checked_on"), words("checked_by"))
