"""The commands of the directory of places and of a team's texts: the name of each, and where it lives."""

from peerdesk.cli.commands import lazy_group

library = lazy_group(
    "library",
    "Places that help: find one, keep one, take in a table of them. No person is in it.",
    'Example: peerdesk library list --find "shelter spanish"',
    {
        "list": ("peerdesk.cli.library:list_places", "Places by name, as you look for them."),
        "show": ("peerdesk.cli.library:show", "One of them whole."),
        "add": ("peerdesk.cli.library:add", "Keep a place."),
        "edit": ("peerdesk.cli.library:edit", "Say anew what it is."),
        "check": ("peerdesk.cli.library:check", "You looked today, and it holds."),
        "delete": ("peerdesk.cli.library:delete", "Take one off the list."),
        "publish": ("peerdesk.cli.library:publish", "For supervisors: give your list to your peers."),
        "texts": ("peerdesk.cli.library_texts:texts", "What is written for the team, and what is new in it."),
        "fill": ("peerdesk.cli.library_texts:fill", "For supervisors: fill in the guides for your peers."),
        "word": ("peerdesk.cli.library_texts:word", "For supervisors: add a word for your peers, or mute one."),
        "restore": ("peerdesk.cli.library_texts:restore", "For supervisors: give an older version again."),
        "seen": ("peerdesk.cli.library_texts:seen", "You read what is new."),
        "import": ("peerdesk.cli.library_table:import_table", "Take in a table, all of it or nothing."),
        "export": ("peerdesk.cli.library_table:export", "Write a table for a spreadsheet."),
    },
)
