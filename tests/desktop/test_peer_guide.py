"""The peer's guide: its pictures are there, its keys are the desk's, and its words are those of the screens."""

import re
from pathlib import Path

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.shots.guide import PICTURES
from peerdesk.work.resources import resource
from tests.desktop.desks import open_desk, peer
from tests.desktop.strings import said
from tests.desktop.test_strings import FORBIDDEN
from tests.support.reading import grade, sentences

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "peer-guide.md").read_text(encoding="utf-8")
KEY = re.compile(r"\b(?:Ctrl\+(?:Shift\+)?[A-Z/,](?!\w)|F\d+)")
MOST_WORDS = 25
LARGEST_BYTES = 200_000
OF_FORMS = {"Ctrl+Enter"}


def prose() -> str:
    """Return the sentences of the guide, without headings, pictures and signs of the page."""
    lines = [one for one in GUIDE.splitlines() if not one.startswith(("#", "!", "|"))]
    paragraphs = re.split(r"\n\s*\n|\n- ", "\n".join(lines))
    return " ".join(re.sub(r"\s+", " ", one.replace("**", "")).strip() for one in paragraphs)


def keys_of(desk: WatchedDesk) -> set[str]:
    return {one.key for one in peer(desk)._shared._entries()}


def test_every_picture_is_there_and_small_and_every_one_that_is_taken_is_shown() -> None:
    shown = re.findall(r"\(pictures/([\w-]+)\.png\)", GUIDE)
    assert {one for one in shown if not (DOCS / "pictures" / f"{one}.png").exists()} == set()
    assert set(PICTURES.values()) <= set(shown)
    assert [one for one in shown if (DOCS / "pictures" / f"{one}.png").stat().st_size > LARGEST_BYTES] == []


def test_every_key_it_names_is_a_key_of_the_desk(home: Path) -> None:
    # F8 is of the tour, which is in practice only.
    named = set(KEY.findall(GUIDE)) - OF_FORMS - {"F8"}
    assert len(named) >= 10
    with open_desk(home) as desk:
        assert named - keys_of(desk) == set()


def test_what_it_calls_by_its_name_is_called_so_on_the_screen() -> None:
    shown = {one.source.replace("&&", "&") for one in said() if one.source}
    shown |= set(re.findall(r'"([^"]+)"', resource("library", "vocab.json").read_text(encoding="utf-8")))
    assert set(re.findall(r'"([^"]+)"', prose())) - shown == set()


def test_it_can_be_read_by_anybody() -> None:
    text = prose()
    assert grade(text) < 8
    assert [one for one in sentences(text) if len(one.split()) > MOST_WORDS] == []
    assert re.findall(rf"\b(?:{FORBIDDEN['en']})\b", text, re.IGNORECASE) == []
