"""Find the files that ship with PeerDesk, for every face: icons, styles, words and the library. No Qt here."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


class MissingResourceError(Exception):
    """A file that ships with PeerDesk is not where any build of it puts files."""


def resource_root(package: Path = _PACKAGE, frozen_root: str | None = None) -> Path:
    """Return the folder that holds `icons/`, `styles/`, `i18n/` and `library/`.

    Looked for in this order: the frozen application (`frozen_root`, by default what the freezer tells us),
    the installed wheel (`peerdesk/_resources`), the source tree (`resources/` beside the package).
    Raises MissingResourceError when none of them is there, because a window without words or icons helps nobody.
    """
    frozen = frozen_root or getattr(sys, "_MEIPASS", None)
    places = [package / "_resources", package.parent / "resources"]
    if frozen:
        places = [
            Path(frozen) / "resources",
            Path(frozen) / "peerdesk" / "_resources",
            Path(sys.executable).parent / "resources",
            *places,
        ]
    for place in places:
        if (place / "icons").is_dir():
            return place
    raise MissingResourceError("none of: " + ", ".join(place.name for place in places))


def resource(*parts: str) -> Path:
    """Return the path of one shipped file, for example `resource("icons", "plus.svg")`.

    Raises MissingResourceError when it is not there.
    """
    path = resource_root().joinpath(*parts)
    if not path.exists():
        raise MissingResourceError("/".join(parts))
    return path
