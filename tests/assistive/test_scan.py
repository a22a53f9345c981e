"""The scan for things without a name finds them, and raises no false alarm."""

import json
import sys

from tests.assistive.machine import APP_ENVIRONMENT, Machine
from tests.assistive.window_with_gaps import NAME


def test_the_scan_finds_what_has_no_name_and_leaves_a_closed_list_in_peace(machine: Machine) -> None:
    window = [sys.executable, "-P", "-m", "tests.assistive.window_with_gaps"]
    with machine.running("window", window, **APP_ENVIRONMENT):
        done = machine.client("scan", NAME, "The end")
    assert done.returncode == 0, done.stderr + machine.printed("window")
    assert json.loads(done.stdout) == [
        "push button '' showing focusable in 'Gaps'",
        "text '' showing focusable editable in 'Gaps'",
    ]


def test_what_does_not_come_is_told_with_what_was_there_instead(machine: Machine) -> None:
    window = [sys.executable, "-P", "-m", "tests.assistive.window_with_gaps"]
    with machine.running("window", window, **APP_ENVIRONMENT):
        assert machine.client("scan", NAME, "The end").returncode == 0
        done = machine.client("scan", NAME, "A pony", patience_seconds=0.2)
    assert done.returncode == 1
    assert done.stderr.startswith("waited in vain for a thing named 'A pony' to show")
    assert "combo box 'Emergency department' showing focusable labelled" in done.stderr
