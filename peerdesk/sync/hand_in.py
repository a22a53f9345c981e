"""What a computer had not sent when it was taken off the list: handed in, sealed, for its person to look at elsewhere.

It is sealed as it would have been the moment before, with a key for those who belonged then, and goes into the own
space only. Nobody counts it until another computer of the same person says that it is theirs. It is no receipt:
everything stays here, as unsent as it was.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from peerdesk.domain.errors import NotEnrolledError, NotPeerDeskServerError
from peerdesk.domain.ids import DeviceId
from peerdesk.sync.capabilities import capabilities
from peerdesk.sync.directory import remembered
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.outgoing import seal_saves
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport
from peerdesk.vault.outbox import Unsettled
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import Refusal
from peerdesk.wire.handing_in import HANDED_IN, HandInReply, HandInRequest
from peerdesk.wire.ids import PersonId
from peerdesk.wire.limits import MAX_PUSH_BYTES
from peerdesk.wire.login import HAND_IN, LoginKind
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Kind

AT_ONCE: Final = 100
_MOST: Final = 100_000
_LYING_THERE: Final = "handed in"


class _LyingThere(msgspec.Struct, frozen=True, array_like=True):
    """What the server has in keeping, as it said in this opening of the vault: in the next one it is asked again."""

    run: bytes = b""
    kept: frozenset[bytes] = frozenset()
    turned_down: frozenset[bytes] = frozenset()


def handed_in(tx: Transaction) -> int:
    """Return how many changes of this computer's lie at the server for the person to look at."""
    kept = _lying_there(tx).kept
    changes = tx.outbox.unsettled(tx.own_space, _MOST, kinds=(Kind.DATA.value,)) if kept else ()
    return sum(one.revision in kept for one in changes)


def _lying_there(tx: Transaction) -> _LyingThere:
    kept = tx.settings.get(_LYING_THERE)
    return msgspec.msgpack.decode(kept, type=_LyingThere) if kept else _LyingThere()


def hand_in(vault: Vault, line: Transport) -> None:
    """Hand in what was not sent, where the server takes it. The line is logged in nowhere afterwards.

    Raises OfflineError or a ServerError; what was handed in before that lies there.
    """
    with vault.read() as tx:
        identity = tx.identity.get()
        directory = _before_removal(tx)
    author = author_of(identity, vault.run, vault.subkey("device-keys"))
    batch = _next(vault, author, directory)
    if not batch or HAND_IN not in capabilities(line):
        return
    sign = author.signer.signatures
    who = Credentials(kind=LoginKind.REMOVED, who=author.device, person=author.person, sign=sign)
    log_in(line, who)
    try:
        while batch:
            _hand_over(vault, line, batch)
            batch = _next(vault, author, directory)
    finally:
        line.keep_token("", 0)


def _before_removal(tx: Transaction) -> Directory:
    """Return the directory as this computer knew it while it belonged: what it seals is sealed for those."""
    organisation, device = tx.identity.get().organisation, tx.identity.get().device
    if organisation is None or device is None:
        raise NotEnrolledError
    entries = [kept.entry for kept in tx.directory.after(0)]
    directory = remembered(organisation.root_fingerprint, entries)
    known = next((one for one in directory.members.devices_of(PersonId(tx.person)) if DeviceId(one.id) == device), None)
    if known is None or known.revoked_n is None:
        return directory
    return remembered(organisation.root_fingerprint, entries[: known.revoked_n - 1])


def _next(vault: Vault, author: Author, directory: Directory) -> Sequence[Unsettled]:
    """Return what is to be handed in next: keys and words in the order they were sealed, and more is sealed for it."""
    with vault.write() as tx:
        there = _lying_there(tx)
        if there.run != vault.run:
            # A server that was put back since may have lost it.
            there = _LyingThere(run=vault.run)
            tx.settings.put(_LYING_THERE, msgspec.msgpack.encode(there))
        seal_saves(tx, author, tx.own_space, directory, AT_ONCE)
        waiting = tx.outbox.unsettled(tx.own_space, _MOST, kinds=[kind.value for kind in HANDED_IN])
    left = [one for one in waiting if one.revision not in there.kept | there.turned_down]
    room, batch = MAX_PUSH_BYTES, []
    for one in left[:AT_ONCE]:
        room -= len(one.frame)
        if room < 0:
            break
        batch.append(one)
    return batch


def _hand_over(vault: Vault, line: Transport, batch: Sequence[Unsettled]) -> None:
    question = HandInRequest(revisions=tuple(one.frame for one in batch))
    reply = line.ask(endpoints.HAND_IN, question, HandInReply)
    if len(reply.refusals) != len(batch):
        raise NotPeerDeskServerError
    kept = {one.revision for one, why in zip(batch, reply.refusals, strict=True) if why is Refusal.NONE}
    rest = {one.revision for one in batch} - kept
    with vault.write() as tx:
        there = _lying_there(tx)
        after = _LyingThere(vault.run, there.kept | kept, there.turned_down | rest)
        tx.settings.put(_LYING_THERE, msgspec.msgpack.encode(after))
