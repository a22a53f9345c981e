"""The commands of the directory of places: the name of each, and where it lives."""

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
        "import": ("peerdesk.cli.library_table:import_table", "Take in a table, all of it or nothing."),
        "export": ("peerdesk.cli.library_table:export", "Write a table for a spreadsheet."),
    },
)
