"""How the hospital's policy is told, in JSON and in lines: to the officer, and to everybody whom it is about."""

from peerdesk.cli.words import calm
from peerdesk.domain.levels import Level
from peerdesk.domain.unit_summary import Profile
from peerdesk.work.policy import Policy

UNSET = "not filled in"
UNITS_OFF = "off"


def policy_shape(found: Policy) -> dict[str, object]:
    """Return the rules by the names of the options."""
    return {
        "version": found.version,
        "lock_minutes": found.lock_minutes,
        "words": found.words.value,
        "part2": found.part2,
        "recovery": found.recovery,
        "retention_days": found.retention_days,
        "hide": list(found.hidden),
        "widest_start": found.widest_start.value,
        "code_team": found.local.team or None,
        "supervisor_line": found.local.supervisor or None,
        "report_rule": found.local.report or None,
        "local_checked": found.local.checked.isoformat() if found.local.checked else None,
        "numbers_checked": found.local.numbers_checked.isoformat() if found.local.numbers_checked else None,
        "units": found.units.profile.value if found.units else UNITS_OFF,
        "eight_minutes": found.units is not None and found.units.eight_minutes,
    }


def policy_lines(found: Policy) -> list[str]:
    """Return a line for each rule."""
    lock = f"after {found.lock_minutes} minutes at most" if found.lock_minutes else "as each person chooses"
    kept = f"{found.retention_days} days" if found.retention_days else "without an end"
    return [
        f"Version: {found.version}" if found.version else "No policy was made yet. These are the defaults.",
        f"An untouched desk locks: {lock}",
        f"Six words before the first share: {found.words.value}",
        f"42 CFR Part 2: {'applies' if found.part2 else 'does not apply'}",
        f"Hospital recovery: {'people are asked' if found.recovery else 'off'}",
        f"Sealed copies of those who left: {kept}",
        f"Not offered here: {', '.join(found.hidden) or 'nothing'}",
        f"New notes begin: {'private' if found.widest_start is Level.JUST_ME else 'as each peer chooses'}",
        f"Code team: {calm(found.local.team) or UNSET}",
        f"Supervisor on call: {calm(found.local.supervisor) or UNSET}",
        f"Rule on reporting: {calm(found.local.report) or UNSET}",
        f"Looked at on: {found.local.checked or UNSET}",
        f"Crisis numbers called on: {found.local.numbers_checked or UNSET}",
        f"Units of 15 minutes: {_units(found)}",
    ]


def _units(found: Policy) -> str:
    if found.units is None:
        return "not counted"
    least = "8 minutes are one" if found.units.eight_minutes else "whole ones only"
    limits = ", with Virginia's limits" if found.units.profile is Profile.VA else ""
    return f"peers may count their own, {least}{limits}"
