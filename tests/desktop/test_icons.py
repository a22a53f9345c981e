import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from peerdesk.desktop import icons
from peerdesk.work.resources import MissingResourceError, resource_root

NAMES = sorted(path.stem for path in (resource_root() / "icons").glob("*.svg"))
DESKTOP = Path(icons.__file__).parent


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_in_the_colour_asked_for_and_keeps_to_its_box(qapp: QApplication, name: str) -> None:
    image = icons.icon_pixmap(name, QColor("#A0332A"), 24, 2.0).toImage()
    solid = [image.pixelColor(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250]
    assert len(solid) > 8
    # Blending rounds by one step at most.
    assert all(
        abs(colour.red() - 0xA0) + abs(colour.green() - 0x33) + abs(colour.blue() - 0x2A) <= 3 for colour in solid
    )
    corners = [image.pixelColor(x, y).alpha() for x in (0, 47) for y in (0, 47)]
    assert corners == [0, 0, 0, 0]


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_one_path_on_the_same_grid_with_round_ends(name: str) -> None:
    text = (resource_root() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in text
    assert 'stroke="currentColor"' in text
    assert 'stroke-linecap="round"' in text
    assert text.count("<path") == 1
    if name != "more":
        assert 'stroke-width="1.6"' in text


def test_two_sizes_of_one_icon_are_two_pictures(qapp: QApplication) -> None:
    small = icons.icon_pixmap("lock", QColor("#000000"), 14)
    large = icons.icon_pixmap("lock", QColor("#000000"), 28)
    assert (small.width(), large.width()) == (14, 28)


def test_an_icon_nobody_drew_is_said(qapp: QApplication) -> None:
    with pytest.raises(MissingResourceError):
        icons.icon_pixmap("unicorn", QColor("#000000"), 18)


def test_every_icon_the_code_asks_for_exists() -> None:
    asked = re.compile(r'(?:icon|lead_icon)\s*=\s*"([a-z-]+)"|(?:Icon|IconDisc|IconButton|EmptyState)\(\s*"([a-z-]+)"')
    wanted = {
        name
        for path in DESKTOP.rglob("*.py")
        for match in asked.finditer(path.read_text(encoding="utf-8"))
        for name in match.groups()
        if name
    }
    assert len(wanted) > 10
    assert wanted - set(NAMES) == set()
