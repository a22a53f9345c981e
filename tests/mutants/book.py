"""The list of mutants, as `mutants.toml` has it."""

import tomllib
from pathlib import Path
from typing import NamedTuple


class Edit(NamedTuple):
    """One replacement in one file."""

    path: str
    old: str
    new: str


class Mutant(NamedTuple):
    """A rule that is broken, how, and where that has to be noticed."""

    name: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]


def mutants() -> tuple[Mutant, ...]:
    """Return all of them, in the order of the list."""
    listed = tomllib.loads(Path(__file__).with_name("mutants.toml").read_text("utf-8"))["mutant"]
    return tuple(
        Mutant(one["name"], tuple(Edit(**edit) for edit in one["edit"]), tuple(one["tests"])) for one in listed
    )
