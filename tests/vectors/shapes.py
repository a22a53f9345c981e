"""Writes the frozen bytes of every shape that travels: `python -m tests.vectors.shapes`.

A shape that is there already is never written again: what was once sent, or kept, must read the same for ever. What is
new since is added.
"""

import json
import sys
from typing import Any

from peerdesk.wire.codec import Message, encode
from tests.vectors.make import FOLDER
from tests.wire import samples

PATH = FOLDER / "shapes-1.json"


def shapes() -> dict[str, Message]:
    """Return one example of each shape, by its name; a shape with several examples is numbered from the second on."""
    others: tuple[Message, ...] = (
        samples.HEADER,
        samples.REVISION,
        samples.CERTIFICATE,
        samples.EPOCH,
        samples.ENTRY,
        samples.INVITE,
    )
    named: dict[str, Message] = {}
    for message in (*others, *samples.BODIES, *samples.MESSAGES):
        name, number = type(message).__name__, 2
        while name in named:
            name, number = f"{type(message).__name__} {number}", number + 1
        named[name] = message
    return named


def frozen() -> dict[str, str]:
    """Return what is frozen, in hexadecimal."""
    known: dict[str, Any] = json.loads(PATH.read_text("utf-8")) if PATH.exists() else {}
    return known


def main() -> int:
    """Add what is not there yet, and say what was added."""
    known = frozen()
    new = {name: encode(message).hex() for name, message in shapes().items() if name not in known}
    if new:
        PATH.write_text(json.dumps(known | new, indent=1) + "\n", "utf-8")
    print(f"{len(new)} added: {', '.join(new) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
