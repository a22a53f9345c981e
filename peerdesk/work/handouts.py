"""Pages to hand out, as one page of HTML for each language. Nothing is read from the vault and nothing is kept."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from html import escape
from typing import Any, Final

from peerdesk.domain.handouts import Handout, TeamCard
from peerdesk.domain.peer_pulse import PulseAnswer, Statement
from peerdesk.work.resources import resource

_STYLE: Final = (
    "body{font-family:sans-serif;font-size:13pt;color:#000;background:#fff}"
    " h1{font-size:24pt;margin-bottom:6pt} h2{font-size:14pt;margin-bottom:2pt} li{margin-bottom:6pt}"
    " .next{page-break-before:always} .foot{font-size:10pt}"
)
_LINE: Final = "_" * 58
_BOX: Final = "☐"


def handout_page(kind: Handout, languages: Sequence[str], card: TeamCard | None = None) -> str:
    """Return a page in each language ("en", "es"), one below the other. Raises TextTooLongError for an answer."""
    answers = (card or TeamCard()).checked()
    bodies = (_body(kind, language, answers, is_first=not place) for place, language in enumerate(languages))
    title = _text(_said(languages[0])[f"{kind.value}_title"])
    head = f'<head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
    return f'<!doctype html>\n<html lang="{languages[0]}">{head}<body>\n{"".join(bodies)}</body></html>\n'


def handout_names(language: str) -> dict[Handout, str]:
    """Return what each page is called."""
    return {kind: str(_said(language)[f"{kind.value}_title"]) for kind in Handout}


def team_card_prompts(language: str) -> dict[str, str]:
    """Return the words above each part of an individual's own card, by the name of the part."""
    return {part.name: str(_said(language)[f"team_card_{part.name}"]) for part in fields(TeamCard)}


def pulse_statements(language: str) -> dict[Statement, str]:
    """Return the statements of the page for the box, as they stand on it."""
    return dict(zip(Statement, _said(language)["pulse_points"], strict=True))


def pulse_answers(language: str) -> dict[PulseAnswer, str]:
    """Return the answers of the page for the box, as they stand on it."""
    return dict(zip(PulseAnswer, _said(language)["pulse_answers"], strict=True))


def _body(kind: Handout, language: str, card: TeamCard, *, is_first: bool) -> str:
    said = _said(language)
    parts = [f"<p>{_text(said['program'])}</p>", f"<h1>{_text(said[f'{kind.value}_title'])}</h1>"]
    parts.append(f"<p>{_text(said[f'{kind.value}_lead'])}</p>")
    parts += {
        Handout.TEAM_CARD: lambda: _team_card(said, language, card),
        Handout.INTRO: lambda: [_points(said["intro_points"]), *_blanks(said, "intro_name", "intro_reach")],
        Handout.POSTER: lambda: [_points(said["poster_points"]), *_blanks(said, "poster_call", "poster_hours")],
        Handout.SLIP: lambda: _slip(said),
        Handout.PULSE: lambda: _pulse(said),
    }[kind]()
    start = "<div>" if is_first else '<div class="next">'
    return "\n".join((start, *parts, "</div>", ""))


def _team_card(said: dict[str, Any], language: str, card: TeamCard) -> list[str]:
    found = []
    for name, prompt in team_card_prompts(language).items():
        answer = getattr(card, name)
        found.append(f"<h2>{_text(prompt)}</h2>")
        found.append(f"<p>{_text(answer)}</p>" if answer else f"<p>{_LINE}</p><p>{_LINE}</p>")
    return [*found, f'<p class="foot">{_text(said["team_card_foot"])}</p>']


def _slip(said: dict[str, Any]) -> list[str]:
    answers = "&nbsp;&nbsp;&nbsp;&nbsp;".join(f"{_BOX} {_text(one)}" for one in said["slip_answers"])
    asked = [f"<h2>{_text(said[name])}</h2><p>{answers}</p>" for name in ("slip_heard", "slip_decided", "slip_again")]
    written = [f"<h2>{_text(said[name])}</h2><p>{_LINE}</p><p>{_LINE}</p>" for name in ("slip_helped", "slip_better")]
    return [*asked, *written, f'<p class="foot">{_text(said["slip_foot"])}</p>']


def _pulse(said: dict[str, Any]) -> list[str]:
    """Return statements with boxes to tick, and no line: a hand is known by its writing."""
    answers = "&nbsp;&nbsp;&nbsp;".join(f"{_BOX} {_text(one)}" for one in said["pulse_answers"])
    asked = [f"<h2>{_text(one)}</h2><p>{answers}</p>" for one in said["pulse_points"]]
    return [*asked, f'<p class="foot">{_text(said["pulse_foot"])}</p>']


def _points(points: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{_text(point)}</li>' for point in points)}</ul>"


def _blanks(said: dict[str, Any], *names: str) -> list[str]:
    return [f"<p>{_text(said[name])}: {_LINE[:40]}</p>" for name in names]


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br>")


@lru_cache(maxsize=4)
def _said(language: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(resource("library", "handouts.json").read_bytes())[language]
    return known
