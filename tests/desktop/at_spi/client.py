"""An assistive-technology client, in a process of its own under the system's Python: it only sees what AT-SPI tells.

It unlocks, records, finds and shares a note, and looks on every page for things one could focus but not name.
Usage: client.py PASSPHRASE. Prints one JSON object; the last line says how far it came.
"""

import contextlib
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi
from gi.repository import GLib

Node = Any
# What a thing says that has just gone from the screen.
GONE = (GLib.Error, AttributeError, LookupError, NotImplementedError, RuntimeError)

PATIENCE = 40.0
PAUSE = 0.1
WORDS = "Quiet morning, asked about the Tuesday group"
SKIPPED_ROLES = {
    pyatspi.ROLE_FRAME,
    pyatspi.ROLE_DIALOG,
    pyatspi.ROLE_FILLER,
    pyatspi.ROLE_PANEL,
    pyatspi.ROLE_APPLICATION,
    pyatspi.ROLE_SCROLL_PANE,
}


class NotFoundError(Exception):
    pass


def walk(node: Node, depth: int = 0) -> Iterator[Node]:
    """Yield every accessible below a node that is showing."""
    for at in range(_count(node) if depth < 40 else 0):
        with contextlib.suppress(*GONE):
            child = node.getChildAtIndex(at)
            if child is not None and child.getState().contains(pyatspi.STATE_SHOWING):
                yield child
                yield from walk(child, depth + 1)


def _count(node: Node) -> int:
    with contextlib.suppress(*GONE):
        return int(node.childCount)
    return 0


def frames() -> Iterator[Node]:
    desktop = pyatspi.Registry.getDesktop(0)
    for at in range(desktop.childCount):
        app = desktop.getChildAtIndex(at)
        for window in app or ():
            if window is not None and window.getState().contains(pyatspi.STATE_SHOWING):
                yield window


def everything() -> Iterator[Node]:
    for frame in frames():
        yield frame
        yield from walk(frame)


def find(role: int, name: str) -> Node:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        for node in everything():
            with contextlib.suppress(*GONE):
                if node.getRole() == role and node.name == name:
                    return node
        time.sleep(PAUSE)
    raise NotFoundError(name)


def press(node: Node) -> None:
    actions = node.queryAction()
    for at in range(actions.nActions):
        if actions.getName(at).lower() in {"press", "toggle", "check", "select"}:
            actions.doAction(at)
            return
    raise NotFoundError(f"no action on {node.name}")


def write(node: Node, text: str) -> None:
    node.queryEditableText().setTextContents(text)


def gaps() -> list[str]:
    """Return what could take the focus here and has neither a name nor a label."""
    found = []
    for node in everything():
        with contextlib.suppress(*GONE):
            if not node.getState().contains(pyatspi.STATE_FOCUSABLE) or node.getRole() in SKIPPED_ROLES:
                continue
            kinds = {relation.getRelationType() for relation in node.getRelationSet()}
            if not node.name.strip() and pyatspi.RELATION_LABELLED_BY not in kinds:
                found.append(f"{node.getRoleName()} in {node.parent.name or node.parent.getRoleName()}")
    return found


def main(passphrase: str) -> dict[str, Any]:
    told: dict[str, Any] = {"gaps": {}}

    def step(name: str) -> None:
        told["gaps"][name] = gaps()
        told["reached"] = name

    write(find(pyatspi.ROLE_PASSWORD_TEXT, "Passphrase"), passphrase)
    step("unlock")
    press(find(pyatspi.ROLE_PUSH_BUTTON, "Unlock"))
    new = find(pyatspi.ROLE_PUSH_BUTTON, "New note")
    step("today")
    press(new)
    press(find(pyatspi.ROLE_RADIO_BUTTON, "We met"))
    press(find(pyatspi.ROLE_CHECK_BOX, "Listened"))
    press(find(pyatspi.ROLE_PUSH_BUTTON, "Note for me"))
    write(find(pyatspi.ROLE_TEXT, "Note for me"), WORDS)
    step("quick note")
    press(find(pyatspi.ROLE_PUSH_BUTTON, "Save note"))
    find(pyatspi.ROLE_LABEL, "Note saved on this computer")
    write(find(pyatspi.ROLE_TEXT, "Search my notes"), "tues")
    find(pyatspi.ROLE_LABEL, "1 found for “tues”")
    step("notes")
    press(find(pyatspi.ROLE_PUSH_BUTTON, "Open"))
    share = find(pyatspi.ROLE_PUSH_BUTTON, "Share")
    step("note")
    press(share)
    decide = find(pyatspi.ROLE_PUSH_BUTTON, "Share with Tomas")
    step("share sheet")
    told["stays"] = [node.name for node in everything() if node.name == "Your note"]
    press(decide)
    find(pyatspi.ROLE_LABEL, "Shared with Tomas")
    step("shared")
    press(find(pyatspi.ROLE_PUSH_BUTTON, "Sync & trust"))
    find(pyatspi.ROLE_PUSH_BUTTON, "Sync now")
    step("sync and trust")
    press(find(pyatspi.ROLE_PUSH_BUTTON, "Lock (Ctrl+L)"))
    find(pyatspi.ROLE_PASSWORD_TEXT, "Passphrase")
    told["after lock"] = [node.name for node in everything() if "Quiet" in node.name or "Tuesday" in node.name]
    step("locked")
    return told


if __name__ == "__main__":
    result: dict[str, Any] = {}
    try:
        result = main(sys.argv[1])
        result["done"] = True
    except (NotFoundError, *GONE) as problem:
        result = {"done": False, "problem": f"{type(problem).__name__}: {problem}"}
        result["seen"] = [f"{node.getRoleName()}: {node.name}" for node in everything()][:120]
    print(json.dumps(result))
