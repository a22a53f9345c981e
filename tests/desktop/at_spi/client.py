"""An assistive-technology client, in a process of its own under the system's Python: it only sees what AT-SPI tells.

It unlocks, records, finds and shares a note, and looks on every page for things one could focus but not name.
Usage: client.py PASSPHRASE. Prints one JSON object; the last line says how far it came.
"""

import json
import sys
import time

import pyatspi

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


def walk(node, depth=0):
    """Yield every accessible below a node that is showing."""
    if depth > 40:
        return
    try:
        count = node.childCount
    except Exception:
        return
    for at in range(count):
        try:
            child = node.getChildAtIndex(at)
            if child is None:
                continue
            showing = child.getState().contains(pyatspi.STATE_SHOWING)
        except Exception:
            continue
        if showing:
            yield child
            yield from walk(child, depth + 1)


def frames():
    desktop = pyatspi.Registry.getDesktop(0)
    for at in range(desktop.childCount):
        app = desktop.getChildAtIndex(at)
        if app is None:
            continue
        for window in app:
            if window is not None and window.getState().contains(pyatspi.STATE_SHOWING):
                yield window


def everything():
    for frame in frames():
        yield frame
        yield from walk(frame)


def find(role, name, *, begins=False, patience=PATIENCE):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        for node in everything():
            try:
                if node.getRole() != role:
                    continue
                known = node.name
            except Exception:
                continue
            if known == name or (begins and known.startswith(name)):
                return node
        time.sleep(PAUSE)
    raise NotFoundError(f"{pyatspi.Role(role) if False else role} {name}")


def press(node):
    actions = node.queryAction()
    for at in range(actions.nActions):
        if actions.getName(at).lower() in {"press", "toggle", "check", "select"}:
            actions.doAction(at)
            return
    raise NotFoundError(f"no action on {node.name}")


def write(node, text):
    node.queryEditableText().setTextContents(text)


def gaps():
    """Return what could take the focus here and has neither a name nor a label."""
    found = []
    for node in everything():
        try:
            state = node.getState()
            if not state.contains(pyatspi.STATE_FOCUSABLE) or node.getRole() in SKIPPED_ROLES:
                continue
            labelled = any(
                relation.getRelationType() == pyatspi.RELATION_LABELLED_BY for relation in node.getRelationSet()
            )
            if not node.name.strip() and not labelled:
                found.append(f"{node.getRoleName()} in {node.parent.name or node.parent.getRoleName()}")
        except Exception:
            continue
    return found


def main(passphrase):
    told = {"gaps": {}}

    def step(name):
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
    result = {}
    try:
        result = main(sys.argv[1])
        result["done"] = True
    except Exception as problem:
        result = {"done": False, "problem": f"{type(problem).__name__}: {problem}"}
        result["seen"] = [f"{node.getRoleName()}: {node.name}" for node in everything()][:120]
    print(json.dumps(result))
