"""The recovery sheet as a page to print: the code to type, the same as a QR code, and what to do with it.

Both languages stand on it, because nobody knows on what day, and with whose help, it will be needed. It needs nothing
from outside, prints in black on white on one page, and the file itself can be read back by a new computer.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Final

import segno

from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.resources import resource

_LANGUAGES: Final = ("en", "es")
_PAGES: Final = frozenset({".html", ".htm"})
PDF: Final = ".pdf"
"""How a file ends that the desk writes as a PDF, and that nothing else here can write."""

_GROUPS_A_LINE: Final = 3
_SECOND: Final = {"es": ' class="second"'}
_STYLE: Final = """
@page { margin: 14mm }
body { font-family: sans-serif; font-size: 10pt; max-width: 182mm; margin: 0 auto; color: #000; background: #fff }
h1 { font-size: 16pt; margin: 0 } h1.second { font-size: 12pt; font-weight: normal }
h4 { font-size: 10pt; margin-top: 12px; margin-bottom: 0px } p { margin-top: 4px; margin-bottom: 4px }
table { width: 100%; margin-left: 0px; margin-top: 10px; margin-bottom: 8px } td { vertical-align: top }
td.advice { width: 50%; padding-right: 18px }
.name { font-size: 14pt; margin-top: 10px; margin-bottom: 10px }
.code { font-family: monospace; font-size: 17pt; font-weight: bold; white-space: pre }
.code { margin-top: 6px; margin-bottom: 12px }
.small, .facts { font-size: 8pt; overflow-wrap: anywhere }
"""


def sheet_file(sheet: RecoverySheet, path: Path) -> str:
    """Return what goes into a file of that name: a page for .html, plain text for anything else."""
    return sheet_page(sheet) if path.suffix.casefold() in _PAGES else sheet.text()


def sheet_page(sheet: RecoverySheet) -> str:
    """Return the sheet as a page of HTML."""
    said = {language: _words(language) for language in _LANGUAGES}
    page = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{said["en"]["title"]}</title>',
        f"<style>{_STYLE}</style></head><body>",
        *(
            f'<h1 lang="{language}"{_SECOND.get(language, "")}>{words["title"]}</h1>'
            for language, words in said.items()
        ),
        f'<p class="name">{escape(sheet.name)}</p>',
        '<table border="1" cellspacing="0" cellpadding="12"><tr><td>',
        *_code(sheet, said),
        f"</td><td>{_qr(sheet)}</td></tr></table>",
        "<table><tr>",
        *(_advice(sheet, language, words) for language, words in said.items()),
        "</tr></table>",
        *_facts(sheet, said),
        # What a computer reads, whole and in one piece; nobody has to look at it.
        f'<script type="text/plain">\n{escape(sheet.text())}</script>',
        "</body></html>\n",
    ]
    return "\n".join(page)


def _words(language: str) -> dict[str, str]:
    words: Mapping[str, str] = json.loads(resource("library", "recovery_sheet.json").read_bytes())[language]
    return {key: escape(text) for key, text in words.items()}


def _code(sheet: RecoverySheet, said: Mapping[str, Mapping[str, str]]) -> list[str]:
    groups = sheet.code.split("-")
    lines = ["-".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE)]
    shown = [_both(said, "code"), f'<p class="code">{"-<br>".join(lines)}</p>']
    if sheet.hospital_groups:
        shown += [_both(said, "hospital_groups"), f'<p class="code">{sheet.hospital_groups}</p>']
    return [*shown, f'<p class="small">{said["en"]["scan"]}<br><span lang="es">{said["es"]["scan"]}</span></p>']


def _both(said: Mapping[str, Mapping[str, str]], key: str) -> str:
    return f'<p>{said["en"][key]}<br><span lang="es">{said["es"][key]}</span></p>'


def _qr(sheet: RecoverySheet) -> str:
    # Each module is four dots, and the picture is as wide as a thumb is long, whatever the code holds.
    picture = segno.make_qr(sheet.qr(), error="m").png_data_uri(scale=4, border=4)
    return f'<img src="{picture}" alt="QR" width="190" height="190">'


def _advice(sheet: RecoverySheet, language: str, words: Mapping[str, str]) -> str:
    parts = [f"<p>{words['lead']}</p>", f"<h4>{words['forgot_title']}</h4><p>{words['forgot']}</p>"]
    if sheet.hospital_groups:
        parts.append(f"<h4>{words['new_title']}</h4><p>{words['new']}</p>")
    parts.append(f"<h4>{words['lost_title']}</h4><p>{words['lost']}</p>")
    parts.append(f"<p><b>{words['delete']}</b></p>")
    return f'<td class="advice" lang="{language}">{"".join(parts)}</td>'


def _facts(sheet: RecoverySheet, said: Mapping[str, Mapping[str, str]]) -> list[str]:
    if not sheet.server:
        return []
    facts = (
        ("hospital", sheet.organisation),
        ("server", sheet.server),
        ("certificate", sheet.pin.hex() or "-"),
        ("fingerprint", sheet.root.hex()),
    )
    lines = [f"<b>{_label(said, key)}</b>: {escape(value)}" for key, value in facts]
    return [f'<p class="facts">{"<br>".join(lines)}</p>']


def _label(said: Mapping[str, Mapping[str, str]], key: str) -> str:
    return " / ".join(dict.fromkeys(said[language][key] for language in _LANGUAGES))
