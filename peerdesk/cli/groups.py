"""The tables of the command groups: which file holds which subcommand. None is imported before it is called."""

from peerdesk.cli.commands import lazy_group

note = lazy_group(
    "note",
    "Record, read, search and change notes.",
    "Example: peerdesk note add --setting ed --outcome declined",
    {
        "add": ("peerdesk.cli.note_add:add", "Record one encounter, or many from standard input."),
        "list": ("peerdesk.cli.note_read:list_notes", "Notes, newest first."),
        "show": ("peerdesk.cli.note_read:show", "Everything about one note."),
        "search": ("peerdesk.cli.note_read:search", "Find notes by the beginnings of words."),
        "edit": ("peerdesk.cli.note_change:edit", "Change a note; a version that was sent is kept."),
        "delete": ("peerdesk.cli.note_change:delete", "Delete a note; it can be brought back."),
        "undelete": ("peerdesk.cli.note_change:undelete", "Bring a deleted note back."),
        "deleted": ("peerdesk.cli.note_erase:deleted", "Deleted notes that can come back."),
        "erase": ("peerdesk.cli.note_erase:erase", "Remove a note for good."),
        "history": ("peerdesk.cli.note_history:history", "How a note came to be."),
        "restore": ("peerdesk.cli.note_history:restore", "Bring an earlier version back."),
        "resolve": ("peerdesk.cli.note_resolve:resolve", "Keep one of two versions, or both."),
    },
)

shift = lazy_group(
    "shift",
    "Where you work now: new notes begin there. Never a timesheet: days only, and no totals.",
    'Example: peerdesk shift start --setting inpatient --unit "4 West"',
    {
        "start": ("peerdesk.cli.shift:start", "Begin a shift, or one as last time."),
        "show": ("peerdesk.cli.shift:show", "The shift that goes on."),
        "change": ("peerdesk.cli.shift:change", "Say anew where it is."),
        "end": ("peerdesk.cli.shift:end", "End it, and see what still waits."),
    },
)

jot = lazy_group(
    "jot",
    "Something happened: one line now, the note later.",
    'Example: peerdesk jot add "Bay 4, bus card"',
    {
        "add": ("peerdesk.cli.jot:add", "Keep a jot, with at most one line."),
        "list": ("peerdesk.cli.jot:list_jots", "What waits to be finished."),
        "finish": ("peerdesk.cli.jot:finish", "Keep it as a note; the jot goes."),
        "discard": ("peerdesk.cli.jot:discard", "Let it go for good."),
    },
)

count = lazy_group(
    "count",
    "For somebody who wants nothing written down: count it, and keep nothing of it.",
    "Example: peerdesk count add --setting ed --outcome declined",
    {
        "add": ("peerdesk.cli.count:add", "Count one encounter."),
        "list": ("peerdesk.cli.count:list_counted", "What was counted this week."),
        "remove": ("peerdesk.cli.count:remove", "Take one back."),
    },
)

consent = lazy_group(
    "consent",
    "What individuals allow, and taking it back in one act.",
    'Example: peerdesk consent list --handle "Blue Heron 27"',
    {
        "add": ("peerdesk.cli.consent:add", "Keep a permission: a spoken yes, or a written release."),
        "list": ("peerdesk.cli.consent:list_consents", "Permissions, the newest first."),
        "show": ("peerdesk.cli.consent:show", "One permission, and what it lacks."),
        "gave-copy": ("peerdesk.cli.consent:gave_copy", "Note that they have a copy."),
        "form": ("peerdesk.cli.consent:form", "A release to sign, as a page to print."),
        "revoke": ("peerdesk.cli.consent:revoke", "They changed their mind: everything ends at once."),
        "share": ("peerdesk.cli.papers_share:share", "Let your supervisor see one individual's permission papers."),
        "unshare": ("peerdesk.cli.papers_share:unshare", "Take permission papers back."),
        "shares": ("peerdesk.cli.papers_share:shares", "Who has whose permission papers."),
    },
)

review = lazy_group(
    "review",
    "For supervisors: read what was shared with you, comment, acknowledge.",
    "Example: peerdesk review list",
    {
        "list": ("peerdesk.cli.review_read:list_items", "What peers shared with you, flagged items first."),
        "show": ("peerdesk.cli.review_read:show", "One shared item; the peer can see that you opened it."),
        "comment": ("peerdesk.cli.review_answer:comment", "Say something about a shared item, or answer."),
        "ack": ("peerdesk.cli.review_answer:acknowledge", "Seen, thank you, or let's talk."),
        "permissions": ("peerdesk.cli.papers_review:list_papers", "Permission papers that peers let you see."),
        "permission": ("peerdesk.cli.papers_review:show", "One of them; the peer can see that you opened it."),
    },
)

supervision = lazy_group(
    "supervision",
    "Sessions of supervision: one of the two writes, the other signs. No note is touched.",
    "Example: peerdesk supervision add --minutes 45 --topics boundaries",
    {
        "add": ("peerdesk.cli.supervision_write:add", "Write down a session."),
        "list": ("peerdesk.cli.supervision_read:list_sessions", "Sessions, the newest day first."),
        "show": ("peerdesk.cli.supervision_read:show", "One session whole."),
        "edit": ("peerdesk.cli.supervision_write:edit", "Say anew what a session was."),
        "sign": ("peerdesk.cli.supervision_write:sign", "Sign what the other one wrote down."),
        "stop": ("peerdesk.cli.supervision_write:stop", "Take away what was logged by mistake."),
        "hours": ("peerdesk.cli.supervision_read:hours", "The hours of each month."),
        "export": ("peerdesk.cli.supervision_read:export", "Days and minutes as a table."),
        "agenda": ("peerdesk.cli.supervision_groups:agenda", "What you want to talk about."),
        "next": ("peerdesk.cli.agenda_read:next_one", "When you meet next."),
        "rhythm": ("peerdesk.cli.checkins:rhythm", "After how many days your desk reminds you."),
        "checkins": ("peerdesk.cli.checkins:list_checkins", "For supervisors: when the last sessions were."),
    },
)

wellbeing = lazy_group(
    "wellbeing",
    "A word or a line for yourself. It stays on this computer and goes nowhere.",
    "Example: peerdesk wellbeing add --mood tired",
    {
        "add": ("peerdesk.cli.wellbeing:add", "Write down how you are."),
        "list": ("peerdesk.cli.wellbeing:list_entries", "What you wrote, the latest day first."),
        "delete": ("peerdesk.cli.wellbeing:delete", "Delete an entry, or the older ones."),
        "begin-anew": ("peerdesk.cli.wellbeing:anew", "Put a file that does not open aside."),
    },
)

trust = lazy_group(
    "trust",
    "Safety words of the people you work with. Compare them in person or by phone.",
    'Example: peerdesk trust words "Tomas Okafor"',
    {
        "list": ("peerdesk.cli.trust_people:list_people", "The people you work with."),
        "words": ("peerdesk.cli.trust_people:words", "Six words to compare with one of them."),
        "confirm": ("peerdesk.cli.trust_people:confirm", "Note that the words were the same."),
        "recovery": ("peerdesk.cli.trust_recovery:recovery", "Whether the hospital can open your notes."),
    },
)

handoff = lazy_group(
    "handoff",
    "Hand follow-ups over to another peer, and answer what others hand over.",
    'Example: peerdesk handoff add 0192f3 --to "Ruth Lind" --agreed --prompt "Bed by the window"',
    {
        "add": ("peerdesk.cli.handoff_give:add", "Offer a follow-up to another peer."),
        "list": ("peerdesk.cli.handoff_read:list_handoffs", "What was offered, and how far it has come."),
        "show": ("peerdesk.cli.handoff_read:show", "One of them whole."),
        "accept": ("peerdesk.cli.handoff_answer:accept", "Make it a follow-up of your own."),
        "decline": ("peerdesk.cli.handoff_answer:decline", "Say no; it stays with them."),
        "stop": ("peerdesk.cli.handoff_give:stop", "Take back what you offered."),
    },
)

referral = lazy_group(
    "referral",
    "Somebody asked for a peer. Where, and how to find them, is enough.",
    'Example: peerdesk referral add --place ed --how-to-find "Bed 12"',
    {
        "add": ("peerdesk.cli.referral_write:add", "Keep one: two answers."),
        "list": ("peerdesk.cli.referral_read:list_referrals", "Those that wait, and what became of others."),
        "show": ("peerdesk.cli.referral_read:show", "One of them whole."),
        "edit": ("peerdesk.cli.referral_write:edit", "Say anew where and how to find them."),
        "pass": ("peerdesk.cli.referral_write:pass_on", "Offer it to another peer."),
        "close": ("peerdesk.cli.referral_write:close", "Say what became of it."),
    },
)

introduction = lazy_group(
    "introduction",
    "Warm handoffs to a person or a place outside. To another peer it is: peerdesk handoff",
    'Example: peerdesk introduction add --to "Harbor House" --agreed --how in_person',
    {
        "add": ("peerdesk.cli.introduction:add", "Keep one: to whom, and their yes."),
        "list": ("peerdesk.cli.introduction:list_introductions", "Introductions, the newest day first."),
        "show": ("peerdesk.cli.introduction:show", "One of them whole."),
        "edit": ("peerdesk.cli.introduction:edit", "Say what came of it."),
        "delete": ("peerdesk.cli.introduction:delete", "Take one off the list."),
    },
)

followup = lazy_group(
    "followup",
    "When you want to be in touch again.",
    "Example: peerdesk followup list",
    {
        "add": ("peerdesk.cli.followup_write:add", "Plan to be in touch."),
        "list": ("peerdesk.cli.followup_read:list_follow_ups", "Every follow-up that waits."),
        "show": ("peerdesk.cli.followup_read:show", "One of them whole."),
        "edit": ("peerdesk.cli.followup_write:edit", "Say anew when and how."),
        "try": ("peerdesk.cli.followup_end:try_it", "Note one try, and how it went."),
        "done": ("peerdesk.cli.followup_end:done", "Say that it is over."),
        "keep": ("peerdesk.cli.followup_end:keep", "Keep one of two versions."),
        "delete": ("peerdesk.cli.followup_end:delete", "Take one off the lists."),
    },
)

leaving = lazy_group(
    "leaving",
    "Your last day: what happens to each thing, and your numbers to take along.",
    "Example: peerdesk leaving show",
    {
        "show": ("peerdesk.cli.leaving:show", "What happens to each thing."),
        "counts": ("peerdesk.cli.leaving:counts", "Your own numbers as a table; nobody is in it."),
    },
)

attention = lazy_group(
    "attention",
    "What waits for you, and deciding about it.",
    "Example: peerdesk attention list",
    {
        "list": ("peerdesk.cli.needs:list_needs", "What waits for you."),
        "look": ("peerdesk.cli.removed_items:look", "Read what a removed computer wrote, item by item."),
        "keep": ("peerdesk.cli.needs:keep", "Keep overtaken words as a new note."),
        "drop": ("peerdesk.cli.needs:drop", "Let them go."),
        "resend": ("peerdesk.cli.needs:resend", "Send again what was turned down."),
        "keep-all": ("peerdesk.cli.needs:keep_all", "Keep everything another computer deletes."),
        "accept": ("peerdesk.cli.needs:accept", "Delete it here too, or let it count."),
        "clear": ("peerdesk.cli.needs:clear", "Go on once two lists were looked into."),
        "same": ("peerdesk.cli.needs:same", "Go on sharing with somebody who has new keys."),
        "seen": ("peerdesk.cli.needs:seen", "Note that you have read something."),
    },
)

passphrase = lazy_group(
    "passphrase",
    "The passphrase of the notes on this computer.",
    "Example: peerdesk passphrase change",
    {
        "change": ("peerdesk.cli.passphrase:change", "Set another one, also when the old one is forgotten."),
        "new-keys": ("peerdesk.cli.new_keys:new_keys", "Seal everything anew, when the disk may have been copied."),
    },
)

sharing = lazy_group(
    "sharing",
    "How your notes are shared, seen from all of them.",
    "Example: peerdesk sharing start",
    {
        "start": ("peerdesk.cli.levels:start", "How new notes begin."),
        "holders": ("peerdesk.cli.holdings:list_holders", "Who has copies of your notes."),
        "offer": ("peerdesk.cli.holdings:offer", "Notes a new supervisor could be given, one by one."),
        "take-back": ("peerdesk.cli.holdings:take_back", "Take back everything that somebody has."),
    },
)

tally = lazy_group(
    "tally",
    "Weekly counts for the team's figures: off until you say yes.",
    "Example: peerdesk tally show",
    {
        "show": ("peerdesk.cli.weekly_counts:show", "What would leave, what has left, and who reads it."),
        "start": ("peerdesk.cli.weekly_counts:start", "Say yes, from this week on."),
        "stop": ("peerdesk.cli.weekly_counts:stop", "Take your yes back."),
    },
)

recovery = lazy_group(
    "recovery",
    "Your recovery sheet.",
    "Example: peerdesk recovery new --recovery-out sheet.html",
    {
        "new": ("peerdesk.cli.recovery:make", "Make a new one; the one before it ends."),
        "use": ("peerdesk.cli.recovery:use", "Let one that was made on another computer open this one."),
    },
)

backup = lazy_group(
    "backup",
    "Backups of your notes on this computer.",
    "Example: peerdesk backup list",
    {
        "create": ("peerdesk.cli.backup:create", "Make one, and check it."),
        "list": ("peerdesk.cli.backup:list_backups", "The backups there are."),
        "verify": ("peerdesk.cli.backup:verify", "Open one, or all, and read them whole."),
        "look": ("peerdesk.cli.backup:look_inside", "The notes in one, only to look."),
        "restore": ("peerdesk.cli.backup:restore", "Put one back beside your notes."),
    },
)

devices = lazy_group(
    "devices",
    "Your own computers.",
    "Example: peerdesk devices list",
    {
        "list": ("peerdesk.cli.devices:list_devices", "Your computers."),
        "revoke": ("peerdesk.cli.devices:revoke", "Take a lost computer off the list."),
    },
)
