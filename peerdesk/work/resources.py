"""Find the files that ship with PeerDesk, for both faces: no Qt here."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


class MissingResourceError(Exception):
    """A file that ships with PeerDesk is not where any build of it puts files."""


def resource(*parts: str) -> Path:
    """Return the path of one shipped file, for example `resource("library", "vocab.json")`.

    Looked for in the frozen application, in the installed wheel, and in the source tree beside the package.
    Raises MissingResourceError when it is in none of them.
    """
    for root in resource_roots(_PACKAGE, getattr(sys, "_MEIPASS", None)):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise MissingResourceError("/".join(parts))


def resource_roots(package: Path, frozen_root: str | None) -> tuple[Path, ...]:
    """Return the folders that may hold the shipped files, the likeliest first."""
    frozen: tuple[Path, ...] = ()
    if frozen_root:
        frozen = (Path(frozen_root) / "resources", Path(frozen_root) / "peerdesk" / "_resources")
    return (*frozen, package / "_resources", package.parent / "resources")
