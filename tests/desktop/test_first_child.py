"""The first child: forked before anything heavy is imported, and from then on a child like every other."""

import subprocess
import sys
import textwrap
from pathlib import Path

from peerdesk.desktop.words_between import LOCKED_STATUS

PARENT = """
    import os, sys
    from pathlib import Path
    from peerdesk.desktop.first_child import fork_child, may_fork

    log = Path(sys.argv[1])

    def note(*words):
        with log.open("a") as file:
            print(*words, file=file)

    def session():
        note("child has", *sorted(n for n in ("PySide6", "subprocess") if n in sys.modules))
        {session}

    assert may_fork()
    first = fork_child(session)
    note("parent heard", first.first_word() or "nothing")
    from peerdesk.desktop.main import Keeper

    later = [sys.executable, "-c", "import sys; open(sys.argv[1], 'a').write('later heard ' + input() + chr(10))",
             str(log)]
    sys.exit(Keeper(later, {{}}, first).run())
"""


def run(tmp_path: Path, session: str) -> tuple[int, list[str], str]:
    program = textwrap.dedent(PARENT).format(session=session)
    log = tmp_path / "log"
    done = subprocess.run(
        [sys.executable, "-c", program, str(log)], check=False, capture_output=True, text=True, timeout=30
    )
    return done.returncode, log.read_text(encoding="utf-8").splitlines(), done.stderr


def test_the_first_child_starts_before_its_parent_imports_what_only_a_parent_needs(tmp_path: Path) -> None:
    status, told, _ = run(tmp_path, "return 0")
    assert status == 0
    assert told == ["child has", "parent heard nothing"]


def test_after_a_lock_of_the_first_child_the_next_window_follows(tmp_path: Path) -> None:
    session = f'os.write(1, b"painted\\nopened\\n"); os.write(1, b"locking\\n"); os._exit({LOCKED_STATUS})'
    status, told, _ = run(tmp_path, session)
    assert status == 0
    assert told == ["child has", "parent heard painted", "later heard show"]


def test_a_first_child_that_hangs_while_it_locks_is_ended(tmp_path: Path) -> None:
    session = 'os.write(1, b"painted\\nopened\\n"); os.write(1, b"locking\\n"); import time; time.sleep(60)'
    status, told, _ = run(tmp_path, session)
    assert status == 0
    assert told == ["child has", "parent heard painted", "later heard show"]


def test_a_first_child_that_cannot_start_says_why_and_is_not_tried_again(tmp_path: Path) -> None:
    status, told, said = run(tmp_path, 'raise RuntimeError("no screen")')
    assert status == 1
    assert told == ["child has", "parent heard nothing"]
    assert said.count("no screen") == 1


def test_a_process_with_a_second_thread_is_never_forked() -> None:
    program = (
        "import threading; from peerdesk.desktop.first_child import may_fork; before = may_fork();"
        "threading.Thread(target=threading.Event().wait, daemon=True).start(); print(before, may_fork())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(sys.platform == "linux"), "False"]
