"""Which package of this Debian a library is from: for the dependencies, the bill of materials and the terms."""

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_CACHED: Final = re.compile(r"^\s+(\S+) \(([^)]*)\) => (\S+)$", re.MULTILINE)
_KIND: Final = "x86-64"


class NoOwnerError(Exception):
    """No installed package brings this library, so nothing can be said about it. The text is its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """An installed package."""

    name: str
    version: str

    @property
    def terms(self) -> Path:
        """The file with its terms."""
        return Path("/usr/share/doc") / self.name / "copyright"


def owner(library: str) -> Package:
    """Return the package that brings a library, by the name that programs ask for. Raises NoOwnerError."""
    for path in (_known().get(library, ""), *_also(library)):
        found = _owner_of(path) if path else None
        if found is not None:
            return found
    raise NoOwnerError(library)


@cache
def _known() -> dict[str, str]:
    told = subprocess.run(["/sbin/ldconfig", "-p"], check=True, capture_output=True, text=True).stdout
    return {name: path for name, kinds, path in _CACHED.findall(told) if _KIND in kinds}


def _also(library: str) -> tuple[str, ...]:
    return tuple(f"/{place}/x86_64-linux-gnu/{library}" for place in ("lib", "usr/lib"))


def _owner_of(path: str) -> Package | None:
    # A system whose /lib leads to /usr/lib: the package knows the file by either name.
    real = str(Path(path).resolve())
    for name in dict.fromkeys((path, real, real.removeprefix("/usr"), path.removeprefix("/usr"))):
        found = _asked("dpkg-query", "-S", name)
        if found:
            package = found.splitlines()[0].split(":")[0].split(",")[0]
            return Package(name=package, version=_asked("dpkg-query", "-W", "-f=${Version}", package))
    return None


def _asked(*command: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""
