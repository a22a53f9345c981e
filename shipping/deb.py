"""The package of Debian: the frozen folder below /usr/lib, one command, an entry in the menu, and the documents."""

import gzip
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from shipping.bundle import Wants
from shipping.debian_owner import owner

_TEMPLATES: Final = Path(__file__).parents[1] / "packaging" / "desk"
_DOCUMENTS: Final = Path(__file__).parents[1] / "docs"
_DATA: Final = ("fontconfig-config", "xkb-data", "libx11-data", "fonts-dejavu-core | fonts-inter | fonts-noto-core")
"""What libraries read and no program names: rules of fonts and keyboards, and one font at least."""

_FILE, _PROGRAM = 0o644, 0o755


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What goes into the package beside the folder; `depends` is what `depends()` says of it."""

    version: str
    depends: str
    changelog: str
    terms: str
    bill: str


def depends(wanted: Wants) -> str:
    """Return the dependencies: the packages that bring each library that the folder wants, and what these read."""
    least = ".".join(str(number) for number in wanted.glibc)
    packages = {owner(name).name for name in wanted.libraries} - {"libc6"}
    return ", ".join((f"libc6 (>= {least})", *sorted(packages), *_DATA))


def build_deb(folder: Path, work: Path, out: Path, release: Release, *, compression: int) -> Path:
    """Write the package and return its path. `work` is emptied first. Files belong to root in it, whoever builds."""
    shutil.rmtree(work, ignore_errors=True)
    program = work / "usr/lib/peerdesk"
    shutil.copytree(folder, program, symlinks=True)
    (work / "usr/bin").mkdir(parents=True)
    (work / "usr/bin/peerdesk").symlink_to("../lib/peerdesk/peerdesk")
    _documents(work, release)
    _modes(work, program)
    # The modes of the control files are what dpkg asks for, so they come last.
    _control(work, release)
    path = out / f"peerdesk_{release.version}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{compression}", "--build", str(work), str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def _documents(work: Path, release: Release) -> None:
    docs = work / "usr/share/doc/peerdesk"
    texts = {
        docs / "copyright": _filled("copyright", TERMS=_indented(release.terms)),
        docs / "peerdesk.cdx.json": release.bill,
        docs / "installing.md": (_DOCUMENTS / "installing.md").read_text(encoding="utf-8"),
        docs / "examples/policy.toml": _filled("policy.toml"),
        work / "usr/share/applications/peerdesk.desktop": _filled("peerdesk.desktop"),
        work / "usr/share/icons/hicolor/scalable/apps/peerdesk.svg": _filled("peerdesk.svg"),
        work / "usr/share/lintian/overrides/peerdesk": _filled("lintian-overrides"),
    }
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    packed = {
        docs / "CHANGELOG.md.gz": release.changelog,
        work / "usr/share/man/man1/peerdesk.1.gz": _filled("peerdesk.1", VERSION=release.version),
    }
    for path, text in packed.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Without the time of this minute in it, so that the same source makes the same file.
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _indented(text: str) -> str:
    """Return a text as the body of a field: each line begins with a blank, and an empty one is a dot."""
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def _control(work: Path, release: Release) -> None:
    place = work / "DEBIAN"
    size = sum(path.stat().st_size for path in work.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    place.mkdir()
    place.chmod(_PROGRAM)
    control = _filled("control", VERSION=release.version, SIZE=str(size), DEPENDS=release.depends)
    # The shell's own dollars stay as they are.
    preinst = _filled("preinst").replace("${VERSION}", release.version)
    for name, text, mode in (("control", control, _FILE), ("preinst", preinst, _PROGRAM)):
        (place / name).write_text(text, encoding="utf-8")
        (place / name).chmod(mode)


def _modes(work: Path, program: Path) -> None:
    for path in work.rglob("*"):
        if path.is_symlink():
            continue
        path.chmod(_PROGRAM if path.is_dir() or path == program / "peerdesk" else _FILE)


def _filled(name: str, **values: str) -> str:
    text = (_TEMPLATES / name).read_text(encoding="utf-8")
    return Template(text).substitute(values) if values else text
