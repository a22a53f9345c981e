"""The deed of a computer that takes in what another one sent, over a real connection to a server process."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.server.store.place import place
from peerdesk.sync.result import SyncResult
from peerdesk.vault.opening import open_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.officer import init_organisation
from peerdesk.work.syncing import sync_now
from tests.faults.deeds import Say, Work, new_word, words_in
from tests.faults.line import through
from tests.faults.ordeal import OverTheLine
from tests.server.processes import start
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, clock
from tests.support.two_computers import TwoComputers

SENT_EACH_TIME: Final = 12
REST: Final = 3


class Pulling:
    """One computer keeps notes and sends them; the other takes them in, and keeps two of its own before and after.

    Both go on through all rounds, because the server remembers; nothing is laid down anew.
    """

    name = "syncing"
    variants = 1

    def __init__(self, ward: Path, laptop: Path, url: str) -> None:
        self.ward, self.laptop, self.url = ward, laptop, url
        self.sent: set[str] = set()

    def begin(self, empty: Path, number: int) -> Path:
        with opened(self.laptop) as vault:
            words = {kept(vault) for _ in range(SENT_EACH_TIME)}
            assert synced(vault, self.url).proof
        self.sent |= words
        return self.ward.parent.parent

    def work(self) -> Work:
        return partial(pull, self.ward, self.url)

    def check(self, root: Path, said: list[str]) -> set[str]:
        lost = set(said) - words_in(self.ward, PASSPHRASE)
        with opened(self.ward) as vault:
            results = [synced(vault, self.url) for _ in range(REST)]
            assert results[-1].proof, "syncing does not come to rest"
            assert not results[-1].needs_attention, "a false alarm after syncing"
        return lost | ((set(said) | self.sent) - words_in(self.ward, PASSPHRASE))


@contextmanager
def pulling(folder: Path) -> Iterator[Pulling]:
    """Found a hospital on a server process of its own, where one person has two computers."""
    founded = init_organisation(folder / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    server = start(place(folder / "server"), founded.public_file.read_bytes())
    hospital = OverTheLine(folder, None)  # type: ignore[arg-type]
    hospital.authority, hospital.lines = server.host, []
    try:
        people = TwoComputers(hospital)
        for vault in hospital.open_vaults:
            vault.close()
        for line in hospital.lines:
            line.close()
        yield Pulling(people.ward.folder, people.laptop.folder, server.url)
    finally:
        server.end()


def opened(folder: Path) -> Vault:
    """Open one of the vaults at the hospital."""
    return open_vault(folder, passphrase=PASSPHRASE, rng=os.urandom, allow_test_profile=True)


def synced(vault: Vault, url: str) -> SyncResult:
    """Sync once over a line of its own."""
    line = through(url, url.partition("//")[2])
    try:
        return sync_now(vault, lambda *_: line, datetime.now(UTC), os.urandom)
    finally:
        line.close()


def kept(vault: Vault) -> str:
    """Keep a note with a new word, and return the word."""
    word = new_word()
    draft = EncounterDraft(setting="ed", outcome="left", memory=word)
    keep_encounter(vault, draft, datetime.now(UTC), os.urandom)
    return word


def pull(ward: Path, url: str, _root: Path, say: Say) -> None:
    with opened(ward) as vault:
        say(kept(vault))
        synced(vault, url)
        say(kept(vault))
