"""The tables of places that help (`peerdesk.vault.tables` says what all tables of records have)."""

from typing import Final

from peerdesk.vault.columns import listed, number, record_table, words

_SAID: Final = ("name", "kind", "phone", "hours", "languages", "cost", "distance")
place = record_table("place", *map(words, _SAID), listed("flags"), words("checked_on"), words("checked_by"))
team_places = record_table("team_places", number("version"), words("published_on"), listed("places"))
