"""Take one rule of the protocol out at a time, and see that a test notices: `make mutants`.

Each mutant is made in a copy of the tree that is thrown away; the tree itself is never touched.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants.book import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
TREE = ("peerdesk", "tests", "resources", "docs", "pyproject.toml", "Makefile", "CHANGELOG.md", "README.md")
SECONDS = 600
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
TESTS_FAILED = 1


def copy_of_the_tree(folder: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in TREE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=ignore)
        else:
            shutil.copyfile(source, folder / name)


def change(folder: Path, mutant: Mutant) -> None:
    """Make the mutant in a copy of the tree. Raises ValueError where the product does not have what is replaced."""
    for edit in mutant.edits:
        path = folder / edit.path
        text = path.read_text("utf-8")
        if text.count(edit.old) != 1:
            raise ValueError(f"{mutant.name}: {edit.path} does not have {edit.old!r} once")
        path.write_text(text.replace(edit.old, edit.new), "utf-8")


def killer(folder: Path, mutant: Mutant) -> str:
    """Return the test that notices the mutant, or nothing. Raises ValueError if the mutant does not even run."""
    for tests in mutant.tests:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", tests]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        if done.returncode == TESTS_FAILED:
            found = FAILED.search(done.stdout)
            return found[1] if found else tests
        if done.returncode:
            raise ValueError(f"{mutant.name}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return ""


def main() -> int:
    """Return 0 if every mutant was noticed."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("only", nargs="*", help="names, or parts of names")
    asked = parser.parse_args()
    chosen = [one for one in mutants() if not asked.only or any(part in one.name for part in asked.only)]
    survived = []
    for mutant in chosen:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="mutant-") as name:
            folder = Path(name)
            copy_of_the_tree(folder)
            change(folder, mutant)
            by = killer(folder, mutant)
        if not by:
            survived.append(mutant.name)
        seconds = time.monotonic() - begun
        print(f"{'killed' if by else 'SURVIVED':9}{mutant.name:50}{seconds:5.0f} s  {by}", flush=True)
    print(f"{len(chosen)} mutants, {len(survived)} survived")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
