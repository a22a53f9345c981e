"""`peerdesk doctor`: the health of what lies on this computer. It opens nothing and changes nothing."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.work.health import Finding
from peerdesk.work.health import doctor as look

DONE, NEEDS_ATTENTION = 0, 4
IN_USE = "free"
WORDS = {
    "home": ("The home can be written.", "The home cannot be written."),
    "room": ("There is room on the disk.", "There is little room left on the disk."),
    "header": ("The header is sound.", "The header is damaged."),
    "database": ("The file of the notes is there.", "The file of the notes is missing or empty."),
    "private": ("Only you can read the files.", "Others on this computer can read the sealed files."),
    IN_USE: ("Nobody has it open.", "It is open in another PeerDesk now."),
}


@click.command(cls=Command, epilog="Example: peerdesk doctor --json")
@pass_invocation
def doctor(invocation: Invocation) -> int:
    """Check the disk and every vault on this computer, without opening any. Status 4 when something needs you."""
    findings = look(invocation.home_folder())
    document = {"findings": [{"code": f.code, "ok": f.ok, "vault": f.vault or None} for f in findings]}
    invocation.answer(document, [_line(finding) for finding in findings])
    return DONE if all(finding.ok or finding.code == IN_USE for finding in findings) else NEEDS_ATTENTION


def _line(finding: Finding) -> str:
    well, unwell = WORDS.get(finding.code, (finding.code, f"{finding.code}: look here"))
    whose = f"{finding.vault}: " if finding.vault else ""
    return f"{'ok  ' if finding.ok else '!   '}{whose}{well if finding.ok else unwell}"
