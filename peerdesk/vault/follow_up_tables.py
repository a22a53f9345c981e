"""The tables of what lies beside a follow-up (`peerdesk.vault.tables` says what all tables of records have)."""

from sqlalchemy import Index

from peerdesk.vault.columns import blob, flag, record_table, words

follow_up_plan = record_table(
    "follow_up_plan",
    blob("about"),
    words("why"),
    words("what"),
    words("how"),
    words("ok_voicemail"),
    words("ok_text"),
    words("say_only"),
    words("best_time"),
    words("who_may_answer"),
)
follow_up_try = record_table("follow_up_try", blob("about"), words("tried_on"), words("outcome"))
phone_number = record_table("phone_number", blob("about"), words("number"), flag("agreed"))
for _beside in (follow_up_plan, follow_up_try, phone_number):
    Index(None, _beside.c.about)
