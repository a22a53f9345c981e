"""The officer opens what somebody kept while they agreed to recovery. The directory hears of it before it is read.

The notes are put together in a vault of their own, under a key that nobody keeps, by the same rules as on the person's
computers: what was erased is gone, and what differs stands side by side. That vault is destroyed afterwards.
"""

import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import urandom
from pathlib import Path
from typing import Final

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.crypto.passphrase import FLOOR
from peerdesk.crypto.recovery import CODE_BYTES
from peerdesk.domain.errors import NotAllowedError
from peerdesk.domain.ids import DeviceId, PersonId, SpaceId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.names import keep_entries
from peerdesk.sync.pull import Pull
from peerdesk.sync.reasons import Reason
from peerdesk.sync.result import Tally
from peerdesk.sync.sealing import Author
from peerdesk.vault.opening import create_vault
from peerdesk.vault.shelves.identity import Identity, Organisation
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Recovered as Said
from peerdesk.wire.ids import OfficerId, RunId, own_space
from peerdesk.work.directory_pen import Pen, officer_pen
from peerdesk.work.officer_people import find_listed, joined_person, person_id
from peerdesk.work.organisation_folder import Listed, read_people, read_public
from peerdesk.work.recovery_key import fingerprint_of
from peerdesk.work.revoking import OfficerAsk

_FRESH_SECONDS: Final = 12 * 3600
"""So long one entry stands for the tries of one officer to read the same person's notes. The server asks for a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredNotes:
    """Somebody's notes, open until the block ends. `closed` counts what was kept when they did not agree."""

    person: Listed
    vault: Vault
    closed: int


@contextmanager
def recovered_notes(ask: OfficerAsk, keys: DeviceKeys, scratch: Path) -> Iterator[RecoveredNotes]:
    """Say in the directory that somebody's notes are opened, fetch them, and open what the recovery key opens.

    `scratch` is a folder that the sealed, short-lived vault may lie in. Raises NotAllowedError where they never agreed
    to this key, NotFoundError, NotJoinedError, OfficerKeyError, OfflineError or a ServerError.
    """
    listed = find_listed(read_people(ask.folder), ask.person, ask.role)
    pen = officer_pen(ask.folder, ask.passphrase, ask.transport, ask.now, allow_test_profile=ask.allow_test_profile)
    known = joined_person(pen.members, listed)
    reader = fingerprint_of(keys)
    if all(one.reader != reader for one in pen.members.recovery.agreements.get(known.id, ())):
        raise NotAllowedError("recover")
    _say(pen, known.id)
    home = Path(tempfile.mkdtemp(prefix=".peerdesk-", dir=scratch))
    try:
        vault = _empty_vault(home, pen, listed, DeviceId(reader))
        try:
            _fetch(vault, pen, known.id, DeviceId(reader), keys)
            with vault.read() as tx:
                closed = sum(heap.count for heap in tx.heaps.set_apart() if heap.reason == Reason.NO_KEY.value)
            yield RecoveredNotes(person=listed, vault=vault, closed=closed)
        finally:
            vault.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _say(pen: Pen, person: wire_ids.PersonId) -> None:
    """Write that the notes are opened, unless this officer has done so just now: a line that was cut tells it once."""
    uses = pen.members.recovery.uses_of(person)
    if not any(use.officer == OfficerId(pen.signer.id) and abs(pen.at - use.at) < _FRESH_SECONDS for use in uses):
        pen.write(Said(person=person))


def _empty_vault(home: Path, pen: Pen, listed: Listed, reader: DeviceId) -> Vault:
    # The passphrase is as random as a key, so the least stretching there is will do.
    vault = create_vault(
        home,
        display_name=listed.name,
        passphrase=secrets.token_hex(32),
        recovery_code=secrets.token_bytes(CODE_BYTES),
        rng=urandom,
        kdf=FLOOR,
    )
    name, root, _ = read_public(pen.folder)
    with vault.write() as tx:
        tx.identity.put(
            Identity(
                person=PersonId(person_id(listed)),
                display_name=listed.name,
                role=Role(listed.role),
                device=reader,
                organisation=Organisation(root_fingerprint=root, name=name, name_key=bytes(32), server="", pin=b""),
            )
        )
        keep_entries(tx, pen.directory, pen.entries, 1)
    return vault


def _fetch(vault: Vault, pen: Pen, person: wire_ids.PersonId, reader: DeviceId, keys: DeviceKeys) -> None:
    author = Author(
        person=person, device=wire_ids.DeviceId(reader), run=RunId(vault.run), keys=keys, signer=keys.signer()
    )
    pull = Pull(vault, pen.transport, author, pen.directory, Tally(), time.monotonic)
    pull.space(SpaceId(own_space(person)), pen.catch_up, pen.now, urandom)
