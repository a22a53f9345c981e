"""The parts that a frozen folder is made of: packages of Python from the lock, Qt, Python itself, and the system's."""

import platform
import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Final

from shipping.bundle import libraries
from shipping.debian_owner import NoOwnerError, owner

_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)", re.MULTILINE)
_QT: Final = re.compile(r"libQt6\w+\.so")
_PSF: Final = "Python-2.0.1"
_BOOTLOADER: Final = "GPL-2.0-or-later WITH Bootloader-exception"
# What these say in words of their own, or in the file beside them, as SPDX.
_SAID_OTHERWISE: Final = {
    "fhir-core": "BSD-3-Clause",
    "fhir-resources": "BSD-3-Clause",
    "h11": "MIT",
    "joserfc": "BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "segno": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "spylls": "MPL-2.0",
    "sqlcipher3": "Zlib AND BSD-3-Clause",
    "zxcvbn": "MIT",
    "annotated-types": "MIT",
}


class Kind(StrEnum):
    """Where a part is from."""

    PYPI = "pypi"
    QT = "qt"
    DEBIAN = "deb"
    PYTHON = "generic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part. `terms` is an SPDX expression, empty where the file `texts` say it; `files` are its libraries."""

    kind: Kind
    name: str
    version: str
    terms: str = ""
    texts: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()


def parts(folder: Path, lock: Path) -> list[Part]:
    """Return every part of a frozen folder. Raises NoOwnerError for a library that nobody can be named for."""
    return [*_locked(lock), *_python(), *_qt(folder), *_of_the_system(folder)]


def _locked(lock: Path) -> list[Part]:
    return [
        Part(kind=Kind.PYPI, name=name, version=version, terms=_terms(name), texts=_texts(name))
        for name, version in _PIN.findall(lock.read_text(encoding="utf-8"))
    ]


def _terms(name: str) -> str:
    said = metadata.metadata(name).get_all("License-Expression") or [""]
    return _SAID_OTHERWISE.get(name, str(said[0]))


def _texts(name: str) -> tuple[Path, ...]:
    there = metadata.files(name) or ()
    found = (Path(str(path.locate())) for path in there if re.search(r"(?i)licen[cs]e|copying|notice", path.name))
    return tuple(path for path in found if path.is_file() and path.suffix not in {".py", ".pyc"})


def _python() -> list[Part]:
    version = platform.python_version()
    places = (
        Path(platform.__file__).parent / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version.rpartition('.')[0]}/copyright"),
    )
    texts = tuple(path for path in places if path.is_file())[:1]
    bootloader = metadata.version("pyinstaller")
    return [
        Part(kind=Kind.PYTHON, name="python", version=version, terms=_PSF, texts=texts),
        Part(kind=Kind.PYTHON, name="pyinstaller-bootloader", version=bootloader, terms=_BOOTLOADER),
    ]


def _qt(folder: Path) -> list[Part]:
    found = tuple(path for path in libraries(folder) if _QT.match(path.name))
    return [
        Part(
            kind=Kind.QT, name="qt", version=metadata.version("pyside6-essentials"), terms="LGPL-3.0-only", files=found
        )
    ]


def _of_the_system(folder: Path) -> list[Part]:
    """Return the packages whose libraries were taken along: those that lie flat, and are no wheel's."""
    by_package: dict[tuple[str, str], list[Path]] = {}
    texts: dict[tuple[str, str], Path] = {}
    for path in sorted((folder / "_internal").glob("lib*.so*")):
        if path.is_symlink() or path.name.startswith("libpython"):
            continue
        package = owner(path.name)
        key = (package.name, package.version)
        by_package.setdefault(key, []).append(path)
        texts[key] = package.terms
    return [
        Part(kind=Kind.DEBIAN, name=name, version=version, texts=(texts[name, version],), files=tuple(paths))
        for (name, version), paths in sorted(by_package.items())
    ]


__all__ = ["Kind", "NoOwnerError", "Part", "parts"]
