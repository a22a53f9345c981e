"""The tools that hold the rules run as tests too, so that nothing passes here and fails elsewhere."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def assert_quiet(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command[1:])}\n{done.stdout}\n{done.stderr}"


def test_the_linter_has_nothing_to_say() -> None:
    assert_quiet(sys.executable, "-m", "ruff", "check", ".")


def test_the_code_is_in_the_one_format() -> None:
    assert_quiet(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_every_type_holds() -> None:
    assert_quiet(sys.executable, "-m", "mypy")


def test_every_import_contract_is_kept() -> None:
    assert_quiet(str(Path(sys.executable).with_name("lint-imports")))
