"""The process that looks words up: `python -m peerdesk.desktop.spelling.checker LANGUAGE DICTIONARY`.

It reads a dictionary, then single words from its standard input, and answers on its standard output: a line of JSON
each. It imports nothing of the vault and nothing of Qt, writes to no file, and ends with its input, which ends with the
desk. Whatever is wrong with a dictionary ends it, without a word: for the desk, there is no dictionary then.
"""

import itertools
import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from spylls.hunspell import Dictionary

MOST_SUGGESTIONS: Final = 5
_MOST_MEMORY: Final = 1 << 30
"""Bytes. A dictionary of either language takes a tenth of them."""
_MOST_SECONDS: Final = 600
"""Of the processor. A day of writing takes a few; a dictionary that makes it think for ever ends by them."""
_READ_BYTES: Final = 4096
_BAD_DICTIONARY: Final = 3
_COMMON: Final = {"en": ("the", "and", "with"), "es": ("que", "para", "con")}
"""A dictionary that knows none of them is another language's, or none."""


def main(arguments: Sequence[str]) -> int:
    """Look words up until the input ends. Returns the exit status."""
    language, path = arguments
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    # Beside the rest, so that the end of the input ends this process also while a dictionary is read.
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    _hold_back()
    try:
        known = Dictionary.from_files(path)
        is_usable = any(known.lookup(word) for word in _COMMON[language])
    except Exception:
        # The edge of this process: a file of somebody else's may be odd in any way, and the desk only asks whether.
        return _BAD_DICTIONARY
    if not is_usable:
        return _BAD_DICTIONARY
    _tell({"ready": True})
    while True:
        _tell(answer(json.loads(asked.get()), known.lookup, known.suggest))


def answer(asked: Mapping[str, Any], lookup: Callable[[str], bool], suggest: Callable[[str], Any]) -> dict[str, Any]:
    """Return the answer to one line: which of its words are unknown, or what may stand in place of one."""
    if "suggest" in asked:
        word = asked["suggest"]
        return {"word": word, "suggestions": list(itertools.islice(suggest(word), MOST_SUGGESTIONS))}
    return {"unknown": [word for word in asked["words"] if not lookup(word)]}


def _listen(asked: "queue.SimpleQueue[bytes]") -> None:
    waiting = b""
    while True:
        try:
            got = os.read(0, _READ_BYTES)
        except OSError:
            got = b""
        if not got:
            os._exit(0)
        *lines, waiting = (waiting + got).split(b"\n")
        for line in lines:
            asked.put(line)


def _tell(said: Mapping[str, Any]) -> None:
    os.write(1, json.dumps(said).encode() + b"\n")


def _hold_back() -> None:
    """Let everything else go first, and bound what a bad dictionary could take. No file can grow by this process."""
    if sys.platform != "win32":
        import resource

        os.nice(10)
        for limit, most in (
            (resource.RLIMIT_AS, _MOST_MEMORY),
            (resource.RLIMIT_CPU, _MOST_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
