"""Setting up: a vault of one's own, or one that belongs to a hospital. What fails leaves nothing behind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from os import urandom
from pathlib import Path

from peerdesk.crypto.passphrase import Argon2Profile
from peerdesk.crypto.recovery import CODE_BYTES, code_text
from peerdesk.vault.opening import create_vault
from peerdesk.vault.vault import Vault
from peerdesk.work.naming import checked_name
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.recovery_sheet import RecoverySheet

Rng = Callable[[int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new vault, open, and the sheet that has to be written down now: it cannot be made again."""

    vault: Vault
    sheet: RecoverySheet


def start_alone(
    home: Path,
    display_name: str,
    passphrase: str,
    now: datetime,
    *,
    rng: Rng = urandom,
    profile: Argon2Profile | None = None,
) -> Started:
    """Make a vault that belongs to no hospital. Everything works in it, for ever, except sharing and syncing.

    `profile` None measures this computer; a given one may be the test profile. Raises MissingAnswerError,
    TextTooLongError, WeakPassphraseError, VaultExistsError or a disk error.
    """
    name = checked_name("name", display_name)
    demand_strong(passphrase, name)
    code = rng(CODE_BYTES)
    vault = create_vault(
        home,
        display_name=name,
        passphrase=passphrase,
        recovery_code=code,
        rng=rng,
        kdf=profile,
        now=now,
        allow_test_profile=profile is not None,
    )
    return Started(vault=vault, sheet=RecoverySheet(name=name, code=code_text(code)))
