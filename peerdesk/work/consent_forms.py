"""The printed forms of consent: a release to sign, and the page of somebody who changed their mind.

Each is one page of HTML that needs nothing from outside and prints in black on white. The release is a template that
counsel has to look at first, and says so.
"""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Final

from peerdesk.domain.consent_vocabulary import ConsentPurpose, ConsentScope
from peerdesk.work.consent_words import Words, consent_words
from peerdesk.work.labels import Labels
from peerdesk.work.ledger import LedgerLine
from peerdesk.work.withdrawing import Withdrawn

_STYLE: Final = (
    "body{font-family:sans-serif;font-size:12pt;color:#000;background:#fff;margin:2cm} h1{font-size:18pt}"
    " h2{font-size:13pt} .line{border-bottom:1px solid #000} .review{border:1px solid #000;padding:4px}"
)
_BLANK: Final = "_" * 46
_BOX: Final = "☐ "


def release_form(labels: Labels, language: str) -> str:
    """Return a release to sign, with every part that the rule asks for."""
    said = consent_words(language)
    parts = [
        f'<p class="review"><b>{_safe(said["review"])}</b></p>',
        f"<p>{_safe(said['release_lead'])}</p>",
        _field(said["line_name"]),
        _field(said["release_discloser"]),
        _field(said["release_recipients"]),
        _field(""),
        _ticks(said["release_scope"], labels.all(ConsentScope, language).values()),
        _ticks(said["release_purpose"], labels.all(ConsentPurpose, language).values()),
        _field(said["release_ends"]),
        *(f"<p>{_safe(said[f'release_{part}'])}</p>" for part in ("revocable", "redisclosed", "declining")),
        f"<p>{_BLANK}</p>",
        *_signed(said),
    ]
    return _page(said, language, said["release_title"], parts)


def withdrawal_form(done: Withdrawn, on: date, labels: Labels, language: str, *, do_not_contact: bool = False) -> str:
    """Return the page that somebody may sign who changed their mind. It holds in PeerDesk without it."""
    said = consent_words(language)
    told = [f"<li>{_safe(_told(line, labels, language))}</li>" for line in done.told]
    parts = [
        f"<p>{_safe(said['withdrawal_lead'])}</p>",
        f"<h2>{_safe(said['withdrawal_what'])}</h2><p>{_safe(said['withdrawal_all'])}</p>",
        f"<p>{_safe(said['withdrawal_contact'])}</p>" if do_not_contact else "",
        f"<p>{_safe(said['withdrawal_from'])} {on.isoformat()}.</p>",
        f"<h2>{_safe(said['withdrawal_told'])}</h2>" if told else f"<p>{_safe(said['withdrawal_none'])}</p>",
        f"<ul>{''.join(told)}</ul>" if told else "",
        _field(said["line_name"]),
        *_signed(said),
        f"<p>{_safe(said['withdrawal_copy'])}</p>",
    ]
    return _page(said, language, said["withdrawal_title"], parts)


def _told(line: LedgerLine, labels: Labels, language: str) -> str:
    return f"{line.entry.done_on.isoformat()}: {line.recipient} ({labels.of(line.entry.act, language)})"


def _page(said: Words, language: str, title: str, parts: Iterable[str]) -> str:
    head = f'<head><meta charset="utf-8"><title>{_safe(title)}</title><style>{_STYLE}</style></head>'
    body = "\n".join(filter(None, (f"<p>{_safe(said['program'])}</p>", f"<h1>{_safe(title)}</h1>", *parts)))
    return f'<!doctype html>\n<html lang="{language}">{head}<body>\n{body}\n</body></html>\n'


def _signed(said: Words) -> tuple[str, ...]:
    return (_field(said["line_signature"]), _field(said["line_date"]))


def _field(name: str) -> str:
    return f"<p>{_safe(name)}{': ' if name else ''}{_BLANK}</p>"


def _ticks(name: str, choices: Iterable[str]) -> str:
    return f"<h2>{_safe(name)}</h2>" + "".join(f"<p>{_BOX}{_safe(one)}</p>" for one in choices)


def _safe(text: str) -> str:
    return escape(text)
