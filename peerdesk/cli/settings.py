"""`peerdesk settings`: what is set on this computer and who set it. Opens no notes, and changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from peerdesk.cli.commands import Command
from peerdesk.cli.invocation import Invocation, pass_invocation
from peerdesk.cli.messages import plain
from peerdesk.desktop.managed import first_preferences, is_in_doubt, left_behind, managed_here, system_place
from peerdesk.desktop.preferences import Preferences, chosen
from peerdesk.domain.managed import STRICTEST_LOCK, Complaint, Fault, ManagedSettings

DONE, NEEDS_ATTENTION = 0, 4
_SHOWN = 200

_BY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "option": "by --home",
        "environment": "by PEERDESK_HOME",
        "hospital": "by your hospital",
        "you": "by whoever works here",
        "nobody": "by nobody",
    }
)
_WHOLE_FILE: Final[Mapping[Fault, str]] = MappingProxyType(
    {
        Fault.UNREADABLE: "The file cannot be read by this account.",
        Fault.NOT_A_FILE: "It is a link, or no plain file. Put the file itself there.",
        Fault.OTHERS_WRITE: "Others than the system could have written it, or its folder. See docs/installing.md",
        Fault.TOO_LARGE: "It is larger than 16 KiB.",
        Fault.NOT_TEXT: "It is not text in UTF-8.",
        Fault.NOT_TOML: "It is not TOML: a line is not NAME = VALUE.",
    }
)
_WANTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "server": 'an address such as "https://peerdesk.hospital.example"',
        "home": 'a whole path, or one that begins with "~/", to a folder of its own',
        "sign_in": 'an address without a question mark, such as "https://login.hospital.example/staff"',
        "language": '"en" or "es"',
        "profile": '"shared workstation" or "laptop"',
        "lock_minutes": "a whole number from 1 to 15",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that is set: its name, its value, and who set it (a key of the words above)."""

    name: str
    value: str | int | None
    by: str


@click.command(cls=Command, epilog="Example: peerdesk settings --json")
@pass_invocation
def settings(invocation: Invocation) -> int:
    """Show what is set on this computer, and who set each thing. Status 4 when your hospital's file has a fault.

    The policy of your program, which comes with its directory, may make a desk lock sooner still: peerdesk status.
    """
    managed = managed_here()
    found = (*_own(invocation, managed), *_decided(managed))
    document = {
        "file": managed.path or None,
        "settings": [{"name": one.name, "value": one.value, "by": one.by} for one in found],
        "faults": [{"code": one.fault.value, "name": one.name or None} for one in managed.complaints],
    }
    lines = [f"{one.name}: {'-' if one.value is None else one.value} ({_BY[one.by]})" for one in found]
    invocation.answer(document, [*lines, *_about_file(managed), *_about_beginnings(invocation.home_folder(), managed)])
    return NEEDS_ATTENTION if managed.complaints else DONE


def _own(invocation: Invocation, managed: ManagedSettings) -> tuple[Setting, ...]:
    """Return what a person has a say in."""
    home = invocation.home_folder()
    own = chosen(home)
    kept = Preferences.read(home, first_preferences(managed))
    minutes = int(managed.lock_seconds(kept.lock_minutes) // 60)
    is_shortened = minutes < kept.lock_minutes or bool(managed.complaints)
    lock_by = "you" if "lock_minutes" in own else "hospital" if managed.profile is not None else "nobody"
    language_by = "you" if own.get("language") else "hospital" if managed.language else "nobody"
    return (
        Setting(name="home", value=plain(str(home), _SHOWN), by=_home_by(invocation, managed)),
        Setting(name="lock_minutes", value=minutes, by="hospital" if is_shortened else lock_by),
        Setting(name="language", value=kept.language or None, by=language_by),
    )


def _home_by(invocation: Invocation, managed: ManagedSettings) -> str:
    if invocation.home:
        return "option"
    if invocation.environment.get("PEERDESK_HOME"):
        return "environment"
    return "hospital" if managed.home else "nobody"


def _decided(managed: ManagedSettings) -> tuple[Setting, ...]:
    """Return what only the hospital sets."""
    decided = {
        "longest_lock_minutes": managed.longest_lock,
        "server": managed.server or None,
        "sign_in": managed.sign_in or None,
        "profile": managed.profile.value if managed.profile is not None else None,
    }
    return tuple(
        Setting(name=name, value=value, by="nobody" if value is None else "hospital") for name, value in decided.items()
    )


def _about_file(managed: ManagedSettings) -> list[str]:
    if not managed.path:
        return [f"Your hospital's IT set nothing: there is no {system_place()}"]
    if not managed.complaints:
        return [f"From {managed.path}"]
    said = [f"{managed.path} has a fault. Until it is mended, a desk locks after {STRICTEST_LOCK} minute."]
    return said + [f"! {_sentence(one)}" for one in managed.complaints]


def _about_beginnings(home: Path, managed: ManagedSettings) -> list[str]:
    """Return what else follows for new notes, and for those that lie where this computer does not look any more."""
    if is_in_doubt(home, managed):
        return ["Until it is mended no notes begin here: it may say that they belong elsewhere. Those here open."]
    if managed.hides("server"):
        return ["Until it is mended no notes begin with an invite or a recovery sheet: it may say with which server."]
    before = left_behind(home, managed)
    if before is None:
        return []
    lying = plain(str(before), _SHOWN)
    return [f"Nobody has notes in this home, and there are some in {lying}. See docs/installing.md"]


def _sentence(complaint: Complaint) -> str:
    name = plain(complaint.name)
    if complaint.fault is Fault.UNKNOWN_NAME:
        return f"'{name}' is not known. Known are: {', '.join(_WANTED)}."
    if complaint.fault is Fault.BAD_VALUE:
        return f"{name} wants {_WANTED[name]}."
    return _WHOLE_FILE[complaint.fault]
