"""Texts that try things, with what of each is kept: to the letter, or without what no screen and no file can hold."""

from typing import Final, NamedTuple


class Odd(NamedTuple):
    """What is put in, and what is kept of it. `gone` counts the characters that had to go."""

    put_in: str
    kept: str
    gone: int = 0


FAMILY: Final = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
MIXED: Final = "Shalom \u05e9\u05dc\u05d5\u05dd 123, \u0645\u0631\u062d\u0628\u0627 abc (45)"
MARKED: Final = "e" + "\u0301" * 900
TEXTS: Final = {
    "one letter": Odd("x", "x"),
    "NUL": Odd("a\0b", "ab", 1),
    "control": Odd("a\x1b[2J\x07b", "a[2Jb", 2),
    "RTL override": Odd("pay\u202efdp.exe", "payfdp.exe", 1),
    "isolates left open": Odd("a\u2066b\u2067c\u2068d\u2069e", "abcde", 4),
    "line ends": Odd("a\r\nb\rc\nd", "a\nb\nc\nd"),
    "zero width": Odd("a\u200bb\u200c\u200dc\ufeffd", "a\u200bb\u200c\u200dc\ufeffd"),
    "a space that does not break": Odd("10\u00a0000", "10\u00a0000"),
    "joined emoji": Odd(FAMILY, FAMILY),
    "both directions": Odd(MIXED, MIXED),
    "nine hundred marks": Odd(MARKED, MARKED),
    "a page": Odd('<a href="file:///etc/passwd">x</a>&amp;', '<a href="file:///etc/passwd">x</a>&amp;'),
    "a formula": Odd("=HYPERLINK(1)", "=HYPERLINK(1)"),
}
LONE_SURROGATE: Final = Odd("a\ud800b", "ab", 1)
"""By the command line only: a window cannot be given one."""
