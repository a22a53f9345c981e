"""Deeds around copies: backing up, taking old backups away, putting one back, and making a damaged vault whole."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

from peerdesk.domain.errors import VaultDamagedError
from peerdesk.vault import backups, header
from peerdesk.vault.backup_places import BackupPlace, Reason, find_backups, kept, rotate
from peerdesk.vault.integrity import damaged_pages
from peerdesk.vault.opening import unlocked
from peerdesk.vault.places import find_vaults
from peerdesk.vault.restoring import restore
from peerdesk.vault.tally import Tally
from peerdesk.vault.vault import Vault
from peerdesk.work.rescue import rescue_notes
from tests.faults.deeds import Say, Templated, Work, folder_in, keep, template, words_in
from tests.support.backups import PAGE_BYTES, check, damage, look
from tests.support.vaults import NOW, PASSPHRASE, reopened

SAYS_BACKUP: Final = "backup "
SAYS_RESTORED: Final = "restored"
OLD_BACKUPS: Final = 14
DAMAGED_PAGES: Final = 4


class BackingUp(Templated):
    """Notes are kept, and a backup is made after each; the oldest go."""

    name = "backing up"

    def work(self) -> Work:
        return back_up

    def check(self, root: Path, said: list[str]) -> set[str]:
        folder = folder_in(root)
        words = [word for word in said if not word.startswith(SAYS_BACKUP)]
        numbers = [at for at, word in enumerate(said) if word.startswith(SAYS_BACKUP)]
        lost = set(words) - words_in(folder)
        found = all_that_hold(folder)
        if numbers:
            last = numbers[-1]
            assert found[0].number >= int(said[last].removeprefix(SAYS_BACKUP)), "an acknowledged backup is gone"
            lost |= {word for word in said[:last] if word in words} - words_in_backup(found[0])
        return lost


@dataclass
class Rotating(Templated):
    """Backups that do not stay are taken away."""

    name = "rotating"
    stay: frozenset[str] = frozenset()

    @classmethod
    def prepared(cls, folder: Path) -> "Rotating":
        template(folder, 20)
        with reopened(folder_in(folder)) as vault:
            for number in range(OLD_BACKUPS):
                one_more(vault, NOW + timedelta(days=number // 3))
        stay = frozenset(place.name for place in kept(find_backups(folder_in(folder))))
        return cls(template=folder, stay=stay)

    def work(self) -> Work:
        return take_away

    def check(self, root: Path, said: list[str]) -> set[str]:
        words_in(folder_in(root))
        return set(self.stay) - {place.name for place in all_that_hold(folder_in(root))}


@dataclass
class Restoring(Templated):
    """A backup is put back under another home."""

    name = "restoring"
    words: set[str] = field(default_factory=set)

    @classmethod
    def prepared(cls, folder: Path) -> "Restoring":
        words = with_backup(folder)
        return cls(template=folder, words=words)

    def work(self) -> Work:
        return put_back

    def check(self, root: Path, said: list[str]) -> set[str]:
        lost = self.words - words_in(folder_in(root))
        there = list((root / "other" / "vaults").glob("[!.]*"))
        assert there or SAYS_RESTORED not in said, "what was restored is gone"
        for folder in there:
            lost |= self.words - words_in(folder)
        return lost


@dataclass
class Rescuing(Templated):
    """A damaged vault is made whole again, out of what can be read and a backup."""

    name = "rescuing"
    words: set[str] = field(default_factory=set)
    damaged: bytes = b""

    @classmethod
    def prepared(cls, folder: Path) -> "Rescuing":
        words = with_backup(folder)
        path = folder_in(folder) / "vault.db"
        damage(folder_in(folder), Random(4).sample(range(1, path.stat().st_size // PAGE_BYTES), DAMAGED_PAGES))
        return cls(template=folder, words=words, damaged=path.read_bytes())

    def work(self) -> Work:
        return rescue

    def check(self, root: Path, said: list[str]) -> set[str]:
        if not said and is_damaged(folder_in(root)):
            rescue(root, said.append)
        aside = [path.read_bytes() for path in folder_in(root).glob("set-aside-*/vault.db")]
        assert self.damaged in aside, "the damaged file is not as it was"
        return self.words - words_in(folder_in(root))


def one_more(vault: Vault, now: datetime) -> None:
    """Make a backup, and take none away."""

    def copier(to: Path, key: bytes) -> Tally:
        return vault.at_length(lambda driver, let_others_in: backups.copied(driver, to, key, let_others_in))

    vault.with_key(lambda key: backups.make_by(copier, vault.folder, key, Reason.UNLOCK, now))


def with_backup(folder: Path) -> set[str]:
    """Make a vault with notes that has a backup, and return their words."""
    words = template(folder, 120)
    with reopened(folder_in(folder)) as vault:
        backups.make(vault, Reason.ASKED, NOW)
    return words


def all_that_hold(folder: Path, passphrase: str = PASSPHRASE) -> tuple[BackupPlace, ...]:
    """Return the backups there are, newest first, after each was read from end to end."""
    with reopened(folder, passphrase) as vault:
        found = find_backups(folder)
        for place in found:
            check(vault, place)
    return found


def words_in_backup(place: BackupPlace) -> set[str]:
    """Return the words in a backup that is opened to look."""
    with look(place) as vault, vault.read() as tx:
        return {row.first_line for row in tx.encounters.page(limit=1_000_000)}


def is_damaged(folder: Path) -> bool:
    """Say whether somebody would be told that these notes are damaged."""
    with suppress(VaultDamagedError), reopened(folder) as vault:
        return damaged_pages(vault) > 0
    return True


def back_up(root: Path, say: Say) -> None:
    with reopened(folder_in(root)) as vault:
        for number in range(3):
            keep(vault, say)
            place = backups.make(vault, Reason.UNLOCK, NOW + timedelta(hours=7 * number))
            say(f"{SAYS_BACKUP}{place.number}")


def take_away(root: Path, say: Say) -> None:
    rotate(folder_in(root))
    say("rotated")


def put_back(root: Path, say: Say) -> None:
    (place, *_) = find_backups(folder_in(root))
    _, key = unlocked(header.read(place.folder), PASSPHRASE, allow_test_profile=True)
    if not list((root / "other").glob("vaults/[!.]*")):
        restore(place, key, root / "other")
    say(SAYS_RESTORED)


def rescue(root: Path, say: Say) -> None:
    (place,) = find_vaults(root)
    if is_damaged(place.folder):
        rescue_notes(place, PASSPHRASE, allow_test_profile=True)
    say("rescued")
