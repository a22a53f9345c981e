"""The pictures of the two guides, for peers and for supervisors: a few of those that are taken, smaller, renamed.

`make shots ARGS="--guide docs/pictures"` takes them anew.
"""

from collections import Counter
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from peerdesk.desktop.shots.manners import LIGHT

WIDTH: Final = 960
_COLOURS: Final = 256
PICTURES: Final = {
    "01-unlock": "unlock",
    "83-practice": "practice",
    "60-start-shift": "start-shift",
    "61-on-shift": "today",
    "65-nothing-written": "nothing-written",
    "11-follow-ups": "follow-ups",
    "25-two-versions-picked": "two-versions",
    "10-sync-trust": "sync-trust",
    "81-help": "help",
    "80-settings": "settings",
    "90-agenda": "supervision",
    "12-handoffs": "handoffs",
    "13-places": "places",
    "19-person": "person",
    "20-what-i-did": "what-i-did",
    "77-asked-outside-my-role": "outside-my-role",
}
OF_SUPERVISORS: Final = {
    "09-review": "review-list",
    "35-supervision-of-a-supervisor": "supervision-log",
    "12-report": "report",
    "12-report-on-paper": "report-on-paper",
    "97-library-filled": "library",
    "98-box-filled": "peers-box",
    "97-pulse": "peers-pulse",
}


def keep_for_guide(taken: Path, guide: Path) -> list[Path]:
    """Put the pictures of the guides that were `taken` there. Raises FileNotFoundError for one that was not."""
    kept = []
    for scene, name in {**PICTURES, **OF_SUPERVISORS}.items():
        source = taken / f"{scene}-{LIGHT.suffix}.png"
        if not source.exists():
            raise FileNotFoundError(source.name)
        path = guide / f"{name}.png"
        _small(QImage(str(source))).save(str(path), quality=0)
        kept.append(path)
    return kept


def _small(picture: QImage) -> QImage:
    """Return a picture at the width of the guide in 256 colours of its own: a third of the bytes, and as clear."""
    image = picture.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
    # In coarser colours the rare ones, such as those of a coloured word, are frequent enough to be among them.
    coarse = image.convertToFormat(QImage.Format.Format_RGB555).convertToFormat(QImage.Format.Format_RGB32)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    seen = Counter(memoryview(image.constBits()).cast("I")).most_common(_COLOURS // 4)
    seen += Counter(memoryview(coarse.constBits()).cast("I")).most_common(_COLOURS - len(seen))
    colours = [colour for colour, _often in seen]
    return image.convertToFormat(QImage.Format.Format_Indexed8, colours, Qt.ImageConversionFlag.AvoidDither)
