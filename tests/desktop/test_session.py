"""A session's process: what it starts for the person lives by itself."""

import os
import signal
import subprocess
import sys
import textwrap
import time

SESSION = """
    import subprocess, sys
    from peerdesk.desktop.session import ParentLine

    line = ParentLine()
    line.heard.connect(print)
    line.listen()
    line.tell("opened")
    # A browser: it writes whatever it likes, and stays when the desk is closed.
    started = subprocess.Popen([sys.executable, "-c", "print('locking', flush=True); import time; time.sleep(20)"])
    line.tell(str(started.pid))
    sys.stdin.read()
"""


def test_a_browser_that_outlives_its_session_holds_no_end_of_the_line_to_the_parent() -> None:
    """The parent hears that a session ended by the end of its line: else no window follows until the browser closes."""
    command = [sys.executable, "-c", textwrap.dedent(SESSION)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as session:
        begun = time.monotonic()
        said, _ = session.communicate(timeout=30)
    took, (first, browser) = time.monotonic() - begun, said.split()
    os.kill(int(browser), signal.SIGKILL)
    assert (first, took < 15) == ("opened", True)
