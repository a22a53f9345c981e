"""One more computer of somebody who belongs to a hospital already, by the recovery sheet that they hold in their hand.

Nothing secret is copied from another computer. The new vault has keys of its own; the sheet, which is a device that
lives on paper, opens what was boxed to it and signs the new computer into the directory, as its last act. So a set-up
that is cut short is listed nowhere, or it is whole; and typing the same sheet once more finishes it.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from os import urandom
from pathlib import Path
from typing import Final

from peerdesk.crypto.identity import DeviceKeys, paper_keys
from peerdesk.crypto.names import seal_name
from peerdesk.crypto.passphrase import Argon2Profile
from peerdesk.crypto.recovery import code_text, names_hospital
from peerdesk.domain.errors import (
    DirectoryForkedError,
    NotPeerDeskServerError,
    ServerRefusedError,
    VaultError,
    VaultExistsError,
)
from peerdesk.domain.ids import DeviceId, PersonId
from peerdesk.domain.sheet_errors import SheetElsewhereError, SheetError, SheetIncompleteError
from peerdesk.domain.text import folded
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.certificates import shown_pin
from peerdesk.sync.names import keep_entries, learn_key_of_names, tidy
from peerdesk.sync.own_keys import author_of, sealed_keys
from peerdesk.sync.paper import PaperVisit, visit
from peerdesk.sync.transport import Transport
from peerdesk.vault.opening import create_vault, open_vault
from peerdesk.vault.places import VaultPlace, find_vaults
from peerdesk.vault.shelves.identity import Identity, Organisation
from peerdesk.vault.slots import opens_by_sheet
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory_body import Device
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.wire.login import PRODUCT, Hello
from peerdesk.wire.members import Members
from peerdesk.wire.supervision import named_supervisors
from peerdesk.work.enrolment import Remotes, Started
from peerdesk.work.naming import checked_name
from peerdesk.work.passphrases import demand_strong
from peerdesk.work.recovery_sheet import RecoverySheet, TypedSheet

_ROLES: Final = {WireRole.PEER: Role.PEER, WireRole.SUPERVISOR: Role.SUPERVISOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsk:
    """What a second computer is made from. `server` and `name` are for a sheet that was typed, which says neither.

    `pin_shown` asks a server for the certificate that it shows. `profile` None measures this computer.
    """

    home: Path
    sheet: TypedSheet = field(repr=False)
    passphrase: str = field(repr=False)
    now: datetime
    remotes: Remotes
    server: str = ""
    name: str = ""
    profile: Argon2Profile | None = None
    pin_shown: Callable[[str], bytes] = shown_pin


def join_by_sheet(ask: JoinAsk) -> Started:
    """Make a vault on this computer for whoever the sheet belongs to, and sign it into their hospital's directory.

    What fails before the directory was asked leaves nothing behind. What is cut short later is finished by calling this
    again with the same sheet and passphrase. The notes come with the first round of syncing.
    Raises a SheetError, WeakPassphraseError, MissingAnswerError, VaultExistsError, OfflineError, a ServerError or a
    disk error.
    """
    name = checked_name("name", ask.name or ask.sheet.name)
    demand_strong(ask.passphrase, name, ask.sheet.organisation)
    place = _hospital(ask)
    with closing(ask.remotes(place.server, place.pin)) as line:
        if _hello(line).root != place.root_fingerprint:
            raise SheetElsewhereError
        guest = visit(line, paper_keys(ask.sheet.code), place.root_fingerprint)
        shown, begun = _here(ask, name, guest)
        vault = begun or _created(ask, shown)
        with _closed_on_failure(vault, and_dropped_for=() if begun else (BaseException,)):
            _furnish(vault, guest, place, name)
        with _closed_on_failure(vault, and_dropped_for=() if begun else (SheetError,)):
            _sign_in(vault, guest, int(ask.now.timestamp()))
            # What was made for this person's computers meanwhile was not made for this one yet.
            guest.take_keys(vault)
    return Started(vault=vault, sheet=_sheet(ask, place, name))


def _hospital(ask: JoinAsk) -> Organisation:
    """Return where the sheet leads, checked against the sheet alone: no server is believed about who it is."""
    sheet, server = ask.sheet, _address(ask.server or ask.sheet.server)
    if not server:
        raise SheetIncompleteError("server")
    if sheet.root:
        return _organisation(sheet.root, tidy(sheet.organisation), server, sheet.pin)
    if not sheet.hospital_groups:
        raise SheetIncompleteError("hospital")
    shown = ask.pin_shown(server)
    with closing(ask.remotes(server, shown)) as line:
        root, host = _hello(line).root, line.host
    for pin in dict.fromkeys((shown, b"")):
        if names_hospital(sheet.hospital_groups, sheet.code, root, pin):
            return _organisation(root, host, server, pin)
    raise SheetElsewhereError


def _address(typed: str) -> str:
    address = typed.strip()
    return address if not address or "://" in address else f"https://{address}"


def _organisation(root: bytes, name: str, server: str, pin: bytes) -> Organisation:
    return Organisation(root_fingerprint=root, name=name, name_key=b"", server=server, pin=pin)


def _hello(line: Transport) -> Hello:
    hello = line.ask(endpoints.HELLO, None, Hello)
    if hello.product != PRODUCT:
        raise NotPeerDeskServerError
    return hello


def _sheet(ask: JoinAsk, place: Organisation, name: str) -> RecoverySheet:
    return RecoverySheet(
        name=name,
        code=code_text(ask.sheet.code),
        organisation=place.name,
        server=place.server,
        root=place.root_fingerprint,
        pin=place.pin,
    )


def _created(ask: JoinAsk, name: str) -> Vault:
    """Make the vault. The one sheet of a person opens each of their computers."""
    return create_vault(
        ask.home,
        display_name=name,
        passphrase=ask.passphrase,
        recovery_code=ask.sheet.code,
        rng=urandom,
        kdf=ask.profile,
        allow_test_profile=ask.profile is not None,
    )


@contextmanager
def _closed_on_failure(vault: Vault, and_dropped_for: tuple[type[BaseException], ...]) -> Iterator[None]:
    """Let go of the vault when the block fails, and take it away again for these errors: nothing was kept in it yet."""
    try:
        yield
    except BaseException as problem:
        folder = vault.folder
        vault.close()
        if isinstance(problem, and_dropped_for):
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _here(ask: JoinAsk, name: str, guest: PaperVisit) -> tuple[str, Vault | None]:
    """Return the name that the vault has on this computer, and the vault where an earlier try has left it.

    One of this person's that was taken off the list stays as it is, readable; the new one has a number behind its name.
    """
    places = {folded(one.display_name): one for one in find_vaults(ask.home)}
    number, shown = 1, name
    while (place := places.get(folded(shown))) is not None:
        begun = _begun_before(place, ask, guest)
        if begun is not None:
            return shown, begun
        number += 1
        shown = f"{name} ({number})"
    return shown, None


def _begun_before(place: VaultPlace, ask: JoinAsk, guest: PaperVisit) -> Vault | None:
    """Return the vault that an earlier try with this sheet and passphrase has left, None for one off the list."""
    if not opens_by_sheet(place.folder, ask.sheet.code):
        raise VaultExistsError
    try:
        vault = open_vault(
            place.folder, passphrase=ask.passphrase, rng=urandom, allow_test_profile=ask.profile is not None
        )
    except VaultError:
        raise VaultExistsError from None
    with vault.read() as tx:
        identity = tx.identity.get()
    if identity.organisation is not None and identity.person != PersonId(guest.person.id):
        vault.close()
        raise VaultExistsError
    if identity.device is not None and _has_ended(guest.directory.members, identity.device):
        vault.close()
        return None
    return vault


def _has_ended(members: Members, device: DeviceId) -> bool:
    return members.device(wire_ids.DeviceId(device)) is not None and not members.is_live(wire_ids.DeviceId(device))


def _furnish(vault: Vault, guest: PaperVisit, place: Organisation, name: str) -> None:
    """Put everything into the vault that it needs, its own keys first. Nothing is told to anybody yet."""
    with vault.read() as tx:
        is_new = tx.identity.get().organisation is None
        _known_of(tx, guest)
    if is_new:
        with vault.write() as tx:
            tx.identity.put(_identity(vault, guest, place, name))
    guest.take_keys(vault)
    names = guest.key_of_names(vault)
    with vault.write() as tx:
        _keep_directory(tx, guest)
        if names is not None:
            learn_key_of_names(tx, names, guest.directory.members)
            identity = tx.identity.get()
            tx.identity.put(replace(identity, display_name=tx.identity.name_of(identity.person) or name))


def _identity(vault: Vault, guest: PaperVisit, place: Organisation, name: str) -> Identity:
    keys, paper, person = DeviceKeys.generate(), guest.keys.public(), guest.person
    links = named_supervisors(guest.directory.members, person.id)
    return Identity(
        person=PersonId(person.id),
        display_name=name,
        role=_ROLES[person.role],
        device=DeviceId(keys.id()),
        device_seeds=sealed_keys(keys, person.id, vault.subkey("device-keys")),
        paper_public=paper.sign + paper.box,
        supervisor=next((PersonId(link.supervisor) for link in links if not link.cover), None),
        organisation=place,
    )


def _keep_directory(tx: Transaction, guest: PaperVisit) -> None:
    known = _known_of(tx, guest)
    keep_entries(tx, guest.directory, guest.entries[known:], known + 1)


def _known_of(tx: Transaction, guest: PaperVisit) -> int:
    """Return how many entries are kept here already. Raises DirectoryForkedError where they are not the server's."""
    kept = tx.directory.head()
    if kept is None:
        return 0
    known, head = kept
    if guest.directory.hash_at(known) != head:
        # A server was put back and went on differently: what it shows now does not follow what is kept here.
        raise DirectoryForkedError
    return known


def _sign_in(vault: Vault, guest: PaperVisit, at: int) -> None:
    """Let the sheet sign this computer into the directory, unless an earlier try has done it."""
    with vault.read() as tx:
        identity = tx.identity.get()
    keys = author_of(identity, vault.run, vault.subkey("device-keys")).keys
    guest.follow()
    if guest.directory.members.device(keys.id()) is None:
        guest.sign(Device(keys=keys.public(), sealed_label=_label(identity, guest, keys.id())), at)
    if not guest.directory.members.is_live(keys.id()):
        # Somebody has as many computers as there is room for.
        raise ServerRefusedError(ProblemCode.FULL.value)
    with vault.write() as tx:
        _keep_directory(tx, guest)


def _label(identity: Identity, guest: PaperVisit, device: wire_ids.DeviceId) -> bytes:
    """Return this computer's number among all that this person had, or nothing where names cannot be sealed yet."""
    if identity.organisation is None or not identity.organisation.name_key:
        return b""
    computers = [one for one in guest.directory.members.devices_of(guest.person.id) if not one.is_paper]
    return seal_name(str(len(computers) + 1), identity.organisation.name_key, device)
