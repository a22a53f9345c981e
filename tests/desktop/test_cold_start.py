"""What stands between the start of a session and its painted unlock window: as little as can be."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.vaults import new_vault

UNTIL_PAINTED = """
import linecache, os, sys
from peerdesk.desktop import start

hears, told = os.pipe()
os.dup2(hears, 0)

def painted():
    print(*[name for name in sys.argv[2:] if name in sys.modules], file=sys.stderr)
    print("sources kept:", len(linecache.cache) > 20, file=sys.stderr)
    calendar = vars(sys.modules["PySide6.QtWidgets"]).get("QCalendarWidget")
    print("every kind of widget:", isinstance(calendar, type), file=sys.stderr)
    os._exit(0)

bring_in = start.bring_in_qt

def then_watch():
    bring_in()
    from peerdesk.desktop import session
    session.harden = painted

start.bring_in_qt = then_watch
start.run_session(["--home", sys.argv[1]])
"""

LATER = (
    "sqlalchemy",
    "sqlcipher3",
    "cryptography",
    "msgspec",
    "concurrent.futures",
    # Both come only with the program that writes type stubs for PySide's own build.
    "argparse",
    "logging",
    "PySide6.QtNetwork",
    "jeepney",
    "peerdesk.desktop.compose_desk",
    "peerdesk.desktop.widgets.focus_ring",
)


def test_the_unlock_window_is_painted_before_anything_is_imported_that_only_an_open_vault_needs(tmp_path: Path) -> None:
    new_vault(tmp_path / "home", "Devon Achebe").close()
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_PAINTED, str(tmp_path / "home"), *LATER],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    told = [line for line in done.stderr.splitlines() if "plugin" not in line]
    assert told == ["", "sources kept: False", "every kind of widget: False"]
