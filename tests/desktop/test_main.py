"""The parent of the sessions: what it does with children that open, lock, stop by themselves, or hang."""

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from peerdesk.desktop.main import MOST_CRASHES, Keeper, child_command, child_environment
from peerdesk.desktop.words_between import LOCK_SECONDS, LOCKED_STATUS

CHILD = """
    import os, sys
    log = open(sys.argv[1], "a", buffering=1)
    warm = "--warm" in sys.argv
    tag = "warm" if warm else "first"
    print(tag, "started", file=log)
    word = sys.stdin.readline().strip() if warm else "now"
    print(tag, "heard", word, file=log)
    def tell(word): os.write(1, (word + "\\n").encode())
"""


def child(tmp_path: Path, then: str) -> list[str]:
    script = tmp_path / "child.py"
    script.write_text(textwrap.dedent(CHILD) + textwrap.dedent(then), encoding="utf-8")
    return [sys.executable, str(script), str(tmp_path / "log")]


def told(tmp_path: Path) -> list[str]:
    return (tmp_path / "log").read_text(encoding="utf-8").splitlines()


def keep(command: list[str]) -> int:
    return Keeper(command, {}).run()


def test_closing_the_first_window_ends_everything(tmp_path: Path) -> None:
    assert keep(child(tmp_path, "sys.exit(0)")) == 0
    assert told(tmp_path) == ["first started", "first heard now"]


def test_the_next_window_is_warm_before_the_first_is_locked(tmp_path: Path) -> None:
    then = f"""
        if warm:
            sys.exit(0)
        tell("opened")
        import time; time.sleep(0.5)
        tell("locking")
        sys.exit({LOCKED_STATUS})
    """
    assert keep(child(tmp_path, then)) == 0
    assert told(tmp_path) == ["first started", "first heard now", "warm started", "warm heard show"]


def test_a_session_that_stops_by_itself_is_followed_by_a_window_that_says_so(tmp_path: Path) -> None:
    then = """
        if warm:
            sys.exit(0)
        tell("opened")
        import time; time.sleep(0.3)
        os.abort()
    """
    assert keep(child(tmp_path, then)) == 0
    assert told(tmp_path)[-1] == "warm heard show-after-stop"


def test_after_someone_elses_turn_the_next_window_asks_who(tmp_path: Path) -> None:
    then = f"""
        if warm:
            sys.exit(0)
        tell("opened"); tell("passing"); tell("locking")
        import time; time.sleep(0.3)
        os._exit({LOCKED_STATUS})
    """
    assert keep(child(tmp_path, then)) == 0
    assert told(tmp_path)[-1] == "warm heard show-choice"


def test_the_window_behind_the_wish_for_practice_begins_it_and_the_one_after_does_not(tmp_path: Path) -> None:
    then = f"""
        if word == "show":
            sys.exit(0)
        tell("opened")
        if not warm:
            tell("practising")
        tell("locking")
        import time; time.sleep(0.3)
        os._exit({LOCKED_STATUS})
    """
    assert keep(child(tmp_path, then)) == 0
    assert [line for line in told(tmp_path) if "heard" in line] == [
        "first heard now",
        "warm heard show-practice",
        "warm heard show",
    ]


def test_a_lock_that_hangs_is_ended_after_two_seconds(tmp_path: Path) -> None:
    then = """
        if warm:
            sys.exit(0)
        tell("opened"); tell("locking")
        import time; time.sleep(60)
    """
    begun = time.monotonic()
    assert keep(child(tmp_path, then)) == 0
    assert LOCK_SECONDS <= time.monotonic() - begun < LOCK_SECONDS + 3
    assert told(tmp_path)[-1] == "warm heard show"


def test_a_window_that_cannot_even_open_is_not_tried_again(tmp_path: Path) -> None:
    assert keep(child(tmp_path, "sys.exit(70)")) == 70
    assert told(tmp_path) == ["first started", "first heard now"]


def test_a_window_that_crashes_before_anybody_opened_it_is_followed_by_another_but_not_for_ever(tmp_path: Path) -> None:
    assert keep(child(tmp_path, "os.abort()")) == -signal.SIGABRT
    heard = [line for line in told(tmp_path) if "heard" in line]
    assert heard == ["first heard now", *["warm heard show-after-stop"] * MOST_CRASHES]


def test_the_parent_imports_neither_qt_nor_the_vault() -> None:
    program = (
        "import sys, peerdesk.desktop.main as m;"
        "print([n for n in ('PySide6', 'sqlalchemy', 'cryptography', 'msgspec') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_child_gets_the_home_and_the_name_and_this_very_package() -> None:
    command = child_command(Path("/somewhere"), "Devon")
    assert command[-4:] == ["--home", "/somewhere", "--name", "Devon"]
    assert Path(child_environment({})["PYTHONPATH"], "peerdesk", "desktop", "main.py").exists()


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_command(Path("/h"), None)[1:] == ["desk-session", "--home", "/h"]
