"""The tables of the commands around supervision beside its log: what is brought to it, and guides that were used."""

from peerdesk.cli.commands import lazy_group

agenda = lazy_group(
    "agenda",
    "What you want to talk about. It is yours until you add it, and you can take it back.",
    'Example: peerdesk supervision agenda add --topic boundaries --line "Asked to watch somebody"',
    {
        "list": ("peerdesk.cli.agenda_read:list_items", "Your list; for supervisors, what peers added."),
        "add": ("peerdesk.cli.agenda_write:add", "Put something on your own list."),
        "edit": ("peerdesk.cli.agenda_write:edit", "Say anew what it is about."),
        "order": ("peerdesk.cli.agenda_write:order", "Put it in your order."),
        "share": ("peerdesk.cli.agenda_share:share", "Add it to the agenda your supervisor reads."),
        "unshare": ("peerdesk.cli.agenda_share:unshare", "Take it back from them."),
        "talk": ("peerdesk.cli.agenda_share:talk", "Ask for a talk, without a reason."),
        "done": ("peerdesk.cli.agenda_write:done", "Say that it was talked about."),
        "delete": ("peerdesk.cli.agenda_write:delete", "Take it off your list."),
    },
)

guide = lazy_group(
    "guide",
    "What to do first in a hard moment, and that you used it. Nothing asks what was told.",
    "Example: peerdesk guide show report",
    {
        "list": ("peerdesk.cli.guide:list_guides", "The guides there are."),
        "show": ("peerdesk.cli.guide:show", "What to do, step by step."),
        "used": ("peerdesk.cli.guide:used", "Write down that you used one."),
        "log": ("peerdesk.cli.guide:log", "The guides you used."),
        "bring": ("peerdesk.cli.guide:bring", "Put it on your list for supervision."),
        "delete": ("peerdesk.cli.guide:delete", "Take it off the list of guides you used."),
    },
)
