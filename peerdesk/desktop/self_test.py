"""Does the window's half of this build work here: fonts, icons, words, and the process that looks words up."""

import json
import subprocess
import tempfile
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontMetricsF

from peerdesk.desktop.fonts import families_here, font
from peerdesk.desktop.icons import icon_pixmap
from peerdesk.desktop.language import Language
from peerdesk.desktop.spelling.speller import checker_command
from peerdesk.desktop.theme import new_application
from peerdesk.work.self_test import SelfTestError

_PATIENCE_SECONDS = 60.0
_ENGLISH = "Settings"


def window_can_be_drawn() -> str:
    """Draw letters, an icon and Spanish words, on no screen. Once in a process."""
    app = new_application()
    families = families_here()
    width = QFontMetricsF(font(families, "body", 1.0, tabular=False)).horizontalAdvance("niño")
    if width <= 0:
        raise SelfTestError("there is no font to write with")
    if icon_pixmap("plus", QColor("black"), 16).toImage().pixelColor(8, 8).alpha() == 0:
        raise SelfTestError("icons stay empty")
    language = Language(app)
    language.use("es")
    if QCoreApplication.translate("SettingsScreen", _ENGLISH) == _ENGLISH:
        raise SelfTestError("Spanish is not spoken")
    return families[0]


def spelling_starts() -> str:
    """Start the process that looks words up, on a dictionary of three words."""
    with tempfile.TemporaryDirectory(prefix="peerdesk-self-test-") as folder:
        path = Path(folder) / "en_US"
        path.with_suffix(".aff").write_text("SET UTF-8\n", encoding="utf-8")
        path.with_suffix(".dic").write_text("3\nthe\nand\nwith\n", encoding="utf-8")
        said = _asked(checker_command("en", path), b'{"words": ["the", "teh"]}\n')
    if [json.loads(line) for line in said] != [{"ready": True}, {"unknown": ["teh"]}]:
        raise SelfTestError("it does not answer")
    return "its own process answers"


def _asked(command: list[str], question: bytes) -> list[bytes]:
    """Return the two lines that the process says. It ends with its input, so that stays open until then."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        end = threading.Timer(_PATIENCE_SECONDS, process.kill)
        end.start()
        try:
            if process.stdin is None or process.stdout is None:
                raise SelfTestError("it has no pipes")
            process.stdin.write(question)
            return [line for line in (process.stdout.readline(), process.stdout.readline()) if line]
        finally:
            end.cancel()
            process.kill()
