"""The frozen folder as it was built: how large it is, which libraries lie in it, and which it leaves to the system."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LARGEST_BYTES: Final = 180_000_000
"""What the unpacked folder may take, links not counted: an installer of a third of that."""

_LIBRARY: Final = re.compile(r"\.so(\.\d+)*$")
_NEEDED: Final = re.compile(r"^  NEEDED\s+(\S+)$", re.MULTILINE)
_GLIBC: Final = re.compile(r"\bGLIBC_(\d+)\.(\d+)\b")


class TooLargeError(Exception):
    """The folder takes more than it may. The text says how much, and what takes most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What the programs and libraries of a folder want of the system: names of libraries, and the least glibc."""

    libraries: frozenset[str]
    glibc: tuple[int, int]


def files(folder: Path) -> Iterator[Path]:
    """Yield every file, and no link, in one order."""
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def libraries(folder: Path) -> list[Path]:
    """Return the shared libraries of a folder, extension modules of Python among them."""
    return [path for path in files(folder) if _LIBRARY.search(path.name)]


def size(folder: Path) -> int:
    """Return the bytes of a folder. Raises TooLargeError above what it may take."""
    sizes = {path: path.stat().st_size for path in files(folder)}
    total = sum(sizes.values())
    if total > LARGEST_BYTES:
        most = sorted(sizes, key=lambda path: -sizes[path])[:8]
        told = ", ".join(f"{path.name} {sizes[path] / 1e6:.1f}" for path in most)
        raise TooLargeError(f"{total / 1e6:.1f} MB, and {LARGEST_BYTES / 1e6:.0f} are the most. The largest: {told}")
    return total


def wants(folder: Path) -> Wants:
    """Return what a folder does not bring itself, by asking each ELF file for what it names."""
    needed: set[str] = set()
    glibc = (0, 0)
    for path in files(folder):
        with path.open("rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
        told = _headers(path)
        needed.update(_NEEDED.findall(told))
        glibc = max([glibc, *((int(major), int(minor)) for major, minor in _GLIBC.findall(told))])
    brought = {path.name for path in folder.rglob("*")}
    return Wants(libraries=frozenset(needed - brought), glibc=glibc)


def _headers(path: Path) -> str:
    return subprocess.run(["objdump", "-p", str(path)], check=True, capture_output=True, text=True).stdout
