"""The tables. What a record's columns are called here is what its fields are called when it travels, sealed.

A record table has five columns in common: `id` (the rowid), `space`, `owner`, `record`, and `lineage` (which revision
set which field; empty while nothing was ever sealed). `hidden` is a field like any other. Columns marked LOCAL are
worked out here, for lists and for search, and never leave.

There is no column for a substance, a diagnosis, a result, a record number or a birth date.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, Table, Text, UniqueConstraint, text

from peerdesk.vault.columns import LOCAL, blob, flag, listed, mapped, maybe, metadata, number, record_table, words

encounter = record_table(
    "encounter",
    words("happened_on"),
    words("setting"),
    words("outcome"),
    listed("support"),
    maybe("individual"),
    words("mode"),
    words("length"),
    listed("mattered"),
    mapped("next"),
    mapped("supplies"),
    words("words"),
    words("memory"),
    words("language"),
    words("interpreter"),
    words("written_with"),
    flag("count", default=True),
    flag("bring_to_supervision"),
    words("prompt"),
    mapped("share"),
    words("handle", **LOCAL),
    number("generation", **LOCAL),
)
Index(None, encounter.c.happened_on)
Index("ix_encounter_individual", encounter.c.individual, sqlite_where=encounter.c.individual.is_not(None))
# What holds competing values says so in the third byte of its lineage; few do, and the desk asks often.
_DISPUTED: Final = text("substr(lineage, 3, 1) = x'c3'")
Index("ix_encounter_disputed", encounter.c.record, sqlite_where=_DISPUTED)
Index("ix_encounter_hidden", encounter.c.record, sqlite_where=text("hidden = 1"))

individual = record_table("individual", words("handle"), words("folded", **LOCAL))
Index(None, individual.c.folded)

follow_up = record_table("follow_up", words("due"), maybe("encounter"), maybe("individual"), words("state"))
Index(None, follow_up.c.encounter)
Index(None, follow_up.c.due)
Index("ix_follow_up_disputed", follow_up.c.record, sqlite_where=_DISPUTED)

shared_encounter = record_table(
    "shared_encounter",
    words("happened_on"),
    words("setting"),
    words("mode"),
    words("outcome"),
    words("handle"),
    listed("support"),
    mapped("next"),
    words("follow_up_due"),
    words("follow_up_state"),
    flag("bring_to_supervision"),
    words("prompt"),
    words("memory"),
    maybe("original", **LOCAL),
    maybe("reader", **LOCAL),
    number("generation", **LOCAL),
)
Index(None, shared_encounter.c.original)

comment = record_table("comment", blob("about"), maybe("revision"), words("text"), words("written_at"))
acknowledgement = record_table("acknowledgement", blob("about"), maybe("revision"), words("kind"), words("given_at"))
opened = record_table("opened", blob("about"), words("opened_at"))
removed = record_table("removed", blob("about"), words("removed_at"))
for _about in (comment, acknowledgement, opened, removed):
    Index(None, _about.c.about)

space_seed = record_table("space_seed", blob("seed"))

consent = record_table(
    "consent",
    maybe("individual"),
    words("kind"),
    words("starts"),
    listed("recipients"),
    listed("scope"),
    words("purpose"),
    words("discloser"),
    words("expires"),
    words("until"),
    words("signed_how"),
    words("signed_on"),
    listed("statements"),
    flag("copy_given"),
    words("revoked_on"),
    words("revoked_how"),
    listed("after"),
)
withdrawal = record_table("withdrawal", maybe("individual"), words("said_on"), words("how"), flag("do_not_contact"))
disclosure = record_table(
    "disclosure",
    words("act"),
    words("done_on"),
    words("recipient"),
    listed("what"),
    maybe("individual"),
    maybe("note"),
    maybe("reader"),
    maybe("consent"),
)
for _of_somebody in (consent, withdrawal, disclosure):
    Index(None, _of_somebody.c.individual)
Index(None, disclosure.c.note)

_offer: Final = ("handle", "place", "due", "how", "prompt")
handoff = record_table("handoff", *map(words, _offer), flag("agreed"))
handoff_answer = record_table("handoff_answer", blob("about"), maybe("revision"), words("answer"), words("answered_at"))
Index(None, handoff_answer.c.about)
handover = record_table(
    "handover",
    blob("follow_up"),
    blob("person"),
    blob("handoff"),
    flag("given"),
    flag("taken_back"),
    *map(words, _offer),
)
Index(None, handover.c.follow_up)

supervision = record_table(
    "supervision", words("happened_on"), number("minutes"), words("type"), listed("topics"), words("next_steps")
)
supervision_signed = record_table("supervision_signed", blob("about"), blob("digest"), words("signed_at"))
for _of_the_two in (supervision, supervision_signed):
    Index(None, _of_the_two.c.space)

shift = record_table("shift", *map(words, ("setting", "unit", "language", "mode", "started", "ended")))
counted = record_table("counted", words("week"), words("setting"), words("outcome"), listed("support"))
Index(None, counted.c.week)

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("revision"),
    blob("space"),
    blob("owner"),
    blob("record"),
    number("kind"),
    blob("device"),
    blob("run"),
    number("n"),
    blob("parents"),
    Column("seq", Integer),
    words("state"),
    words("reason"),
    blob("frame"),
    UniqueConstraint("revision"),
)
Index(None, revision.c.record)
Index("ix_revision_unsettled", revision.c.space, sqlite_where=text("state = 'attempted'"))
Index("ix_revision_quarantined", revision.c.space, sqlite_where=text("state = 'quarantined'"))
Index(None, revision.c.space, revision.c.seq)
Index(None, revision.c.run, revision.c.n)

intent = Table(
    "intent",
    metadata,
    blob("space"),
    blob("owner"),
    blob("record"),
    words("action"),
    words("record_kind"),
    PrimaryKeyConstraint("space", "owner", "record"),
    sqlite_with_rowid=False,
)
# Erases go first in every batch, and there are few of them.
Index("ix_intent_erase", intent.c.space, sqlite_where=text("action = 'erase'"))

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("space"),
    blob("owner"),
    blob("record"),
    words("record_kind"),
    blob("fields"),
    maybe("revision"),
)

counter = Table(
    "counter",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("space"),
    blob("run"),
    number("last_n"),
    UniqueConstraint("space", "run"),
)

space = Table(
    "space",
    metadata,
    Column("space", LargeBinary, primary_key=True),
    number("cursor"),
    blob("chain"),
    number("witness_seq"),
    blob("witness_chain"),
)

space_point = Table(
    "space_point",
    metadata,
    blob("space"),
    number("seq"),
    words("kind"),
    blob("chain"),
    PrimaryKeyConstraint("space", "seq", "kind"),
)

epoch = Table(
    "epoch",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("space"),
    blob("epoch"),
    maybe("key"),
    blob("maker"),
    blob("readers"),
    UniqueConstraint("space", "epoch"),
)

directory_entry = Table(
    "directory_entry",
    metadata,
    Column("n", Integer, primary_key=True),
    blob("hash"),
    blob("entry"),
)

directory_fork = Table(
    "directory_fork",
    metadata,
    Column("id", Integer, primary_key=True),
    number("n"),
    blob("hash"),
    blob("entry"),
)

identity = Table(
    "identity",
    metadata,
    Column("id", Integer, primary_key=True),
    blob("person"),
    words("display_name"),
    words("role"),
    maybe("device"),
    maybe("device_seeds"),
    maybe("paper_public"),
    maybe("supervisor"),
    maybe("root_fingerprint"),
    words("organisation"),
    maybe("name_key"),
    words("server"),
    maybe("pin"),
    maybe("invite"),
)

person = Table("person", metadata, Column("person", LargeBinary, primary_key=True), words("name"), flag("met"))

draft = Table("draft", metadata, Column("draft", LargeBinary, primary_key=True), words("kept_at"), words("body"))

setting = Table("setting", metadata, Column("name", Text, primary_key=True), blob("value"))
