"""The computers of this vault's person, and their recovery sheets, as the hospital's directory knows them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.names import open_name
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.ids import DeviceId, RecordId
from peerdesk.sync.names import tidy
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.book import KnownDevice
from peerdesk.wire.ids import PersonId
from peerdesk.wire.revision import parse_header, parse_revision
from peerdesk.work.history import begun_at
from peerdesk.work.membership import known_members
from peerdesk.work.removals import under_way
from peerdesk.work.sealed_versions import said_in
from peerdesk.work.standing import is_off_the_list

_NEWEST: Final = 20
"""Of so many of the newest that a computer has sent one at least says when it was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDevice:
    """A computer, or a recovery sheet, which counts as one that lives on paper. `live`: it may speak and read now.

    `last_seen` is when the newest change was written that has come here from another computer: signed, and by that
    computer's own clock. None where none of the latest is from it: then nothing is claimed. `removing`: this one has
    said that it goes, and the server has not heard it yet.
    """

    id: DeviceId
    is_paper: bool
    is_this: bool
    live: bool
    label: str = ""
    last_seen: datetime | None = None
    removing: bool = False


def own_devices(vault: Vault) -> tuple[OwnDevice, ...]:
    """Return this person's devices, oldest first, ended ones among them. Raises NotEnrolledError."""
    listed = listed_devices(vault)
    with vault.read() as tx:
        return tuple(one if one.is_this else replace(one, last_seen=_last_seen(tx, one.id)) for one in listed)


def listed_devices(vault: Vault) -> tuple[OwnDevice, ...]:
    """Return the same as the directory lists them: without `last_seen`, so that nothing they wrote is read for it."""
    this = vault.device
    with vault.read() as tx:
        members, going = known_members(tx), {one.device for one in under_way(tx)}
        return tuple(
            OwnDevice(
                id=DeviceId(device.id),
                is_paper=device.is_paper,
                is_this=DeviceId(device.id) == this,
                live=members.is_live(device.id) and not (DeviceId(device.id) == this and is_off_the_list(tx)),
                label=_label(tx, device),
                removing=DeviceId(device.id) in going and device.revoked_n is None,
            )
            for device in members.devices_of(PersonId(tx.person))
        )


def _label(tx: Transaction, device: KnownDevice) -> str:
    organisation = tx.identity.get().organisation
    if organisation is None or not device.sealed_label:
        return ""
    try:
        return tidy(open_name(device.sealed_label, organisation.name_key, device.id))
    except CannotOpenError:
        # Sealed under another key: it is named by the first digits of its id.
        return ""


def _last_seen(tx: Transaction, device: DeviceId) -> datetime | None:
    for revision, frame in tx.writers.newest(tx.own_space, device, _NEWEST):
        said = said_in(tx, revision, frame)
        if said is not None and said.kept_at is not None:
            return said.kept_at
        header = parse_header(parse_revision(frame).header)
        if said is not None and said.kind is RecordKind.ENCOUNTER and not header.parents:
            # The id of a note that was begun holds when that was; those of keys and secrets hold nothing.
            return begun_at(RecordId(bytes(header.record)))
    return None
