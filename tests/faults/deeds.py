"""What a vault is in the middle of when something goes wrong, and what must be there afterwards.

A deed lays a vault down, works on it in a process of its own that says what was kept, and looks at what is left. Each
kind of fault is played with each deed of `tests.faults.table.DEEDS`; a further one is a class and a line there.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from peerdesk.vault.integrity import damaged_pages, recounted
from peerdesk.vault.vault import Vault
from tests.support.vaults import PASSPHRASE, an_encounter, new_vault, reopened

Say = Callable[[str], None]
Work = Callable[[Path, Say], None]
"""Is handed the folder at risk, and says each word once it was kept. It goes to another process, so it has a name."""


class Deed(Protocol):
    """One deed. `variants` is how many different beginnings it has."""

    name: str
    variants: int

    def begin(self, empty: Path, number: int) -> Path:
        """Lay down what is there before, and return the folder at risk: the empty one, or one that goes on."""

    def work(self) -> Work:
        """Return what is done in the other process."""

    def check(self, root: Path, said: list[str]) -> set[str]:
        """Return what was said to be kept and is lost. Raises whatever else does not hold."""


@dataclass
class Templated:
    """A deed that begins with a copy of the same files each time."""

    template: Path
    variants: int = 1

    def begin(self, empty: Path, number: int) -> Path:
        shutil.copytree(self.template, empty, dirs_exist_ok=True)
        return empty


class Saving(Templated):
    """Notes are kept one after the other, the log is folded in now and then, and the vault is not closed."""

    name = "saving"

    def work(self) -> Work:
        return save

    def check(self, root: Path, said: list[str]) -> set[str]:
        return set(said) - words_in(folder_in(root))


class Closing(Saving):
    """A lock: the log is folded in, the counts are sealed, and the vault is opened again."""

    name = "closing"

    def work(self) -> Work:
        return close

    def check(self, root: Path, said: list[str]) -> set[str]:
        # The second opening sees how the first one was closed.
        return super().check(root, said) | super().check(root, said)


class SettingUp(Templated):
    """A new vault is made where there is none."""

    name = "setting up"

    def begin(self, empty: Path, number: int) -> Path:
        return empty

    def work(self) -> Work:
        return set_up

    def check(self, root: Path, said: list[str]) -> set[str]:
        lost = set(said)
        for folder in (root / "home" / "vaults").glob("[!.]*"):
            lost -= words_in(folder)
        return lost


def folder_in(root: Path) -> Path:
    """Return the one vault under a home."""
    (folder,) = (root / "vaults").glob("[!.]*")
    return folder


def new_word() -> str:
    """Return a word that nobody kept before."""
    return "harbor " + os.urandom(6).hex()


def keep(vault: Vault, say: Say) -> None:
    """Keep a note with a new word, and say so."""
    word = new_word()
    with vault.write() as tx:
        tx.encounters.put(an_encounter(word, unix_ms=int.from_bytes(os.urandom(4), "big")))
    say(word)


def template(folder: Path, notes: int) -> set[str]:
    """Make a closed vault with so many notes, and return their words."""
    words = {new_word() for _ in range(notes)}
    with new_vault(folder) as vault, vault.write() as tx:
        tx.encounters.put_many([an_encounter(word, unix_ms=at) for at, word in enumerate(sorted(words))])
    return words


def words_in(folder: Path, passphrase: str = PASSPHRASE) -> set[str]:
    """Open a vault, see that it is sound and raises no alarm, and return the words in it."""
    with reopened(folder, passphrase) as vault:
        assert vault.standing.is_well, f"an alarm: {vault.standing}"
        assert recounted(vault).is_well, f"an alarm after counting: {recounted(vault)}"
        assert damaged_pages(vault) == 0, "pages that do not check"
        with vault.read() as tx:
            found = {row.first_line for row in tx.encounters.page(limit=1_000_000)}
            # What was not acknowledged is there whole or not at all: with its words and its place in the search.
            count = sum(word.startswith("harbor ") for word in found)
            assert len(tx.encounters.search("harbor", 1_000_000)) == count, "notes that are not found"
    return found


def save(root: Path, say: Say) -> None:
    vault = reopened(folder_in(root))
    for number in range(12):
        keep(vault, say)
        if number % 5 == 4:
            vault.tidy()


def close(root: Path, say: Say) -> None:
    for _ in range(3):
        with reopened(folder_in(root)) as vault:
            for _ in range(3):
                keep(vault, say)


def set_up(root: Path, say: Say) -> None:
    there = list((root / "home" / "vaults").glob("[!.]*"))
    with reopened(there[0]) if there else new_vault(root / "home") as vault:
        keep(vault, say)
