"""A flipped bit is found whatever the page serves for, never shown as a word, and made whole again from a backup."""

import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault import backups
from peerdesk.vault.backup_places import Reason
from peerdesk.vault.integrity import damaged_pages
from peerdesk.vault.places import find_vaults
from peerdesk.vault.vault import Vault
from peerdesk.work.rescue import rescue_notes
from tests.support.vaults import NOW, PASSPHRASE, an_encounter, new_vault, reopened

PAGE, KEPT_FREE, VECTOR, SALT = 4096, 80, 16, 16
INTERIOR, LEAF = {2, 5}, {10, 13}
CLASSES = ("first", "interior", "leaf", "overflow", "free trunk", "free leaf", "search")
NOTES = 500
DOVE = "\U0001f54a"


def opened_page(raw: bytes, number: int, key: bytes) -> bytes:
    """Return a page, numbered from 1, as SQLite sees it."""
    page = raw[(number - 1) * PAGE : number * PAGE]
    hidden = page[SALT if number == 1 else 0 : PAGE - KEPT_FREE]
    vector = page[PAGE - KEPT_FREE : PAGE - KEPT_FREE + VECTOR]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return bytes(SALT if number == 1 else 0) + decryptor.update(hidden) + decryptor.finalize()


class Pages:
    """What each page of a closed database is for, found by walking through it from its roots."""

    def __init__(self, raw: bytes, key: bytes, roots: dict[str, int]) -> None:
        self._raw, self._key = raw, key
        self.found: dict[str, set[int]] = {name: set() for name in CLASSES}
        self.found["first"].add(1)
        for name, root in roots.items():
            for number, kind in self._tree(root):
                self.found["search" if "search" in name else kind].add(number)
        self._free()
        known = set().union(*self.found.values())
        self.found["overflow"] = set(range(2, len(raw) // PAGE + 1)) - known

    def _tree(self, number: int) -> Iterator[tuple[int, str]]:
        page = opened_page(self._raw, number, self._key)
        assert page[0] in INTERIOR | LEAF
        yield number, "interior" if page[0] in INTERIOR else "leaf"
        if page[0] in INTERIOR:
            cells = [_number(page, 12 + 2 * at, 2) for at in range(_number(page, 3, 2))]
            for child in (*(_number(page, cell, 4) for cell in cells), _number(page, 8, 4)):
                yield from self._tree(child)

    def _free(self) -> None:
        trunk = _number(opened_page(self._raw, 1, self._key), 32, 4)
        while trunk:
            page = opened_page(self._raw, trunk, self._key)
            self.found["free trunk"].add(trunk)
            self.found["free leaf"] |= {_number(page, 8 + 4 * at, 4) for at in range(_number(page, 4, 4))}
            trunk = _number(page, 0, 4)


def _number(page: bytes, at: int, size: int) -> int:
    return int.from_bytes(page[at : at + size], "big")


def fill(vault: Vault) -> None:
    """Keep notes on many pages, one of them long, and leave pages behind that nothing lies on any more."""
    with vault.write() as tx:
        tx.encounters.put_many([an_encounter(f"harbor {at} " + "z" * 300, unix_ms=at) for at in range(NOTES)])
        tx.encounters.put(an_encounter("harbor long " + DOVE * 900, unix_ms=NOTES, words=DOVE * 280))
    driver = vault._driver
    driver.execute("CREATE TABLE gone (word TEXT)")
    driver.executemany("INSERT INTO gone VALUES (?)", [("x" * 900,)] * 60)
    driver.execute("DROP TABLE gone")


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Pages]:
    with new_vault(tmp_path_factory.mktemp("home")) as vault:
        fill(vault)
        assert vault._driver.execute("PRAGMA auto_vacuum").fetchone() == (0,), "then there would be pointer maps, too"
        roots = dict(vault._driver.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0"))
        key = vault.subkey("database")
        backups.make(vault, Reason.ASKED, NOW)
    return vault.folder, Pages((vault.folder / "vault.db").read_bytes(), key, roots)


def words_of(vault: Vault) -> set[str]:
    with vault.read() as tx:
        return {row.first_line for row in tx.encounters.page(limit=10_000)}


def is_found(folder: Path, words: set[str]) -> bool:
    """Say whether somebody is told; whatever can be read meanwhile is right."""
    with suppress(VaultDamagedError), reopened(folder) as vault:
        with suppress(VaultDamagedError):
            assert words_of(vault) <= words
        return damaged_pages(vault) > 0
    return True


@pytest.mark.parametrize("kind", CLASSES)
def test_a_flipped_bit_is_found_in_a_page_of_each_kind_and_a_rescue_brings_back_each_note(
    closed: tuple[Path, Pages], kind: str
) -> None:
    folder, pages = closed
    with reopened(folder) as vault:
        words = words_of(vault)
    path, chance = folder / "vault.db", random.Random(kind)
    whole = path.read_bytes()
    assert pages.found[kind], "there is no such page"
    for number in chance.sample(sorted(pages.found[kind]), min(4, len(pages.found[kind]))):
        spot = (number - 1) * PAGE + chance.randrange(PAGE)
        flipped = whole[:spot] + bytes([whole[spot] ^ (1 << chance.randrange(8))]) + whole[spot + 1 :]
        path.write_bytes(flipped)
        assert is_found(folder, words)
    path.write_bytes(flipped)
    (place,) = find_vaults(folder.parent.parent)
    rescue_notes(place, PASSPHRASE, allow_test_profile=True)
    with reopened(folder) as vault:
        assert words_of(vault) == words
        assert damaged_pages(vault) == 0
    path.write_bytes(whole)
