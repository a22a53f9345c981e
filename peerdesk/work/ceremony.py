"""The sheets to print and to sign when a hospital's keys are made: its root, and later its recovery key.

There is no secret on them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Final

from peerdesk.work.resources import resource

LANGUAGES: Final = ("en", "es")
_GROUP: Final = 4
_GROUPS_A_LINE: Final = 4
_PRESENT: Final = 4
_STYLE: Final = """
@page { margin: 18mm }
body { font: 11pt/1.4 sans-serif; max-width: 180mm; margin: 0 auto; color: #000; background: #fff }
h1 { font-size: 18pt; margin: 0 } h2 { font-size: 12pt; margin: 6mm 0 2mm }
p { margin: 1mm 0 } .print { font: 15pt/1.6 monospace; white-space: pre }
table { border-collapse: collapse; width: 100% } tr { break-inside: avoid }
th, td { border: 1px solid #000; padding: 2mm; text-align: left; vertical-align: top }
td.blank { width: 30% } tr.tall td { height: 11mm } li { list-style: "\\2610  "; margin: 1mm 0 }
.line { display: inline-block; min-width: 90mm; border-bottom: 1px solid #000 }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """What a founding sheet tells: the organisation, its root's fingerprint, the officer's last day (aware)."""

    name: str
    root: bytes
    founded_at: datetime
    officer_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMeeting:
    """What the sheet of a recovery key tells: the organisation, the key's fingerprint (16 bytes), and when (aware)."""

    name: str
    fingerprint: bytes
    made_at: datetime


def fingerprint_groups(root: bytes) -> tuple[str, ...]:
    """Return a fingerprint as lines of four groups of four signs, to be compared by eye."""
    text = root.hex()
    groups = [text[at : at + _GROUP] for at in range(0, len(text), _GROUP)]
    return tuple("  ".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE))


def ceremony_page(ceremony: Ceremony, language: str) -> str:
    """Return the sheet as a page of HTML that needs nothing from outside and prints in black on white."""
    said = _words(language, "ceremony.json")
    return _page(language, said, ceremony.name, (*_dates(said, ceremony), *_keeping(said)))


def recovery_page(meeting: KeyMeeting, language: str) -> str:
    """Return the sheet of a recovery key: what it opens, who is asked, and where it is kept."""
    said = _words(language, "ceremony.json") | _words(language, "recovery_ceremony.json")
    made = meeting.made_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    rows = (("recovery.key", said["recovery_key"]), (said["passphrase_name"], said["passphrase"]))
    parts = (
        f"<p>{said['founded']}: {made}</p>",
        f'<p>{said["ceremony"]}: <span class="line">&nbsp;</span></p>',
        f"<h2>{said['fingerprint']}</h2>",
        f'<p class="print">{chr(10).join(fingerprint_groups(meeting.fingerprint))}</p>',
        f"<p>{said['fingerprint_why']}</p>",
        *_table(said, rows),
    )
    return _page(language, said, meeting.name, parts)


def _words(language: str, file: str) -> dict[str, str]:
    words: Mapping[str, str] = json.loads(resource("library", file).read_bytes())[language]
    return {key: escape(text) for key, text in words.items()}


def _page(language: str, said: Mapping[str, str], name: str, parts: Iterable[str]) -> str:
    title = f"{said['title']}: {escape(name)}"
    page = [
        "<!doctype html>",
        f'<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{title}</h1><p>{said['lead']}</p>",
        *parts,
        f"<h2>{said['checked']}</h2><ul>",
        *(f"<li>{text}</li>" for key, text in said.items() if key.startswith("check_") and text),
        "</ul>",
        *_present(said),
        "</body></html>\n",
    ]
    return "\n".join(page)


def _dates(said: Mapping[str, str], ceremony: Ceremony) -> list[str]:
    made = ceremony.founded_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")
    until = ceremony.officer_until.astimezone(UTC).date().isoformat()
    return [
        f"<p>{said['founded']}: {made}</p>",
        f'<p>{said["ceremony"]}: <span class="line">&nbsp;</span></p>',
        f"<h2>{said['fingerprint']}</h2>",
        f'<p class="print">{chr(10).join(fingerprint_groups(ceremony.root))}</p>',
        f"<p>{said['fingerprint_why']}</p>",
        f"<p><b>{said['until']} {until}.</b> {said['until_why']}</p>",
    ]


def _keeping(said: Mapping[str, str]) -> list[str]:
    rows = [
        ("root.key", said["root_key"]),
        (said["root_passphrase_name"], said["root_passphrase"]),
        ("officer.key", said["officer_key"]),
        ("public.json", said["public"]),
        ("people.json", said["people"]),
        (said["sheet_name"], said["sheet"]),
    ]
    return _table(said, rows)


def _table(said: Mapping[str, str], rows: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"<h2>{said['keep']}</h2><table>",
        f"<tr><th>{said['what']}</th><th>{said['how']}</th><th>{said['where']}</th></tr>",
        *(f'<tr><td>{what}</td><td>{how}</td><td class="blank"></td></tr>' for what, how in rows),
        "</table>",
    ]


def _present(said: Mapping[str, str]) -> list[str]:
    return [
        f"<h2>{said['present']}</h2><table>",
        f"<tr><th>{said['name']}</th><th>{said['role']}</th><th>{said['signature']}</th></tr>",
        *('<tr class="tall"><td></td><td></td><td></td></tr>' for _ in range(_PRESENT)),
        "</table>",
    ]
