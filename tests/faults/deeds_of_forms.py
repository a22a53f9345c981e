"""Deeds that change the vault itself: bringing an old form up to the newest, a new way in, and new keys."""

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.errors import WrongPassphraseError
from peerdesk.vault import backups, header, schema, slots
from peerdesk.vault.backup_places import Reason, find_backups
from peerdesk.vault.opening import unlocked
from tests.faults.deeds import Say, Templated, Work, folder_in, keep, template, words_in
from tests.faults.deeds_of_backups import all_that_hold
from tests.support.rotations import left_over, renew
from tests.support.vaults import NOW, PASSPHRASE, RECOVERY_CODE, reopened
from tests.vectors.vault import make

FORMS: Final = sorted(schema.KNOWN - {schema.NEWEST})
GIVEN: Final = frozenset({"Talked about the café by the river, twice", "Never sealed"})
MOST_CHANGES: Final = 60
SAYS_PASSPHRASE, SAYS_SHEET = "passphrase ", "sheet "


class Updating:
    """A frozen vault of each earlier form is opened by this PeerDesk, which brings it up to the newest."""

    name = "updating"
    variants = len(FORMS)

    def begin(self, empty: Path, number: int) -> Path:
        frozen = Path(make.__file__).parent / FORMS[number % len(FORMS)]
        shown = json.loads((frozen / "header.json").read_text())
        shutil.copytree(frozen, empty / "vaults" / shown["header"]["vault"])
        return empty

    def work(self) -> Work:
        return update

    def check(self, root: Path, said: list[str]) -> set[str]:
        words = words_in(folder_in(root), make.PASSPHRASE)
        for place in find_backups(folder_in(root)):
            assert place.reason is Reason.UPDATE
        return (set(said) | GIVEN) - words


@dataclass
class ChangingWaysIn(Templated):
    """Passphrases and recovery sheets are set one after the other; the header is written each time."""

    name = "new passphrase"
    words: set[str] = field(default_factory=set)

    @classmethod
    def prepared(cls, folder: Path) -> "ChangingWaysIn":
        words = template(folder, 20)
        found = folder_in(folder)
        with reopened(found) as vault:
            backups.make(vault, Reason.ASKED, NOW)
        slots.change_passphrase(found, PASSPHRASE, phrase(0), kdf=TEST_ONLY, allow_test_profile=True)
        return cls(template=folder, words=words)

    def work(self) -> Work:
        return change

    def check(self, root: Path, said: list[str]) -> set[str]:
        folder, now = folder_in(root), which_opens(folder_in(root))
        lost = self.words - words_in(folder, phrase(now))
        told = [int(one.removeprefix(SAYS_PASSPHRASE)) for one in said if one.startswith(SAYS_PASSPHRASE)]
        # Each process that was killed may have set one more than it said; one that was said before another must not be.
        if now < max(told, default=0):
            lost.add(phrase(max(told)))
        sheets = [int(one.removeprefix(SAYS_SHEET)) for one in said if one.startswith(SAYS_SHEET)]
        if sheets and not any(slots.opens_by_sheet(folder, code(number)) for number in range(max(sheets), now + 1)):
            lost.add(f"{SAYS_SHEET}{max(sheets)}")
        assert len(all_that_hold(folder, phrase(now))) == 1, "the backup is gone"
        return lost


def phrase(number: int) -> str:
    """Return one of the passphrases that follow each other."""
    return f"{number} quiet herons by the long river"


def code(number: int) -> bytes:
    """Return the code of one of the recovery sheets that follow each other."""
    return number.to_bytes(20, "big")


def which_opens(folder: Path) -> int:
    """Return the number of the passphrase that opens a vault now."""
    headers = header.read(folder)
    for number in range(MOST_CHANGES):
        with suppress(WrongPassphraseError):
            unlocked(headers, phrase(number), allow_test_profile=True)
            return number
    raise WrongPassphraseError


def update(root: Path, say: Say) -> None:
    with reopened(folder_in(root), make.PASSPHRASE) as vault:
        for _ in range(2):
            keep(vault, say)


def change(root: Path, say: Say) -> None:
    folder = folder_in(root)
    now = which_opens(folder)
    for number in range(now + 1, now + 3):
        slots.change_passphrase(folder, phrase(number - 1), phrase(number), kdf=TEST_ONLY, allow_test_profile=True)
        say(f"{SAYS_PASSPHRASE}{number}")
        with reopened(folder, phrase(number)) as vault:
            slots.put_sheet_slot(vault, slots.slot_for_sheet(vault, code(number)))
            say(f"{SAYS_SHEET}{number}")


@dataclass
class RenewingKeys(Templated):
    """The notes are put under new keys: another database under another root key takes the place of this one."""

    name = "new keys"
    words: set[str] = field(default_factory=set)

    @classmethod
    def prepared(cls, folder: Path) -> "RenewingKeys":
        words = template(folder, 60)
        with reopened(folder_in(folder)) as vault:
            backups.make(vault, Reason.ASKED, NOW)
        return cls(template=folder, words=words)

    def work(self) -> Work:
        return renew_keys

    def check(self, root: Path, said: list[str]) -> set[str]:
        lost = (self.words | set(said)) - words_in(folder_in(root))
        all_that_hold(folder_in(root))
        assert slots.opens_by_sheet(folder_in(root), RECOVERY_CODE), "the sheet opens nothing any more"
        left = left_over(folder_in(root))
        assert left == [], f"something was left behind: {left}"
        return lost


def renew_keys(root: Path, say: Say) -> None:
    vault = reopened(folder_in(root))
    keep(vault, say)
    renew(vault)
    vault.close()
    with reopened(folder_in(root)) as again:
        keep(again, say)
