"""The computers of this vault's person, and their recovery sheets, as the hospital's directory knows them."""

from dataclasses import dataclass

from peerdesk.domain.ids import DeviceId
from peerdesk.vault.vault import Vault
from peerdesk.wire.ids import PersonId
from peerdesk.work.membership import known_members


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDevice:
    """A computer, or a recovery sheet, which counts as one that lives on paper. `live`: it may speak and read now."""

    id: DeviceId
    is_paper: bool
    is_this: bool
    live: bool


def own_devices(vault: Vault) -> tuple[OwnDevice, ...]:
    """Return this person's devices, oldest first, ended ones among them. Raises NotEnrolledError."""
    this = vault.device
    with vault.read() as tx:
        members, person = known_members(tx), PersonId(tx.person)
    return tuple(
        OwnDevice(
            id=DeviceId(device.id),
            is_paper=device.is_paper,
            is_this=DeviceId(device.id) == this,
            live=members.is_live(device.id),
        )
        for device in members.devices_of(person)
    )
