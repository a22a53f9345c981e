"""New keys for the notes on this computer: for when somebody may have copied its disk and known a way in.

A new passphrase or sheet alone does not help then. Who once had the root key opens every later copy of the disk by it.
Afterwards another root key opens everything here, by the same passphrase, and by the sheet that was typed or a new one.
What was copied before stays readable to whoever copied it, and so do the keys this computer signs with: at a hospital,
a computer that was copied is removed and joined anew.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from os import urandom
from pathlib import Path
from typing import Final

import msgspec

from peerdesk.crypto.identity import paper_keys
from peerdesk.crypto.recovery import CODE_BYTES, parse_code
from peerdesk.crypto.vault_header import SlotKind
from peerdesk.crypto.vault_key import Purpose
from peerdesk.domain.errors import DiskReadOnlyError, VaultError
from peerdesk.domain.ids import Rng
from peerdesk.domain.notices import NoticeKind
from peerdesk.domain.rotation_errors import NotesUnsettledError
from peerdesk.domain.sheet_errors import SheetOfAnotherError
from peerdesk.sync.own_keys import sealed_anew
from peerdesk.vault import rotated, rotating
from peerdesk.vault.new_keys import Keys, Rotation
from peerdesk.vault.places import PRIVATE
from peerdesk.vault.rescuing import SET_ASIDE
from peerdesk.vault.slots import opens_by_sheet, put_sheet_slot
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.work.new_sheet import KeepSheet, sheet_for
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet
from peerdesk.work.sheets_under_way import PendingSheet, pending_sheet, put_sheet_under_way

_RENEWED_AT: Final = "new keys since"
_ASIDE: Final = (SET_ASIDE + "*", PRIVATE + ".*")
_UNSETTLED: Final = frozenset({NoticeKind.VAULT_DAMAGED, NoticeKind.VAULT_SET_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKeysAsk:
    """What the person gives. `sheet` is the one they have in their hands; without it a new one is made.

    A new one is handed to `keep` before anything changes, and ends the older one as `new_sheet` does. `tell` hears from
    0 to 1 how far it has come; `is_stopped` is asked until it counts.
    """

    passphrase: str = field(repr=False)
    now: datetime
    keep: KeepSheet
    sheet: TypedSheet | None = None
    tell: Callable[[float], None] = lambda _: None
    is_stopped: Callable[[], bool] = lambda: False
    rng: Rng = urandom
    allow_test_profile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotated:
    """What came of it. `sheet` is the new one, None where the one in their hands goes on to count.

    `ends_with_sync` says that the older sheet counts elsewhere until the next sync. `aside` are damaged files
    that were set aside: what lies there is under the old key, which nobody here has any more.
    """

    sheet: RecoverySheet | None
    ends_with_sync: bool
    aside: tuple[Path, ...]


def rotate_keys(vault: Vault, asked: NewKeysAsk) -> Rotated:
    """Put the notes under new keys. The vault is over afterwards: open it anew, with the same passphrase.

    Raises NotesUnsettledError while something found in the file waits for the person, SheetOfAnotherError, what `keep`
    raises, and what `peerdesk.vault.rotating.rotate` raises; then nothing has changed.
    """
    _demand_settled(vault)
    code, sheet, pending = _way_in(vault, asked)
    rotating.rotate(
        vault,
        Rotation(
            passphrase=asked.passphrase,
            code=code,
            now=asked.now,
            carry_over=lambda tx, keys: _carry_over(tx, keys, pending, asked.now),
            tell=asked.tell,
            is_stopped=asked.is_stopped,
            allow_test_profile=asked.allow_test_profile,
        ),
    )
    aside = tuple(sorted(path for name in _ASIDE for path in vault.folder.glob(name)))
    return Rotated(sheet=sheet, ends_with_sync=sheet is not None and bool(sheet.root), aside=aside)


def renewed_at(vault: Vault) -> datetime | None:
    """Return since when the notes have the keys they have, None where they are the first ones."""
    with vault.read() as tx:
        kept = tx.settings.get(_RENEWED_AT)
    if not kept:
        return None
    with suppress(ValueError):
        return datetime.fromisoformat(kept.decode())
    return None


def sheet_counts(folder: Path, sheet: RecoverySheet) -> bool:
    """Say whether a sheet opens the vault in a folder as it lies there now, also while its files change places.

    Where that cannot be told it is yes: no sheet is thrown away on a doubt.
    """
    try:
        return opens_by_sheet(rotated.place_of(folder), parse_code(sheet.code))
    except (VaultError, OSError):
        return True


def _demand_settled(vault: Vault) -> None:
    """The older backups go. What is missing from the file may be in one of them."""
    if vault.is_read_only:
        raise DiskReadOnlyError
    with vault.read() as tx:
        is_told = any(one.kind in _UNSETTLED for one in tx.notices.open())
    if is_told or not vault.standing.is_well:
        raise NotesUnsettledError


def _way_in(vault: Vault, asked: NewKeysAsk) -> tuple[bytes, RecoverySheet | None, PendingSheet | None]:
    """Return the code of the sheet that will open the vault, that sheet if it is new, and what of it is on its way."""
    with vault.read() as tx:
        identity, pending, known = tx.identity.get(), pending_sheet(tx), tx.directory.head()
    if asked.sheet is None:
        code = asked.rng(CODE_BYTES)
        sheet = sheet_for(identity, code)
        asked.keep(sheet)
        on_its_way = PendingSheet(slot=b"", public=_public(code), made_at=known[0] if known else 0)
        return code, sheet, on_its_way if sheet.root else None
    if pending is not None:
        # So that the sheet on its way is the one in the header, and not one before it.
        put_sheet_slot(vault, pending.slot)
    code = asked.sheet.code
    if not opens_by_sheet(vault.folder, code) or (pending is not None and pending.public != _public(code)):
        raise SheetOfAnotherError
    return code, None, pending


def _carry_over(tx: Transaction, keys: Keys, pending: PendingSheet | None, now: datetime) -> None:
    identity = tx.identity.get()
    old, new = (key.subkey(Purpose.DEVICE_KEYS) for key in (keys.old, keys.new))
    tx.identity.put(replace(identity, device_seeds=sealed_anew(identity, old, new)))
    if pending is not None:
        # The way in that was noted before leads to the old root key.
        (slot,) = (one for one in keys.slots.slots if one.kind is SlotKind.RECOVERY)
        put_sheet_under_way(tx, msgspec.structs.replace(pending, slot=msgspec.json.encode(slot)))
    tx.settings.put(_RENEWED_AT, now.astimezone(UTC).isoformat(timespec="seconds").encode())


def _public(code: bytes) -> bytes:
    public = paper_keys(code).public()
    return public.sign + public.box
