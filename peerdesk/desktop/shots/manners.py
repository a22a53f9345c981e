"""The ways in which a picture can differ: look, language, text size, and the window."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """One way to see the desk. `percent` is the text size, `size` the window in pixels, `suffix` ends file names."""

    suffix: str
    look: str = "light"
    language: str = "en"
    percent: int = 100
    size: tuple[int, int] = (1280, 800)


LIGHT = Manner(suffix="light")
DARK = Manner(suffix="dark", look="dark")
SPANISH = Manner(suffix="es", language="es")
LARGE = Manner(suffix="200pct", percent=200, size=(1366, 768))
LARGE_SPANISH = Manner(suffix="200pct-es", language="es", percent=200, size=(1366, 768))
SMALL = Manner(suffix="900x600", size=(900, 600))

EVERY_MANNER = (LIGHT, DARK, SPANISH, LARGE, LARGE_SPANISH, SMALL)
