"""Logging in: a signature over our nonce, the host's name, the certificate and the time; never a password.

Whoever fails hears the same words, whatever was wrong. Only somebody who has proved to hold the key learns
that a device was revoked or that an invite has ended.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from peerdesk.crypto.signing import SignatureError, verify, verify_all
from peerdesk.server.admission import may_hand_in
from peerdesk.server.directory import DirectoryKeeper
from peerdesk.server.nonces import Nonces
from peerdesk.server.problems import ProblemError
from peerdesk.server.settings import Settings
from peerdesk.server.spent import Spent
from peerdesk.server.throttle import Throttle
from peerdesk.server.tokens import Caller, Tokens
from peerdesk.wire.directory import ROOT_FINGERPRINT_SHORT
from peerdesk.wire.errors import WireError
from peerdesk.wire.exchange import ProblemCode
from peerdesk.wire.ids import DeviceId, InviteId, OfficerId, invite_id
from peerdesk.wire.invite_certificate import certificate_statement, parse_certificate
from peerdesk.wire.login import Challenge, ChallengeRequest, LoginKind, LoginReply, LoginRequest, login_statement
from peerdesk.wire.members import InviteFate

log = logging.getLogger(__name__)

_NOBODY = (bytes(32),)
# Whoever redeemed it has keys of their own by now; nobody else has any business with the directory.
_FATES = {
    InviteFate.REDEEMED: ProblemCode.INVITE_USED,
    InviteFate.CANCELLED: ProblemCode.INVITE_CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a login asks for, if its signature holds. `fault` is told only then."""

    publics: tuple[bytes, ...]
    ends: int
    fault: ProblemCode | None = None


class Gate:
    """Lets people in, and knows who is in."""

    def __init__(self, settings: Settings, directory: DirectoryKeeper, spent: Spent) -> None:
        limits = settings.limits
        self._settings = settings
        self._directory = directory
        self._spent = spent
        self._nonces = Nonces(settings.secret, settings.rng, spent, lasts_seconds=limits.nonce_seconds)
        self._tokens = Tokens(settings.secret, settings.rng)
        self._failures = Throttle(limits.failures_per_caller, settings.monotonic)

    def challenge(self, request: ChallengeRequest) -> Challenge:
        """Return a nonce to sign, also to somebody who does not exist: existence is nobody's business."""
        now = int(self._settings.now())
        return Challenge(nonce=self._nonces.make(now, _caller_key(request.kind, request.who)), at=now)

    def login(self, request: LoginRequest, host: str, pin: bytes, address: str) -> LoginReply:
        """Return a token; `host` and `pin` are what the caller must have meant. Raises ProblemError."""
        now = int(self._settings.now())
        is_ours = self._nonces.is_ours(request.nonce, now, _caller_key(request.kind, request.who))
        claim = self._claim(request, now)
        message = login_statement(host, pin, request)
        try:
            # An unknown caller costs one verification too, so that the time taken does not tell him apart.
            verify_all(_NOBODY if claim is None else claim.publics, message, request.signatures)
        except SignatureError as e:
            raise self._failed(request, address) from e
        if claim is None or not is_ours:
            raise self._failed(request, address)
        self._nonces.use(request.nonce, now, _caller_key(request.kind, request.who))
        if claim.fault is not None:
            raise ProblemError(claim.fault)
        return self._let_in(request, claim, now)

    def holder(self, token: str) -> Caller:
        """Return who was given this token. Raises ProblemError if nobody was, or its time is over."""
        caller = self._tokens.caller(token, int(self._settings.now()))
        if caller is None:
            raise ProblemError(ProblemCode.NOT_LOGGED_IN)
        return caller

    def check_not_ended(self, token: str) -> None:
        """Raise ProblemError if its holder has logged out."""
        if self._spent.knows(token.encode()):
            raise ProblemError(ProblemCode.NOT_LOGGED_IN)

    def check_rights(self, caller: Caller) -> None:
        """Raise ProblemError if the caller was revoked since, or the caller's time is over."""
        now, members = int(self._settings.now()), self._directory.members
        match caller.kind:
            case LoginKind.DEVICE if not members.is_live(DeviceId(caller.who)):
                raise ProblemError(ProblemCode.DEVICE_REVOKED)
            case LoginKind.OFFICER if not members.officer_speaks(OfficerId(caller.who), now):
                raise ProblemError(ProblemCode.NOT_LOGGED_IN)
            case LoginKind.REMOVED if not may_hand_in(members, DeviceId(caller.who)):
                raise ProblemError(ProblemCode.NOT_ALLOWED)
            case LoginKind.INVITE if members.invite_is(InviteId(caller.who)) is InviteFate.CANCELLED:
                raise ProblemError(ProblemCode.INVITE_CANCELLED)

    def check_newcomer(self, caller: Caller) -> InviteId:
        """Return whose invite it is that asks. Raises ProblemError unless it is open: nobody else signs in.

        Who has signed in already begins again with the invite: a sign-in leads to one enrolment, and to no other one.
        """
        if caller.kind is not LoginKind.INVITE or caller.enrols:
            raise ProblemError(ProblemCode.NOT_ALLOWED)
        invite = InviteId(caller.who)
        fault = _FATES.get(self._directory.members.invite_is(invite))
        if fault is not None:
            raise ProblemError(fault)
        return invite

    def signed_in(self, caller: Caller, enrols: bytes) -> LoginReply:
        """Return a token for a newcomer who has signed in with the hospital to enrol these keys, and no others.

        It ends with the invite at the latest. Raises ProblemError if the invite was used or ended meanwhile.
        """
        self.check_newcomer(caller)
        now = int(self._settings.now())
        ends = min(caller.until, now + self._settings.limits.sign_in_seconds)
        return self._given(replace(caller, ends=ends, enrols=enrols), now)

    def logout(self, token: str, caller: Caller) -> None:
        """Make a token worthless."""
        now = int(self._settings.now())
        by = _caller_key(caller.kind, caller.who)
        self._spent.use(token.encode(), by, caller.ends, now)

    def _let_in(self, request: LoginRequest, claim: Claim, now: int) -> LoginReply:
        ends = min(claim.ends, now + self._settings.limits.token_seconds)
        until = claim.ends if request.kind is LoginKind.INVITE else 0
        return self._given(Caller(kind=request.kind, who=request.who, ends=ends, until=until), now)

    def _given(self, caller: Caller, now: int) -> LoginReply:
        n, head_hash = self._directory.head
        return LoginReply(
            token=self._tokens.give(caller),
            lasts_seconds=max(1, caller.ends - now),
            at=now,
            directory_n=n,
            directory_hash=head_hash,
        )

    def _failed(self, request: LoginRequest, address: str) -> ProblemError:
        # The right answer is always let in; only wrong ones are slowed down. So nobody can lock out a colleague.
        wait = self._failures.take((address, request.who))
        if not wait:
            return ProblemError(ProblemCode.LOGIN_FAILED)
        log.warning("login: too many failures by one caller, slowed down")
        return ProblemError(ProblemCode.SLOW_DOWN, "failures", retry_seconds=int(wait) + 1)

    def _claim(self, request: LoginRequest, now: int) -> Claim | None:
        claims: dict[LoginKind, Callable[[LoginRequest, int], Claim | None]] = {
            LoginKind.DEVICE: self._device,
            LoginKind.INVITE: self._invite,
            LoginKind.OFFICER: self._officer,
            LoginKind.ROOT: self._root,
            LoginKind.REMOVED: self._removed,
        }
        return claims[request.kind](request, now)

    def _device(self, request: LoginRequest, now: int) -> Claim | None:
        known = self._directory.members.device(DeviceId(request.who))
        if known is None or not (known.person == request.person or (known.is_paper and not request.person)):
            # A sheet of paper that was typed does not say whose it is. Its id does: the directory knows no other.
            return None
        live = self._directory.members.is_live(known.id)
        fault = None if live else ProblemCode.DEVICE_REVOKED if known.revoked_n else ProblemCode.NOT_ALLOWED
        return Claim(publics=(known.sign_public,), ends=_never(now), fault=fault)

    def _removed(self, request: LoginRequest, now: int) -> Claim | None:
        members = self._directory.members
        known = members.device(DeviceId(request.who))
        if known is None or known.person != request.person:
            return None
        fault = None if may_hand_in(members, known.id) else ProblemCode.NOT_ALLOWED
        return Claim(publics=(known.sign_public,), ends=_never(now), fault=fault)

    def _officer(self, request: LoginRequest, now: int) -> Claim | None:
        members = self._directory.members
        known = members.officer(OfficerId(request.who))
        if known is None or request.person:
            return None
        fault = None if members.officer_speaks(known.id, now) else ProblemCode.NOT_ALLOWED
        return Claim(publics=(known.public,), ends=known.expires, fault=fault)

    def _root(self, request: LoginRequest, now: int) -> Claim | None:
        if request.who != self._directory.root[:ROOT_FINGERPRINT_SHORT] or request.person:
            return None
        return Claim(publics=self._directory.root_publics, ends=_never(now))

    def _invite(self, request: LoginRequest, now: int) -> Claim | None:
        members = self._directory.members
        try:
            certificate = parse_certificate(request.certificate)
            officer = members.officer(certificate.officer)
            if officer is None or certificate.root != self._directory.root:
                return None
            verify(officer.public, certificate_statement(request.certificate), request.certificate_signature)
        except WireError:
            return None
        invite = invite_id(certificate.one_time_public)
        if request.who != invite or request.person != certificate.person:
            return None
        fault = _FATES.get(members.invite_is(invite))
        if fault is None and now > certificate.expires:
            fault = ProblemCode.INVITE_EXPIRED
        elif fault is None and not members.officer_speaks(officer.id, now):
            fault = ProblemCode.NOT_ALLOWED
        return Claim(publics=(certificate.one_time_public,), ends=certificate.expires, fault=fault)


def _caller_key(kind: LoginKind, who: bytes) -> bytes:
    return kind.to_bytes(1) + who


def _never(now: int) -> int:
    return now + 10**9
