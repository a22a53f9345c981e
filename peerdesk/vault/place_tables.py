"""The tables of places that help (`peerdesk.vault.tables` says what all tables of records have)."""

from typing import Final

from sqlalchemy import Column

from peerdesk.vault.columns import listed, number, record_table, words

_SAID: Final = ("name", "kind", "phone", "hours", "languages", "cost", "distance")
place = record_table("place", *map(words, _SAID), listed("flags"), words("checked_on"), words("checked_by"))


def _given() -> tuple[Column[str] | Column[int], ...]:
    return number("version"), words("published_on"), listed("places")


places_version = record_table("places_version", *_given())
"""A version of the list of a team: its author's own, and never changed."""

team_places = record_table("team_places", *_given())
"""What one peer has of it. Each computer of the author writes one such record, and writes it anew with each version."""
