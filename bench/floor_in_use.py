"""The floor of the desk in use: a bare window with a bare editor in it, written in, and left alone."""

import os
import time
from functools import partial

from bench.in_use import IDLE_NOTE, IDLE_SECONDS, KEY_NOTE, PROCESSOR, TEXT
from bench.measure import Samples
from bench.report import child_result
from bench.sync_steps import BLOCK_WITH_A_CORE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_LETTER_MS = 40


def bare() -> Samples:
    """Write a text into an editor, a letter at a time, then leave its caret alone."""
    from PySide6.QtWidgets import QApplication, QPlainTextEdit

    from bench.hand import Hand

    application = QApplication([])
    editor = QPlainTextEdit()
    editor.resize(1280, 800)
    editor.show()
    editor.setFocus()
    application.processEvents()
    hand = Hand(editor)
    felt = []
    for letter in TEXT:
        felt.append(hand.feel(partial(hand.write, letter)))
        hand.rest(_LETTER_MS)
    busy = time.process_time()
    hand.rest(IDLE_SECONDS * 1000)
    idle = 100 * (time.process_time() - busy) / IDLE_SECONDS
    return {
        KEY_NOTE: [one.seconds for one in felt],
        KEY_NOTE + BLOCK_WITH_A_CORE: [one.with_a_core for one in felt],
        KEY_NOTE + PROCESSOR: [one.worked for one in felt],
        IDLE_NOTE: [idle],
    }


if __name__ == "__main__":
    child_result(bare())
