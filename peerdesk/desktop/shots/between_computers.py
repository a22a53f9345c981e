"""For pictures: what one peer hands over to another, and a lost computer that has handed in what it had not sent."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.domain.handover import Picked
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.handing_over import find_colleague, hand_over, waiting
from peerdesk.work.removing import find_own_computer, remove_computer
from peerdesk.work.sharing import find_reader, share

Sync = Callable[[Vault], None]

_WRITTEN = (
    EncounterDraft(
        setting="street", outcome="met", support=("listened",), memory="Sat by the river. Asked me to come back."
    ),
    EncounterDraft(setting="ed", outcome="declined"),
    EncounterDraft(
        setting="home", outcome="met", support=("plan",), handle="Amber Wren 9", memory="Rang. The ride is set up."
    ),
)


def offer_one(giver: Vault, receiver: Vault, name: str, now: datetime, sync: Sync) -> None:
    """Let a peer hand over the follow-up that is due first, and both hear of it."""
    first = waiting(giver)[0].follow_up.id
    asked = Picked(agreed=True, how="phone", prompt="Likes to be asked about the garden.")
    hand_over(giver, [(first, asked)], find_colleague(giver, name), now, os.urandom)
    for vault in (giver, receiver):
        sync(vault)


def work_on_a_lost_one(lost: Vault, by: Vault, reader: str, now: datetime, sync: Sync) -> None:
    """Let a computer write some notes, be taken off the list by another one, and hand them in."""
    for vault in (lost, by):
        sync(vault)
    notes = [
        keep_encounter(lost, written, now - timedelta(hours=hours), os.urandom).id
        for hours, written in enumerate(_WRITTEN, start=2)
    ]
    share(lost, notes[-1], find_reader(lost, reader, now), now)
    remove_computer(by, connect, find_own_computer(by, _id_of(lost)), now, os.urandom)
    with suppress(ServerRefusedError):
        sync(lost)


def _id_of(vault: Vault) -> str:
    return vault.device.hex() if vault.device is not None else ""
