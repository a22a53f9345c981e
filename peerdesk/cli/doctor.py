"""`peerdesk doctor`: the health of what lies on this computer. Unless asked to, it opens nothing; it mends nothing."""

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation, progress
from peerdesk.cli.opened import opened
from peerdesk.desktop.managed import managed_here
from peerdesk.work.health import Finding
from peerdesk.work.health import doctor as look
from peerdesk.work.health import doctor_inside as look_inside

DONE, NEEDS_ATTENTION = 0, 4
IN_USE = "free"
WORDS = {
    "home": ("The home can be written.", "The home cannot be written."),
    "room": ("There is room on the disk.", "There is little room left on the disk."),
    "header": ("The header is sound.", "The header is damaged."),
    "database": ("The file of the notes is there.", "The file of the notes is missing or empty."),
    "private": ("Only you can read the files.", "Others on this computer can read the sealed files."),
    "as_left": (
        "The notes are as they were left.",
        "The notes are not as they were left. See: peerdesk attention",
    ),
    "pages": ("Every page was read and holds.", "Part of the file is damaged. See: peerdesk rescue --help"),
    "backup": ("The newest backup was opened and holds.", "There is no backup that holds. See: peerdesk backup create"),
    "managed": (
        "The settings of your hospital's IT are sound.",
        "The settings of your hospital's IT have a fault. See: peerdesk settings",
    ),
    IN_USE: ("Nobody has it open.", "It is open in another PeerDesk now."),
}


@click.command(cls=Command, epilog="Example: peerdesk doctor --open")
@click.option("--open", "is_to_open", is_flag=True, help="Open your notes as well, and read every page and a backup.")
@pass_invocation
def doctor(invocation: Invocation, is_to_open: bool) -> int:
    """Check the disk and every vault on this computer, without opening any. Status 4 when something needs you."""
    findings = (*look(invocation.home_folder()), *_managed())
    if is_to_open:
        with opened(invocation) as vault, progress("Reading every page"):
            findings += look_inside(vault)
    document = {"findings": [{"code": f.code, "ok": f.ok, "vault": f.vault or None} for f in findings]}
    invocation.answer(document, [_line(finding) for finding in findings])
    return DONE if all(finding.ok or finding.code == IN_USE for finding in findings) else NEEDS_ATTENTION


def _managed() -> tuple[Finding, ...]:
    managed = managed_here()
    return (Finding(code="managed", ok=not managed.complaints),) if managed.path else ()


def _line(finding: Finding) -> str:
    well, unwell = WORDS.get(finding.code, (finding.code, f"{finding.code}: look here"))
    whose = f"{finding.vault}: " if finding.vault else ""
    return f"{'ok  ' if finding.ok else '!   '}{whose}{well if finding.ok else unwell}"
