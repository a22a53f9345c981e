"""The tables of what a peer brings to supervision (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index, text

from peerdesk.vault import tables
from peerdesk.vault.columns import blob, flag, maybe, number, record_table, words

_item = ("topic", "line", "talked_on")
_guide = ("guide", "used_at")
agenda_item = record_table("agenda_item", *map(words, _item), maybe("origin"), number("position"))
agenda_entry = record_table(
    "agenda_entry", *map(words, _item), maybe("note"), number("position"), *map(words, _guide), flag("spoke")
)
talked_about = record_table("talked_about", blob("about"), words("talked_on"))
Index(None, talked_about.c.about)
guide_use = record_table("guide_use", *map(words, _guide), flag("spoke"))
next_meeting = record_table("next_meeting", words("meets_on"), words("meets"))
Index("ix_encounter_to_bring", tables.encounter.c.record, sqlite_where=text("bring_to_supervision = 1"))
