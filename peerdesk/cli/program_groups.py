"""The tables of the officer's and the operator's commands, as `groups.py` has those of everybody else."""

from peerdesk.cli.commands import lazy_group

org = lazy_group(
    "org",
    "For the hospital's officer: the hospital's keys, invites and people.",
    'Example: peerdesk org init --name "Harbor Point" --out org/',
    {
        "init": ("peerdesk.cli.org_make:init", "Make the hospital's keys, once."),
        "invite": ("peerdesk.cli.org_make:invite", "Invite a peer or a supervisor."),
        "people": ("peerdesk.cli.org_people:people", "Who was invited, and who has joined."),
        "status": ("peerdesk.cli.org_people:status", "How things stand, and what to look into."),
        "confirm": ("peerdesk.cli.org_people:confirm", "Confirm a supervisor who has joined."),
        "assign": ("peerdesk.cli.org_assign:assign", "Name a peer's supervisor, a change, or a stand-in."),
        "revoke": ("peerdesk.cli.org_revoke:revoke", "Take a lost computer, or all of a person's, off the list."),
        "left": ("peerdesk.cli.org_revoke:left", "Note that somebody has left."),
        "erase-after": ("peerdesk.cli.org_erase:command", "Let the server drop its copies after somebody left."),
        "role": ("peerdesk.cli.org_role:command", "Say what somebody does here from now on."),
        "policy": ("peerdesk.cli.org_policy:policy", "The hospital's choices, shown or changed."),
        "recovery-key": ("peerdesk.cli.org_recovery:recovery_key", "Make the hospital's recovery key, once."),
        "recover": ("peerdesk.cli.org_recovery:recover", "Open the notes of somebody who agreed to it."),
        "history": ("peerdesk.cli.org_history:history", "The directory, entry by entry."),
        "renew-officer": ("peerdesk.cli.org_keys:renew_officer", "A new officer's key, before the old one runs out."),
        "replace-officer": (
            "peerdesk.cli.org_keys:replace_officer",
            "A new officer's key, after the old one was lost.",
        ),
        "cancel-invite": ("peerdesk.cli.org_revoke:cancel_invite", "Cancel somebody's open invites."),
    },
)

server = lazy_group(
    "server",
    "For the operator: look after the server's store. No note in it can be read.",
    "Example: peerdesk server verify --data srv/",
    {
        "stats": ("peerdesk.cli.server_store:stats", "How much the server holds."),
        "verify": ("peerdesk.cli.server_store:verify", "Check every chain of the server's store."),
        "backup": ("peerdesk.cli.server_store:backup", "Copy the store while the server runs, and check the copy."),
    },
)
