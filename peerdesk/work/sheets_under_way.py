"""A new recovery sheet on its way: what of it is not true everywhere yet, and making it so.

It is written down here before anything is sent, and holds no secret: a sealed way into this vault, and the public half
of the sheet's keys. So a line that is cut or a crash costs nothing; the next round goes on.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

import msgspec

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.sync.directory import append, follow
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import keep_entries
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.vault.slots import put_sheet_slot
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Body, Paper, PublicKeys, Revoked
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId, PersonId, device_id
from peerdesk.wire.login import LoginKind
from peerdesk.wire.members import Members
from peerdesk.wire.membership import Directory
from peerdesk.work.membership import known_directory

_UNDER_WAY: Final = "new sheet under way"
_SIGN_BYTES: Final = 32
# Nothing counts as newer than a sheet whose place in the directory was not noted, until it is listed itself.
_NOT_NOTED: Final = 2**62


class PendingSheet(msgspec.Struct, frozen=True, array_like=True):
    """What a new sheet still has to become: its sealed way in, and the public half of its keys.

    `made_at` is the number of the newest entry of the directory that was known here when it was made.
    """

    slot: bytes
    public: bytes
    made_at: int = _NOT_NOTED


def finish_new_sheet(vault: Vault, transport: Transport, now: datetime, *, just_made: bool = False) -> Changes:
    """Go on with a new sheet that was cut short; nothing to do is nothing asked. Afterwards the line is logged in.

    It gives way to one of another computer that is newer. One that was `just_made` is newer than all that is listed.
    What the server turns down waits, and keeps nothing else from syncing. Raises OfflineError or a ServerError.
    """
    with vault.read() as tx:
        pending = pending_sheet(tx)
        if pending is None:
            return Changes()
        identity, directory = tx.identity.get(), known_directory(tx)
    put_sheet_slot(vault, pending.slot)
    author = author_of(identity, vault.run, vault.subkey("device-keys"))
    first = directory.head[0] + 1
    with suppress(ServerRefusedError):
        entries = _say(transport, directory, author, pending, now, just_made=just_made)
        with vault.write() as tx:
            keep_entries(tx, directory, entries, first)
        _settle(vault, pending, directory.members)
    return Changes(directory=True, outbox=True)


def put_sheet_under_way(tx: Transaction, pending: PendingSheet) -> None:
    """Have it become true from now on, in place of one that was on its way before."""
    tx.settings.put(_UNDER_WAY, msgspec.msgpack.encode(pending))


def pending_sheet(tx: Transaction) -> PendingSheet | None:
    """Return the sheet that is on its way, None where all is done."""
    kept = tx.settings.get(_UNDER_WAY)
    return msgspec.msgpack.decode(kept, type=PendingSheet) if kept else None


def give_way(tx: Transaction) -> None:
    """Let no sheet be on its way any more."""
    tx.settings.put(_UNDER_WAY, b"")


def newer_sheets(members: Members, person: PersonId, pending: PendingSheet) -> tuple[DeviceId, ...]:
    """Return the sheets that count and were listed after the one on its way: after its own entry where it has one."""
    mine = members.device(_id_of(pending.public))
    since = mine.added_n if mine is not None else pending.made_at
    return tuple(one.id for one in _others(members, person, pending.public) if one.added_n > since)


def _settle(vault: Vault, pending: PendingSheet, members: Members) -> None:
    """Note that all of it is true now, or that a newer one is."""
    with vault.write() as tx:
        if pending_sheet(tx) == pending:
            if members.is_live(_id_of(pending.public)):
                tx.identity.put(replace(tx.identity.get(), paper_public=pending.public))
            give_way(tx)


def _say(
    transport: Transport, directory: Directory, author: Author, pending: PendingSheet, now: datetime, *, just_made: bool
) -> tuple[bytes, ...]:
    """Sign what the directory does not say yet: first the new sheet, so that there is one at any moment."""
    sign, signer = author.signer.signatures, Signer(role=SignerRole.DEVICE, id=author.device)
    log_in(transport, Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=sign))
    entries, said = follow(transport, directory), None
    if just_made:
        pending = msgspec.structs.replace(pending, made_at=directory.head[0])
    while (body := _lacking(directory.members, author.person, pending)) is not None and body != said:
        entries += append(transport, directory, body, signer, sign, int(now.timestamp()))
        said = body
    members = directory.members
    if not members.device(_id_of(pending.public)) and not newer_sheets(members, author.person, pending):
        # Somebody has as many computers and sheets as there is room for. Every sheet that there is goes on to count.
        raise ServerRefusedError(ProblemCode.FULL.value)
    return entries


def _id_of(public: bytes) -> DeviceId:
    return device_id(public[:_SIGN_BYTES], public[_SIGN_BYTES:])


def _lacking(members: Members, person: PersonId, pending: PendingSheet) -> Body | None:
    mine, public = members.device(_id_of(pending.public)), pending.public
    if newer_sheets(members, person, pending) or (mine is not None and mine.revoked_n is not None):
        # A newer one, from another computer, ends the others or has ended this one by now.
        return None
    if mine is None:
        return Paper(keys=PublicKeys(sign=public[:_SIGN_BYTES], box=public[_SIGN_BYTES:]))
    other = next(_others(members, person, public), None)
    return Revoked(device=other.id, person=None, cut_offs=()) if other is not None else None


def _others(members: Members, person: PersonId, public: bytes) -> Iterator[KnownDevice]:
    """Return this person's other sheets that were not ended."""
    mine = _id_of(public)
    return (one for one in members.devices_of(person) if one.is_paper and one.id != mine and one.revoked_n is None)
