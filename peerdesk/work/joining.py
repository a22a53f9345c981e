"""Redeeming an invite, step by step. `peerdesk.work.enrolment` is the verb; here is what it is made of.

The order keeps a failed set-up from leaving anything behind: everything that can be refused is asked for before a vault
is made; and once the signed entry may have reached the server, the vault stays, and the same invite finishes it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from peerdesk.crypto.identity import DeviceKeys, paper_keys
from peerdesk.crypto.names import seal_name
from peerdesk.crypto.signing import SignatureError, verify
from peerdesk.crypto.signing import Signer as SigningKey
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import (
    DirectoryForkedError,
    InviteDamagedError,
    InviteExpiredError,
    InviteUnknownError,
    InviteUsedError,
    ServerRefusedError,
)
from peerdesk.domain.ids import DeviceId, PersonId, Rng, new_record_id
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.directory import append, follow
from peerdesk.sync.login import OF_THE_INVITE, Credentials, log_in
from peerdesk.sync.names import keep_entries, tidy
from peerdesk.sync.own_keys import author_of, sealed_keys
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.shelves.identity import Identity, Organisation
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Joined, PublicKeys
from peerdesk.wire.errors import ForkError, WireError
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import device_id, invite_id
from peerdesk.wire.invite import Invite, invite_bytes, parse_invite, parse_invite_bytes
from peerdesk.wire.invite_certificate import InviteCertificate, certificate_statement
from peerdesk.wire.invite_certificate import Role as WireRole
from peerdesk.wire.login import LoginKind
from peerdesk.wire.members import InviteFate, Members
from peerdesk.wire.membership import Directory
from peerdesk.work.second_lock import SignIn, sign_in_where_asked

SEED_BYTES: Final = 32
_SIGN_BYTES: Final = 32
_FIRST_COMPUTER: Final = "1"
_ROLES: Final = {WireRole.PEER: Role.PEER, WireRole.SUPERVISOR: Role.SUPERVISOR}


def read_invite(text: str) -> Invite:
    """Return the invite in a file or in typed letters. Raises InviteDamagedError."""
    try:
        return parse_invite(text)
    except WireError:
        raise InviteDamagedError from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody on the way in: the invite, the keys of this computer, and the directory up to now."""

    invite: Invite
    certificate: InviteCertificate
    device: DeviceKeys = field(repr=False)
    directory: Directory
    entries: tuple[bytes, ...]

    @property
    def device_id(self) -> wire_ids.DeviceId:
        """The id of this computer, which names its keys."""
        public = self.device.public()
        return device_id(public.sign, public.box)


def knock(transport: Transport, invite: Invite, now: datetime) -> Newcomer:
    """Check the invite against the server's directory, before anything is made here.

    Raises InviteExpiredError, InviteUnknownError, InviteUsedError, DirectoryForkedError, OfflineError or a ServerError.
    """
    certificate = invite.read_certificate()
    if now.timestamp() > certificate.expires:
        raise InviteExpiredError
    directory, entries = _let_in(transport, invite, certificate)
    _check_open(directory.members, certificate)
    return Newcomer(
        invite=invite,
        certificate=certificate,
        device=DeviceKeys.generate(),
        directory=directory,
        entries=entries,
    )


def _let_in(
    transport: Transport, invite: Invite, certificate: InviteCertificate
) -> tuple[Directory, tuple[bytes, ...]]:
    log_in(transport, _by_invite(invite, certificate))
    return _shown(transport, invite, certificate)


def _let_in_again(
    transport: Transport, invite: Invite, certificate: InviteCertificate, keys: DeviceKeys
) -> tuple[Directory, tuple[bytes, ...]]:
    """Come in by the invite, or, where it has been used, with the keys that it was perhaps used for."""
    try:
        return _let_in(transport, invite, certificate)
    except InviteUsedError:
        public = keys.public()
        who, sign = device_id(public.sign, public.box), keys.signer().signatures
        mine = Credentials(kind=LoginKind.DEVICE, who=who, person=certificate.person, sign=sign)
    try:
        log_in(transport, mine)
    except ServerRefusedError as refusal:
        if is_refusal(refusal, ProblemCode.LOGIN_FAILED):
            raise InviteUsedError from None
        raise
    return _shown(transport, invite, certificate)


def _by_invite(invite: Invite, certificate: InviteCertificate) -> Credentials:
    return Credentials(
        kind=LoginKind.INVITE,
        who=invite_id(certificate.one_time_public),
        person=certificate.person,
        sign=SigningKey(invite.one_time_seed).signatures,
        certificate=invite.certificate,
        certificate_signature=invite.signature,
    )


def _shown(transport: Transport, invite: Invite, certificate: InviteCertificate) -> tuple[Directory, tuple[bytes, ...]]:
    """Return the directory that the server shows, which has to be the one that the officer saw."""
    directory = Directory.empty(certificate.root)
    entries = follow(transport, directory)
    _check_promise(directory, invite, certificate)
    return directory, entries


def _check_promise(directory: Directory, invite: Invite, certificate: InviteCertificate) -> None:
    """The officer signed the invite, and what the officer saw of the directory is in it: both must be found here."""
    officer = directory.members.officer(certificate.officer)
    if officer is None:
        raise InviteUnknownError
    try:
        verify(officer.public, certificate_statement(invite.certificate), invite.signature)
        directory.check_seen(certificate.directory_n, certificate.directory_hash)
    except SignatureError:
        raise InviteUnknownError from None
    except ForkError:
        raise DirectoryForkedError from None
    if certificate.directory_n > directory.head[0]:
        raise DirectoryForkedError


def prepare(vault: Vault, newcomer: Newcomer, recovery_code: bytes) -> None:
    """Put the new identity into the vault before anything is sent: from now on a crash loses no key."""
    invite, certificate = newcomer.invite, newcomer.certificate
    paper = paper_keys(recovery_code).public()
    with vault.write() as tx:
        tx.identity.put(
            Identity(
                person=PersonId(certificate.person),
                display_name=invite.person_name,
                role=_ROLES[certificate.role],
                device=DeviceId(newcomer.device_id),
                device_seeds=sealed_keys(newcomer.device, certificate.person, vault.subkey("device-keys")),
                paper_public=paper.sign + paper.box,
                supervisor=PersonId(certificate.supervisor) if certificate.supervisor else None,
                organisation=Organisation(
                    root_fingerprint=certificate.root,
                    name=tidy(invite.organisation),
                    name_key=invite.name_key,
                    server=invite.server,
                    pin=invite.pin,
                ),
                invite=invite_bytes(invite),
            )
        )


def join(vault: Vault, transport: Transport, newcomer: Newcomer, now: datetime, rng: Rng) -> Changes:
    """Sign `joined` with the invite's one-time key, and keep what the directory then says.

    Raises InviteUsedError when somebody else was quicker, InviteExpiredError, InviteUnknownError, OfflineError or a
    ServerError. After an OfflineError the entry may be there: call `finish` before believing otherwise.
    """
    one_time = SigningKey(newcomer.invite.one_time_seed)
    signer = Signer(role=SignerRole.NEWCOMER, id=invite_id(newcomer.certificate.one_time_public))
    with vault.read() as tx:
        paper = tx.identity.get().paper_public
    body = _joined(newcomer, paper)
    try:
        new = append(transport, newcomer.directory, body, signer, one_time.signatures, int(now.timestamp()))
    except ServerRefusedError as refusal:
        named = OF_THE_INVITE.get(refusal.reason)
        if named is None:
            raise
        raise named from None
    return _settled(vault, replace(newcomer, entries=newcomer.entries + new), now, rng)


def finish(vault: Vault, transport: Transport, now: datetime, rng: Rng, sign_in: SignIn | None = None) -> Changes:
    """Finish a set-up that was cut short after its entry may have reached the server. Nothing to do is nothing done.

    Afterwards the connection is logged in nowhere: what the invite opened is no way to sync.
    Raises InviteUsedError when the invite went to other keys, and what `knock`, `sign_in` and `join` raise.
    """
    with vault.read() as tx:
        identity = tx.identity.get()
    if not identity.invite:
        return Changes()
    invite = parse_invite_bytes(identity.invite)
    certificate = invite.read_certificate()
    keys = author_of(identity, vault.run, vault.subkey("device-keys")).keys
    directory, entries = _let_in_again(transport, invite, certificate, keys)
    newcomer = Newcomer(invite=invite, certificate=certificate, device=keys, directory=directory, entries=entries)
    try:
        if directory.members.device(newcomer.device_id) is not None:
            return _settled(vault, newcomer, now, rng)
        _check_open(directory.members, certificate)
        sign_in_where_asked(transport, certificate, keys.public(), _paper_of(identity.paper_public), sign_in)
        return join(vault, transport, newcomer, now, rng)
    finally:
        transport.keep_token("", 0)


def _check_open(members: Members, certificate: InviteCertificate) -> None:
    match members.invite_is(invite_id(certificate.one_time_public)):
        case InviteFate.REDEEMED:
            raise InviteUsedError
        case InviteFate.CANCELLED:
            raise InviteUnknownError
        case InviteFate.OPEN:
            return


def _joined(newcomer: Newcomer, paper: bytes) -> Joined:
    invite, person = newcomer.invite, newcomer.certificate.person
    return Joined(
        certificate=invite.certificate,
        certificate_signature=invite.signature,
        device=newcomer.device.public(),
        paper=_paper_of(paper),
        sealed_name=seal_name(invite.person_name, invite.name_key, person),
        sealed_label=seal_name(_FIRST_COMPUTER, invite.name_key, newcomer.device_id),
    )


def _paper_of(kept: bytes) -> PublicKeys:
    return PublicKeys(sign=kept[:_SIGN_BYTES], box=kept[_SIGN_BYTES:])


def _settled(vault: Vault, newcomer: Newcomer, now: datetime, rng: Rng) -> Changes:
    """Keep the directory that we are in now, forget the invite, and make the secret that names shared copies."""
    known = newcomer.directory.members.device(newcomer.device_id)
    if known is None or known.person != newcomer.certificate.person:
        raise InviteUsedError
    with vault.write() as tx:
        identity = tx.identity.get()
        tx.identity.put(replace(identity, invite=b""))
        kept = tx.directory.head()
        first = kept[0] if kept is not None else 0
        keep_entries(tx, newcomer.directory, newcomer.entries[first:], first + 1)
        if identity.supervisor is not None and not tx.identity.name_of(identity.supervisor):
            tx.identity.put_name(identity.supervisor, tidy(newcomer.invite.supervisor_name))
        seed = new_record_id(now, rng)
        if tx.space_seed.get() is None:
            tx.space_seed.put(seed, rng(SEED_BYTES))
            tx.space_seed.put_key_of_names(newcomer.invite.name_key)
    return Changes.of(RecordKind.SPACE_SEED, seed) | Changes(directory=True)
