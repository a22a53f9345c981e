"""The type scale, in points so that the reader's own text size works, and the choice of family."""

import sys
from collections.abc import Collection
from functools import cache
from typing import Literal, NamedTuple

from PySide6.QtGui import QFont, QFontDatabase

type_roles = ("key", "meta", "meta_medium", "meta_strong", "body", "medium", "strong", "section", "title", "hero")
TypeRole = Literal["key", "meta", "meta_medium", "meta_strong", "body", "medium", "strong", "section", "title", "hero"]


class TypeStep(NamedTuple):
    """One step of the scale: size in points at 100 %, weight, letter spacing in per cent."""

    points: float
    weight: int
    spacing_percent: float = 100.0


_SCALE: dict[TypeRole, TypeStep] = {
    "key": TypeStep(points=8.5, weight=500),
    "meta": TypeStep(points=9.5, weight=400),
    "meta_medium": TypeStep(points=9.5, weight=500),
    "meta_strong": TypeStep(points=9.5, weight=600),
    "body": TypeStep(points=10.5, weight=400),
    "medium": TypeStep(points=10.5, weight=500),
    "strong": TypeStep(points=10.5, weight=600),
    "section": TypeStep(points=12, weight=600),
    "title": TypeStep(points=17, weight=600, spacing_percent=98.5),
    "hero": TypeStep(points=22, weight=600, spacing_percent=98.5),
}


def choose_families(system: str, installed: Collection[str], platform: str = sys.platform) -> tuple[str, ...]:
    """Return the font families to try, best first.

    The system's own font is what the reader is used to. On Linux a bare system resolves to DejaVu Sans, which
    is very wide; an installed Inter or Noto Sans reads better there.
    """
    bare = system.startswith("DejaVu") or system in {"", "Sans", "Sans Serif", "sans-serif"}
    if platform.startswith("linux") and bare:
        better = tuple(name for name in ("Inter", "Noto Sans") if name in installed)
        return (*better, system or "DejaVu Sans")
    return (system,)


def families_here() -> tuple[str, ...]:
    """Return `choose_families` for this computer. Needs a running QGuiApplication."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return choose_families(system, QFontDatabase.families())


@cache
def font(families: tuple[str, ...], role: TypeRole, scale: float, tabular: bool) -> QFont:
    """Return the font of a role. `scale` multiplies points; `tabular` gives digits of one width."""
    step = _SCALE[role]
    made = QFont()
    made.setFamilies(list(families))
    made.setPointSizeF(step.points * scale)
    made.setWeight(QFont.Weight(step.weight))
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, step.spacing_percent)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
