"""What came onto this person's list since this computer did: another computer of theirs, or a newer recovery sheet.

Whoever holds the sheet can add a computer, so each of the others says at once that one is there. What the person has
heard is kept in the vault; what is left to tell is worked out from the directory, so nothing is lost by a crash.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from peerdesk.domain.ids import DeviceId
from peerdesk.vault.transaction import Transaction
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import parse_entry
from peerdesk.work.membership import known_members

_TOLD: Final = "computers told"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputerNews:
    """A computer that was added, or a recovery sheet, which is a device that lives on paper."""

    device: DeviceId
    is_paper: bool


def computer_news(tx: Transaction) -> Iterator[ComputerNews]:
    """Yield what was added after this computer, still counts, and was not heard of here. Nothing in other vaults."""
    identity = tx.identity.get()
    if identity.organisation is None or identity.device is None or tx.directory.head() is None:
        return
    members, told = known_members(tx), _told(tx)
    this = members.device(wire_ids.DeviceId(identity.device))
    if this is None:
        return
    for one in members.devices_of(wire_ids.PersonId(identity.person)):
        is_mine = one.id == this.id or one.sign_public + one.box_public == identity.paper_public
        is_news = one.added_n > this.added_n and not is_mine and members.is_live(one.id) and one.id not in told
        if is_news and not _signed_by(tx, one.added_n, this.id):
            yield ComputerNews(device=DeviceId(one.id), is_paper=one.is_paper)


def _signed_by(tx: Transaction, n: int, device: wire_ids.DeviceId) -> bool:
    """Say whether this computer has added it itself."""
    return parse_entry(tx.directory.after(n - 1)[0].entry).signer.id == device


def heard_of_computer(tx: Transaction, news: ComputerNews) -> None:
    """Note that the person has heard of it on this computer."""
    tx.settings.put(_TOLD, b"".join(sorted(_told(tx) | {news.device})))


def _told(tx: Transaction) -> frozenset[bytes]:
    kept, size = tx.settings.get(_TOLD) or b"", wire_ids.ID_BYTES
    return frozenset(kept[at : at + size] for at in range(0, len(kept), size))
