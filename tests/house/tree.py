"""The source tree as the house checks see it: files, syntax trees, tracked text."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "peerdesk"


def python_files(*rooms: str) -> list[Path]:
    """Return every Python file below the named folders of the tree, sorted."""
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def inside(path: Path) -> str:
    """Return the path as the repository names it."""
    return path.relative_to(ROOT).as_posix()


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Return every module a file imports, wherever in the file; `from a import b` gives `a.b`."""
    found: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found += (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            found += (f"{node.module}.{name.name}" for name in node.names)
    return tuple(found)


def tracked_text() -> dict[str, str]:
    """Return name and text of each file that is, or is about to be, in the repository."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        names = [name for name in listing.stdout.decode().split("\0") if name]
    else:  # an unpacked archive has no repository; then look at what an archive holds
        names = [inside(path) for path in python_files("peerdesk", "tests", "bench")]
    texts = {}
    for name in names:
        path = ROOT / name
        if path.is_file():
            raw = path.read_bytes()
            if b"\0" not in raw:
                texts[name] = raw.decode("utf-8", errors="replace")
    return texts
