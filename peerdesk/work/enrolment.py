"""Setting up: a vault of one's own, or one that belongs to a hospital. What fails leaves nothing behind."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from os import urandom
from pathlib import Path
from typing import Final

from peerdesk.crypto.identity import paper_keys
from peerdesk.crypto.passphrase import Argon2Profile
from peerdesk.crypto.recovery import CODE_BYTES, code_text
from peerdesk.domain.errors import OfflineError, ServerError, VaultError, VaultExistsError
from peerdesk.domain.ids import Rng
from peerdesk.sync.transport import Transport
from peerdesk.vault.opening import create_vault, open_vault
from peerdesk.vault.places import find_vaults
from peerdesk.vault.undoing import undone_on_failure
from peerdesk.vault.vault import Vault
from peerdesk.wire.invite import Invite, invite_bytes
from peerdesk.work.joining import Newcomer, finish, join, knock, prepare, read_invite
from peerdesk.work.naming import checked_name
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.recovery_sheet import RecoverySheet
from peerdesk.work.second_lock import SignIn, sign_in_where_asked

__all__ = ["Invite", "Remotes", "Started", "join_hospital", "read_invite", "start_alone"]

Remotes = Callable[[str, bytes], Transport]
"""How to reach a server, from its address and the pin of its certificate. Nothing is sent by asking."""

_UNCLEAR: Final = (OfflineError, ServerError)
"""What says nothing about whether the server has taken an entry. That an invite was used or has ended says it all."""

KeepSheet = Callable[[RecoverySheet], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What somebody who joins is asked on the way: to keep the sheet, and to sign in where the hospital wants it."""

    keep_sheet: KeepSheet | None = None
    sign_in: SignIn | None = None


_NOTHING_ASKED: Final = Asks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A new vault, open, and the sheet that has to be written down now: it cannot be made again.

    For a set-up that was finished on a later try the sheet has no code: it was on the one of the first try.
    """

    vault: Vault
    sheet: RecoverySheet


def start_alone(
    home: Path,
    display_name: str,
    passphrase: str,
    *,
    rng: Rng = urandom,
    profile: Argon2Profile | None = None,
    keep_sheet: KeepSheet | None = None,
    code: bytes = b"",
) -> Started:
    """Make a vault that belongs to no hospital. Everything works in it, for ever, except sharing and syncing.

    `profile` None measures this computer; a given one may be the test profile. `code` is the sheet's, where it was made
    before. Where `keep_sheet` cannot keep the recovery sheet no vault is left behind.
    Raises MissingAnswerError, TextTooLongError, WeakPassphraseError, VaultExistsError or a disk error.
    """
    name = checked_name("name", display_name)
    demand_strong(passphrase, name)
    code = code or rng(CODE_BYTES)
    vault = create_vault(
        home,
        display_name=name,
        passphrase=passphrase,
        recovery_code=code,
        rng=rng,
        kdf=profile,
        allow_test_profile=profile is not None,
    )
    sheet = RecoverySheet(name=name, code=code_text(code))
    if keep_sheet is not None:
        with undone_on_failure(lambda: _discard(vault)):
            keep_sheet(sheet)
    return Started(vault=vault, sheet=sheet)


def join_hospital(
    home: Path,
    invite: Invite,
    passphrase: str,
    now: datetime,
    *,
    remotes: Remotes,
    profile: Argon2Profile | None = None,
    asks: Asks = _NOTHING_ASKED,
) -> Started:
    """Make a vault that belongs to the hospital that sent the invite. What fails leaves nothing behind.

    `asks.sign_in` is called before anything is made, where the hospital wants it. `asks.keep_sheet` is called with the
    recovery sheet before anything is sent that cannot be taken back. A set-up whose last answer was lost is finished by
    calling this again, with the same invite and passphrase.
    Raises an InviteError, WeakPassphraseError, VaultExistsError, OfflineError, a ServerError or a disk error.
    """
    name = checked_name("name", invite.person_name)
    demand_strong(passphrase, name, invite.organisation)
    begun = _begun_before(home, name, invite, passphrase, allow_test_profile=profile is not None)
    with closing(remotes(invite.server, invite.pin)) as transport:
        if begun is not None:
            return _finished(begun, transport, now, _sheet(invite, name, ""), asks.sign_in)
        newcomer, code = knock(transport, invite, now), urandom(CODE_BYTES)
        keys, paper = newcomer.device.public(), paper_keys(code).public()
        sign_in_where_asked(transport, newcomer.certificate, keys, paper, asks.sign_in)
        started = start_alone(home, name, passphrase, profile=profile, code=code)
        sheet = _sheet(invite, name, started.sheet.code)
        with undone_on_failure(lambda: _discard(started.vault)):
            prepare(started.vault, newcomer, code)
            if asks.keep_sheet is not None:
                asks.keep_sheet(sheet)
        _join_or_discard(started.vault, transport, newcomer, now, asks.sign_in)
    return Started(vault=started.vault, sheet=sheet)


def _finished(
    vault: Vault, transport: Transport, now: datetime, sheet: RecoverySheet, sign_in: SignIn | None
) -> Started:
    with undone_on_failure(vault.close):
        finish(vault, transport, now, urandom, sign_in)
    return Started(vault=vault, sheet=sheet)


def _join_or_discard(
    vault: Vault, transport: Transport, newcomer: Newcomer, now: datetime, sign_in: SignIn | None
) -> None:
    try:
        with undone_on_failure(lambda: _discard(vault), unless=_UNCLEAR):
            join(vault, transport, newcomer, now, urandom)
    except _UNCLEAR:
        # The answer was lost, or was none, perhaps after the entry was taken: look, and keep the vault where that is
        # still unclear. The keys in it are the only ones that the invite was given for.
        with undone_on_failure(lambda: _discard(vault), unless=_UNCLEAR):
            try:
                finish(vault, transport, now, urandom, sign_in)
            except _UNCLEAR:
                vault.close()
                raise


def _discard(vault: Vault) -> None:
    """Take the vault of a set-up away. Nothing was kept in it yet."""
    folder = vault.folder
    vault.close()
    shutil.rmtree(folder, ignore_errors=True)


def _begun_before(home: Path, name: str, invite: Invite, passphrase: str, *, allow_test_profile: bool) -> Vault | None:
    """Return the vault of a set-up with this very invite that was cut short, or None where there is none."""
    place = next((one for one in find_vaults(home) if one.display_name.casefold() == name.casefold()), None)
    if place is None:
        return None
    try:
        vault = open_vault(place.folder, passphrase=passphrase, rng=urandom, allow_test_profile=allow_test_profile)
    except VaultError:
        raise VaultExistsError from None
    with vault.read() as tx:
        same = tx.identity.get().invite == invite_bytes(invite)
    if not same:
        vault.close()
        raise VaultExistsError
    return vault


def _sheet(invite: Invite, name: str, code: str) -> RecoverySheet:
    return RecoverySheet(
        name=name,
        code=code,
        organisation=invite.organisation,
        server=invite.server,
        root=invite.read_certificate().root,
        pin=invite.pin,
    )
