"""The tables of the command groups of own lists. None of their files is imported before it is called."""

from peerdesk.cli.commands import lazy_group

individual = lazy_group(
    "individual",
    "Whom you support, by the handles you gave them.",
    'Example: peerdesk individual merge Jo "Blue Heron 27" --preview',
    {
        "list": ("peerdesk.cli.individual:list_individuals", "Everybody you have given a handle."),
        "show": ("peerdesk.cli.individual:show", "One of them."),
        "make-up": ("peerdesk.cli.individual:make_up", "A handle that nobody has, made up."),
        "timeline": ("peerdesk.cli.timeline:timeline", "Everything about one of them, the newest day first."),
        "rename": ("peerdesk.cli.individual:rename", "Another handle for somebody."),
        "merge": ("peerdesk.cli.individual:merge", "Say that two handles are one person."),
        "separate": ("peerdesk.cli.individual:separate", "Take that back."),
    },
)

outofrole = lazy_group(
    "outofrole",
    "What you were asked to do that is not a peer's to do. Only you read it.",
    "Example: peerdesk outofrole add --asked sitter --answer another_way",
    {
        "add": ("peerdesk.cli.outofrole:add", "Keep one: what was asked, what you did."),
        "list": ("peerdesk.cli.outofrole:list_entries", "All of them, the newest day first."),
        "show": ("peerdesk.cli.outofrole:show", "One of them."),
        "edit": ("peerdesk.cli.outofrole:edit", "Say one anew."),
        "bring": ("peerdesk.cli.outofrole:bring", "Put one on your own list for supervision."),
        "delete": ("peerdesk.cli.outofrole:delete", "Take one off the list."),
        "undelete": ("peerdesk.cli.outofrole:undelete", "Put one back on it."),
    },
)

training = lazy_group(
    "training",
    "Trainings you went to. Only you read them, and you can take them along.",
    'Example: peerdesk training add --title "Ethics for peers" --hours 1.5',
    {
        "add": ("peerdesk.cli.training:add", "Keep one: what it was called, how long it was."),
        "list": ("peerdesk.cli.training:list_trainings", "All of them, and their hours."),
        "show": ("peerdesk.cli.training:show", "One of them."),
        "edit": ("peerdesk.cli.training:edit", "Say one anew."),
        "delete": ("peerdesk.cli.training:delete", "Take one off the list."),
        "undelete": ("peerdesk.cli.training:undelete", "Put one back on it."),
        "export": ("peerdesk.cli.training:export", "A table of them that is yours."),
    },
)

pulse = lazy_group(
    "pulse",
    "What came out of the box in which peers say how the program is for them: sums, from five slips on.",
    "Example: peerdesk pulse show 2026-Q3",
    {
        "add": ("peerdesk.cli.pulse:add", "Enter the sums of a quarter's box."),
        "list": ("peerdesk.cli.pulse:list_pulses", "All of them, the newest quarter first."),
        "show": ("peerdesk.cli.pulse:show", "The sums of a quarter."),
        "delete": ("peerdesk.cli.pulse:delete", "Take one off the list, and out of the report."),
        "undelete": ("peerdesk.cli.pulse:undelete", "Put one back on it."),
    },
)

spelling_words = lazy_group(
    "words",
    "Words that you kept, so that they are never underlined.",
    "Example: peerdesk spelling words add warmline",
    {
        "list": ("peerdesk.cli.spelling:list_words", "All of them."),
        "add": ("peerdesk.cli.spelling:add", "Keep one."),
        "delete": ("peerdesk.cli.spelling:delete", "Take one off the list."),
    },
)

spelling = lazy_group(
    "spelling",
    "What the spelling check of the desk knows.",
    "Example: peerdesk spelling words list",
    {"words": ("peerdesk.cli.own_groups:spelling_words", "Words that you kept.")},
)

units = lazy_group(
    "units",
    "The unit summary (H0038), where your hospital counts units of 15 minutes.",
    "Example: peerdesk units add 0192f3 --begins 9:10 --ends 9:55",
    {
        "list": ("peerdesk.cli.units:list_units", "What is in it and what is not; as a table or a page."),
        "add": ("peerdesk.cli.units:add", "Say from when to when a note's encounter was."),
        "remove": ("peerdesk.cli.units:remove", "Take the times of a note away."),
    },
)

export = lazy_group(
    "export",
    "Files that leave PeerDesk, because you want it.",
    'Example: peerdesk export fhir 0192f3 --to "Dr. Kim, 4 West" --agreed "A visit on Friday." --preview',
    {
        "csv": ("peerdesk.cli.own_export:export_csv", "Your own notes, as a table for a spreadsheet."),
        "page": ("peerdesk.cli.own_export:export_page", "Your own notes, as a page to print."),
        "fhir": ("peerdesk.cli.fhir:fhir", "A summary under its release, for a care team's own system."),
    },
)
