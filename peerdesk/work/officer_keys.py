"""The officer's own key: until when it lasts, a new one before it runs out, another one after it was lost or stolen.

The root signs for officers. A new key is kept in a file of its own before anything is said, and takes the old one's
place only once the directory has it: cut short anywhere, the same command is run again. Renewing goes on where it
stopped. Replacing makes another key each time: no key that lay in a folder which may be stolen comes into force.
"""

import time
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from peerdesk.crypto.errors import CannotOpenError
from peerdesk.crypto.identity import OfficerKey
from peerdesk.crypto.key_file import KeyFileKind, seal_key_file
from peerdesk.crypto.names import open_name
from peerdesk.crypto.passphrase import Argon2Profile, calibrate
from peerdesk.domain.errors import BadValueError, NotFoundError, OfficerKeyError, VaultDamagedError
from peerdesk.domain.ids import PersonId
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.names import tidy
from peerdesk.sync.transport import Transport
from peerdesk.vault import files
from peerdesk.wire.book import KnownPerson
from peerdesk.wire.directory_body import Officer, OfficerRevoked
from peerdesk.wire.ids import OfficerId
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.wire.members import Members
from peerdesk.work.directory_pen import Pen, root_pen
from peerdesk.work.founding import KEY_FILE_SECONDS, OFFICER_LASTS
from peerdesk.work.moments import moment_of
from peerdesk.work.organisation_folder import (
    NEXT_OFFICER_KEY,
    OFFICER_KEY,
    REPLACING_OFFICER_KEY,
    Listed,
    RootSecret,
    known_directory,
    read_people,
    read_public,
    unlock_officer,
    write_people,
)
from peerdesk.work.passphrases import demand_strong

_ROLES = {WireRole.PEER: Role.PEER, WireRole.SUPERVISOR: Role.SUPERVISOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerTerm:
    """An officer's key that was not replaced, and the time (aware UTC) after which it counts for nothing new."""

    officer: OfficerId
    expires: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """A new officer's key in force. `lost` are the people who no longer count, because the replaced one let them in."""

    officer: OfficerId
    expires: datetime
    last_good: int | None = None
    lost: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAsk:
    """What a new officer's key needs: the folder, the passphrase that it is sealed under, the root, the server.

    `profile` None measures this computer; a given one may be the test profile.
    """

    folder: Path
    passphrase: str
    root: RootSecret
    transport: Transport
    now: datetime
    profile: Argon2Profile | None = None

    @property
    def is_test(self) -> bool:
        return self.profile is not None


def officer_terms(folder: Path) -> tuple[OfficerTerm, ...]:
    """Return the officer's keys that were not replaced, as far as is known here, also those that have run out."""
    directory, _ = known_directory(folder)
    return tuple(
        OfficerTerm(officer=one.id, expires=moment_of(one.expires))
        for one in directory.members.officers
        if one.id not in directory.members.replaced
    )


def renew_officer(ask: KeyAsk) -> Renewed:
    """Put a new officer's key in force, for another year. Invites that the old one signed stay good until its own end.

    Raises WrongPassphraseError, OfficerKeyError for another hospital's root or where the key was replaced, OfflineError
    or a ServerError.
    """
    present = unlock_officer(ask.folder, ask.passphrase, allow_test_profile=ask.is_test)
    pen = root_pen(ask.folder, ask.root, ask.transport, ask.now)
    if present.key.id() in pen.members.replaced:
        # Whoever has the old key may have the half-made one beside it.
        raise OfficerKeyError("replaced")
    key = _next_key(ask, present.name_key)
    return _in_force(ask, pen, key, NEXT_OFFICER_KEY)


def replace_officer(ask: KeyAsk, last_good: int | None = None) -> Renewed:
    """Replace every officer's key by a new one, also a half-made one: it was lost, or stolen.

    What they signed after entry `last_good` never counted, on any computer and at the server; None lets everything up
    to now count. Open invites of theirs end with it. Raises like `renew_officer`, BadValueError for an entry that is
    not there, WeakPassphraseError, and NotFoundError where no file holds the key of names.
    """
    demand_strong(ask.passphrase, read_public(ask.folder)[0])
    pen = root_pen(ask.folder, ask.root, ask.transport, ask.now)
    head = pen.directory.head[0]
    good = head if last_good is None else last_good
    if not 1 <= good <= head:
        raise BadValueError("last_good", f"the number of an entry, from 1 to {head}")
    name_key = _name_key(ask)
    key, before = _new_key(ask, name_key, REPLACING_OFFICER_KEY), {one.id for one in pen.members.people}
    # The old ones first: cut short in between, nobody speaks for the hospital, and never somebody who should not.
    for officer in pen.members.officers:
        told = pen.members.replaced.get(officer.id)
        if told is None or (last_good is not None and told > last_good):
            pen.write(OfficerRevoked(officer=officer.id, last_good_n=good))
    # A renewal that was cut short ends here. Its key is replaced, or was never in force.
    (ask.folder / NEXT_OFFICER_KEY).unlink(missing_ok=True)
    renewed = _in_force(ask, pen, key, REPLACING_OFFICER_KEY)
    _list_everybody(ask.folder, pen.members, name_key)
    lost = before - {one.id for one in pen.members.people}
    return replace(renewed, last_good=good, lost=tuple(PersonId(one) for one in sorted(lost)))


def _next_key(ask: KeyAsk, name_key: bytes) -> OfficerKey:
    """Return the key that a renewal is to put in force: that of a try that was cut short, or a new one."""
    if (ask.folder / NEXT_OFFICER_KEY).exists():
        return unlock_officer(ask.folder, ask.passphrase, allow_test_profile=ask.is_test, name=NEXT_OFFICER_KEY).key
    return _new_key(ask, name_key, NEXT_OFFICER_KEY)


def _new_key(ask: KeyAsk, name_key: bytes, file: str) -> OfficerKey:
    """Return a new key, which is on the disk by then, in place of whatever was in that file."""
    key, name = OfficerKey.generate(), read_public(ask.folder)[0]
    work = ask.profile or calibrate(KEY_FILE_SECONDS, time.perf_counter)
    sealed = seal_key_file(
        KeyFileKind.OFFICER, name, key.seed + name_key, ask.passphrase, work, allow_test_profile=ask.is_test
    )
    files.replace(ask.folder / file, sealed)
    return key


def _in_force(ask: KeyAsk, pen: Pen, key: OfficerKey, file: str) -> Renewed:
    if pen.members.officer(key.id()) is None:
        expires = int((ask.now + OFFICER_LASTS).timestamp())
        pen.write(Officer(public=key.signer().public, expires=expires))
    (ask.folder / file).replace(ask.folder / OFFICER_KEY)
    files.sync_folder(ask.folder)
    known = pen.members.officer(key.id())
    if known is None:
        raise VaultDamagedError("identity")
    return Renewed(officer=known.id, expires=moment_of(known.expires))


def _name_key(ask: KeyAsk) -> bytes:
    """Return the key of everybody's names: from the root's file, or from an officer's that is still there."""
    if ask.root.name_key:
        return ask.root.name_key
    try:
        return unlock_officer(ask.folder, ask.passphrase, allow_test_profile=ask.is_test).name_key
    except NotFoundError:
        raise NotFoundError("name key") from None


def _list_everybody(folder: Path, members: Members, name_key: bytes) -> None:
    """Put on the officer's list whoever the directory knows and the list does not: it may be lost with the key."""
    people = read_people(folder)
    listed = {one.person for one in people}
    missing = [one for one in members.people if one.id.hex() not in listed]
    if missing:
        write_people(folder, (*people, *(_listed(one, name_key) for one in missing)))


def _listed(person: KnownPerson, name_key: bytes) -> Listed:
    try:
        name = tidy(open_name(person.sealed_name, name_key, person.id))
    except CannotOpenError:
        name = ""
    return Listed(
        name=name or person.id.hex()[:8],
        person=person.id.hex(),
        role=_ROLES[person.role].value,
        supervisor=None,
        expires=0,
    )
