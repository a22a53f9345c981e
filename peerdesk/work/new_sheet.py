"""A new recovery sheet, which ends the one before it: when that was lost, seen by somebody, or is worn.

The new sheet is in the person's hands before anything changes. Then one transaction notes the sealed way in and the
public half of its keys; from there on every later step can be made again, by the next round of syncing if need be: the
way into this vault, the entry of the new sheet in the hospital's directory, and the end of every other one. Whoever
writes next in a space then makes a new key first, and the new sheet is given the older keys as a new computer would be.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from os import urandom

from peerdesk.crypto.identity import paper_keys
from peerdesk.crypto.recovery import CODE_BYTES, code_text
from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import DiskFailedError, DiskFullError, DiskReadOnlyError, OfflineError, ServerError
from peerdesk.domain.ids import Rng
from peerdesk.domain.sheet_errors import SheetEndedError, SheetUnknownError
from peerdesk.vault.shelves.identity import Identity
from peerdesk.vault.slots import put_sheet_slot, slot_for_sheet
from peerdesk.vault.vault import Vault
from peerdesk.wire.ids import PersonId, device_id
from peerdesk.work.enrolment import Remotes
from peerdesk.work.membership import known_members
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet
from peerdesk.work.sheets_under_way import (
    PendingSheet,
    finish_new_sheet,
    give_way,
    newer_sheets,
    pending_sheet,
    put_sheet_under_way,
)
from peerdesk.work.syncing import connection

KeepSheet = Callable[[RecoverySheet], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSheet:
    """The new sheet. `is_heard` says that the older one is at its end everywhere; else it ends with the next sync."""

    sheet: RecoverySheet
    is_heard: bool
    changes: Changes


def new_sheet(vault: Vault, remotes: Remotes, now: datetime, keep: KeepSheet, rng: Rng = urandom) -> NewSheet:
    """Make a new recovery sheet and end the one before it. `keep` is called with it before anything changes.

    Without the server everything here is done, and the hospital hears of it with the next sync. Where the disk fails
    once it is on its way, that sync does what is to be done here as well.
    Raises what `keep` raises, VaultDamagedError or, while nothing has changed, a disk error.
    """
    code = rng(CODE_BYTES)
    with vault.read() as tx:
        sheet = sheet_for(tx.identity.get(), code)
    keep(sheet)
    slot = slot_for_sheet(vault, code)
    if not sheet.root:
        put_sheet_slot(vault, slot)
        return NewSheet(sheet=sheet, is_heard=True, changes=Changes())
    public = paper_keys(code).public()
    with vault.write() as tx:
        known = tx.directory.head()
        pending = PendingSheet(slot=slot, public=public.sign + public.box, made_at=known[0] if known else 0)
        put_sheet_under_way(tx, pending)
    changes = Changes(outbox=True)
    # From here on the new one counts: whatever fails, also the disk, the next sync goes on with it.
    with suppress(OfflineError, ServerError, DiskFullError, DiskReadOnlyError, DiskFailedError):
        put_sheet_slot(vault, slot)
        with closing(connection(vault, remotes)) as line:
            changes |= finish_new_sheet(vault, line, now, just_made=True)
    with vault.read() as tx:
        is_heard = pending_sheet(tx) is None and tx.identity.get().paper_public == pending.public
    return NewSheet(sheet=sheet, is_heard=is_heard, changes=changes)


def use_sheet(vault: Vault, typed: TypedSheet) -> Changes:
    """Let the newest sheet, which was made on another computer, open this vault as well, and no older one.

    Raises SheetUnknownError for a sheet that this computer has not heard of yet, SheetEndedError for an older one,
    NotEnrolledError, VaultDamagedError or a disk error.
    """
    public = paper_keys(typed.code).public()
    with vault.read() as tx:
        members, person, pending = known_members(tx), tx.person, pending_sheet(tx)
    paper = members.device(device_id(public.sign, public.box))
    if paper is None or paper.person != PersonId(person):
        raise SheetUnknownError
    if not members.is_live(paper.id):
        raise SheetEndedError
    if pending is not None and pending.public != public.sign + public.box:
        if paper.id not in newer_sheets(members, paper.person, pending):
            # The one that is on its way from here ends it.
            raise SheetEndedError
        with vault.write() as tx:
            give_way(tx)
    put_sheet_slot(vault, slot_for_sheet(vault, typed.code))
    with vault.write() as tx:
        tx.identity.put(replace(tx.identity.get(), paper_public=public.sign + public.box))
    return Changes(directory=True)


def sheet_for(identity: Identity, code: bytes) -> RecoverySheet:
    """Return the sheet of somebody, with a new code."""
    place = identity.organisation
    if place is None:
        return RecoverySheet(name=identity.display_name, code=code_text(code))
    return RecoverySheet(
        name=identity.display_name,
        code=code_text(code),
        organisation=place.name,
        server=place.server,
        root=place.root_fingerprint,
        pin=place.pin,
    )
