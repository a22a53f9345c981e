"""What this computer had sent before its person left, sent once more when they are back.

Once an officer's day had come, the server may have dropped its copies of somebody who left. It keeps the numbers and
ids, so the log tells nothing of it, and no clock says whether that day has come there. What the directory says is
enough: somebody came back of whom such a day was said. Nothing is claimed of the server until it has everything anew.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from peerdesk.vault.once_more import Place
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.members import Members

AT_ONCE: Final = 200
"""So many records in one commit, so that a note that is being kept does not wait long."""

_ANEW: Final = "sent anew"


class _Anew(msgspec.Struct, frozen=True, array_like=True):
    """`since` is the entry by which the person came back; `place` how far it has come, None when it is done."""

    since: int = 0
    place: Place | None = None


def is_sending_anew(tx: Transaction) -> bool:
    """Say whether something that was sent before has yet to be put among what waits."""
    return _anew(tx).place is not None


def note_return(tx: Transaction, members: Members) -> None:
    """Note, in the commit that keeps the entry, that the server may lack what was sent before it."""
    since = _back_since(tx, members)
    if since > _anew(tx).since:
        _put(tx, _Anew(since, Place()))


def is_due_anew(tx: Transaction, members: Members) -> bool:
    """Say whether there is anything to put there, also in a vault that took the entry in before it knew of this."""
    return is_sending_anew(tx) or _back_since(tx, members) > _anew(tx).since


def send_anew(vault: Vault, members: Members, go_on: Callable[[], bool]) -> None:
    """Put everything that was sent before the return among what waits, as long as `go_on` says so."""
    is_due = True
    while is_due and go_on():
        with vault.write() as tx:
            note_return(tx, members)
            now = _anew(tx)
            if now.place is not None:
                _put(tx, _Anew(now.since, tx.once_more.intend(tx.own_space, now.since, now.place, AT_ONCE)))
            is_due = is_sending_anew(tx)


def _back_since(tx: Transaction, members: Members) -> int:
    """Return the entry by which the person came back to a server that may have dropped what this computer sent."""
    me = members.person(wire_ids.PersonId(tx.person))
    if me is None or me.copies_gone_n is None:
        return 0
    device = tx.identity.get().device
    this = members.device(wire_ids.DeviceId(device)) if device is not None else None
    # A computer that came with the return, or later, has sent nothing before it.
    return me.copies_gone_n if this is not None and this.added_n < me.copies_gone_n else 0


def _anew(tx: Transaction) -> _Anew:
    kept = tx.settings.get(_ANEW)
    return msgspec.msgpack.decode(kept, type=_Anew) if kept else _Anew()


def _put(tx: Transaction, anew: _Anew) -> None:
    tx.settings.put(_ANEW, msgspec.msgpack.encode(anew))
