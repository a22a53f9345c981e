"""The supervisor's guide: its pictures are there, and it calls things what the screens call them."""

import re

from peerdesk.desktop.shots.guide import OF_SUPERVISORS
from tests.desktop.strings import said
from tests.desktop.test_peer_guide import DOCS, LARGEST_BYTES
from tests.desktop.test_strings import FORBIDDEN
from tests.support.reading import grade

GUIDE = (DOCS / "supervisor-guide.md").read_text(encoding="utf-8")
OF_FILES = {"<11", "How the program is for us"}


def prose() -> str:
    """Return the sentences of the guide, without headings, pictures and tables."""
    lines = [one for one in GUIDE.splitlines() if not one.startswith(("#", "!", "|"))]
    return re.sub(r"\s+", " ", " ".join(lines))


def test_every_picture_is_there_and_small_and_every_one_that_is_taken_is_shown() -> None:
    shown = re.findall(r"\(pictures/([\w-]+)\.png\)", GUIDE)
    assert set(shown) == set(OF_SUPERVISORS.values())
    assert [one for one in shown if (DOCS / "pictures" / f"{one}.png").stat().st_size > LARGEST_BYTES] == []


def test_what_it_calls_by_its_name_is_called_so_on_the_screen() -> None:
    shown = {one.source.replace("&&", "&") for one in said() if one.source} | {"What the numbers mean"}
    assert set(re.findall(r'"([^"]+)"', prose())) - shown - OF_FILES == set()


def test_it_can_be_read_by_anybody() -> None:
    assert grade(prose()) < 9
    assert re.findall(rf"\b(?:{FORBIDDEN['en']})\b", prose(), re.IGNORECASE) == []
