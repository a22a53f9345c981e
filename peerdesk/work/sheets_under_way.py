"""A new recovery sheet on its way: what of it is not true everywhere yet, and making it so.

It is written down here before anything is sent, and holds no secret: a sealed way into this vault, and the public half
of the sheet's keys. So a line that is cut or a crash costs nothing; the next round goes on.
"""

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


class PendingSheet(msgspec.Struct, frozen=True, array_like=True):
    """What a new sheet still has to become: its sealed way in, and the public half of its keys."""

    slot: bytes
    public: bytes


def finish_new_sheet(vault: Vault, transport: Transport, now: datetime) -> Changes:
    """Go on with a new sheet that was cut short; nothing to do is nothing asked. Afterwards the line is logged in.

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
        entries = _say(transport, directory, author, pending.public, now)
        with vault.write() as tx:
            keep_entries(tx, directory, entries, first)
        _settle(vault, pending)
    return Changes(directory=True, outbox=True)


def put_sheet_under_way(tx: Transaction, pending: PendingSheet) -> None:
    """Have it become true from now on, in place of one that was on its way before."""
    tx.settings.put(_UNDER_WAY, msgspec.msgpack.encode(pending))


def pending_sheet(tx: Transaction) -> PendingSheet | None:
    """Return the sheet that is on its way, None where all is done."""
    kept = tx.settings.get(_UNDER_WAY)
    return msgspec.msgpack.decode(kept, type=PendingSheet) if kept else None


def _settle(vault: Vault, pending: PendingSheet) -> None:
    """Note that all of it is true now."""
    with vault.write() as tx:
        if pending_sheet(tx) == pending:
            tx.identity.put(replace(tx.identity.get(), paper_public=pending.public))
            tx.settings.put(_UNDER_WAY, b"")


def _say(transport: Transport, directory: Directory, author: Author, public: bytes, now: datetime) -> tuple[bytes, ...]:
    """Sign what the directory does not say yet: first the new sheet, so that there is one at any moment."""
    sign, signer = author.signer.signatures, Signer(role=SignerRole.DEVICE, id=author.device)
    log_in(transport, Credentials(kind=LoginKind.DEVICE, who=author.device, person=author.person, sign=sign))
    entries, said = follow(transport, directory), None
    while (body := _lacking(directory.members, author.person, public)) is not None and body != said:
        entries += append(transport, directory, body, signer, sign, int(now.timestamp()))
        said = body
    if not directory.members.device(_id_of(public)):
        # Somebody has as many computers and sheets as there is room for. Every sheet that there is goes on to count.
        raise ServerRefusedError(ProblemCode.FULL.value)
    return entries


def _id_of(public: bytes) -> DeviceId:
    return device_id(public[:_SIGN_BYTES], public[_SIGN_BYTES:])


def _lacking(members: Members, person: PersonId, public: bytes) -> Body | None:
    mine = members.device(_id_of(public))
    if mine is None:
        return Paper(keys=PublicKeys(sign=public[:_SIGN_BYTES], box=public[_SIGN_BYTES:]))
    if mine.revoked_n is not None:
        # A newer one still, from another computer, has ended it by now.
        return None
    papers = (one for one in members.devices_of(person) if one.is_paper and one.id != mine.id and one.revoked_n is None)
    other = next(papers, None)
    return Revoked(device=other.id, person=None, cut_offs=()) if other is not None else None
