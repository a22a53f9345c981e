"""The log of supervision: one of the two writes a session down, the other signs it. No note is read or touched here.

A peer logs with a supervisor of theirs, a supervisor with a peer of theirs, and both see the same list, in the space of
the two. What was logged stays for both when that supervision is over.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.domain.errors import AmbiguousIdError, NotAllowedError, NotEnrolledError, NotFoundError
from peerdesk.domain.ids import SHORTEST_PREFIX, PersonId, RecordId, Rng, new_record_id
from peerdesk.domain.supervision_log import (
    ChangedMeanwhileError,
    MonthOfSupervision,
    SessionDraft,
    SessionSignature,
    Signed,
    SupervisionSession,
    begin_session,
    by_month,
    session_digest,
    signed_by_other,
)
from peerdesk.domain.text import folded
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.vault.shelves.sessions import KeptSession
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.supervision import supervised_by, supervisors_of
from peerdesk.work.encounters import local_day
from peerdesk.work.membership import known_members


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """The other one of the two. `is_current`: they supervise this person now, or this person them."""

    person: PersonId
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSession:
    """A session as either of the two sees it.

    `digest` names what is shown here, and is what a signature signs. `signature` is the other one's, where there is
    one. `is_mine`: this person wrote it. `is_unclear`: its author has changed it on two computers and not said which
    counts; nobody signs it before.
    """

    session: SupervisionSession
    partner: Partner
    is_mine: bool
    is_unclear: bool
    digest: bytes
    signed: Signed
    signature: SessionSignature | None


def partners(vault: Vault, now: datetime) -> tuple[Partner, ...]:
    """Return with whom this person has or had supervision, by name. Raises NotEnrolledError."""
    with vault.read() as tx:
        return _partners(tx, now)


def find_partner(vault: Vault, who: str, now: datetime) -> PersonId:
    """Return the one meant by a name or the beginning of an id; by nothing where there is only one.

    Raises NotFoundError, AmbiguousIdError or NotEnrolledError.
    """
    wanted = folded(who)
    found = [one.person for one in partners(vault, now) if _is_meant(one, wanted)]
    if not found:
        raise NotFoundError("person")
    if len(found) > 1:
        raise AmbiguousIdError("person")
    return found[0]


def log_session(vault: Vault, draft: SessionDraft, person: PersonId, now: datetime, rng: Rng) -> LoggedSession:
    """Write down a session with somebody. It counts as signed by this person, and waits for the other one.

    Raises an InputRefusedError that names the field, NotAllowedError for somebody with whom there is no supervision
    now, or NotEnrolledError.
    """
    with vault.write() as tx:
        partner = next((one for one in _partners(tx, now) if one.person == person and one.is_current), None)
        if partner is None:
            raise NotAllowedError("supervision")
        session = begin_session(draft, record=new_record_id(now, rng), author=tx.person, today=local_day(now))
        tx.sessions.put(session, pair_space(tx.person, person))
        return _logged(tx, tx.sessions.get(session.id), partner)


def change_session(vault: Vault, record: RecordId, draft: SessionDraft, now: datetime) -> Changes:
    """Say anew what a session was. A signature under what it said before does not hold any more, and both see that.

    Raises NotFoundError, NotAllowedError for a session that the other one wrote, or an InputRefusedError.
    """
    with vault.write() as tx:
        kept = _mine(tx, record)
        tx.sessions.put(begin_session(draft, record=record, author=tx.person, today=local_day(now)), kept.space)
    return Changes.of(RecordKind.SUPERVISION, record)


def take_session_back(vault: Vault, record: RecordId) -> Changes:
    """Take away a session that was logged by mistake, as long as the other one never signed it.

    Raises NotFoundError, or NotAllowedError for one that the other one wrote or has signed.
    """
    with vault.write() as tx:
        kept = _mine(tx, record)
        if signed_by_other(kept.session, tx.sessions.signatures(kept.space))[0] is not Signed.NOT_YET:
            raise NotAllowedError("signed")
        tx.sessions.withdraw(record)
    return Changes.of(RecordKind.SUPERVISION, record)


def sign_session(vault: Vault, record: RecordId, seen: bytes, now: datetime, rng: Rng) -> Changes:
    """Sign a session that the other one wrote, as it was shown: `seen` is the digest that came with it.

    Signing the same twice changes nothing. Raises NotFoundError, NotAllowedError for one's own session or one that says
    two things, or ChangedMeanwhileError where it does not say any more what was shown.
    """
    with vault.write() as tx:
        kept = tx.sessions.get(record)
        if kept.session.author == tx.person:
            raise NotAllowedError("sign_own")
        if kept.competing:
            raise NotAllowedError("unclear")
        if session_digest(kept.session) != seen:
            raise ChangedMeanwhileError("sign")
        if signed_by_other(kept.session, tx.sessions.signatures(kept.space))[0] is Signed.BOTH:
            return Changes()
        signature = SessionSignature(
            id=new_record_id(now, rng), author=tx.person, about=record, digest=seen, signed_at=now
        )
        tx.sessions.sign(signature, kept.space)
    return Changes.of(RecordKind.SUPERVISION_SIGNED, signature.id) | Changes.of(RecordKind.SUPERVISION, record)


def find_session(vault: Vault, prefix: str) -> RecordId:
    """Return the only session whose id begins so. Raises NotFoundError or AmbiguousIdError."""
    with vault.read() as tx:
        return tx.sessions.resolve(prefix)


def logged_session(vault: Vault, record: RecordId, now: datetime) -> LoggedSession:
    """Return one session. Raises NotFoundError or NotEnrolledError."""
    with vault.read() as tx:
        kept = tx.sessions.get(record)
        for partner in _partners(tx, now):
            if pair_space(tx.person, partner.person) == kept.space:
                return _logged(tx, kept, partner)
    raise NotFoundError("session")


def sessions_with(vault: Vault, person: PersonId, now: datetime) -> tuple[LoggedSession, ...]:
    """Return the sessions with one person, the newest day first: the same list for both. Raises NotFoundError."""
    with vault.read() as tx:
        partner = next((one for one in _partners(tx, now) if one.person == person), None)
        if partner is None:
            raise NotFoundError("person")
        space = pair_space(tx.person, person)
        signatures = tx.sessions.signatures(space)
        return tuple(_logged(tx, kept, partner, signatures) for kept in tx.sessions.between(space))


def how_many_to_sign(vault: Vault) -> int:
    """Return how many sessions that others wrote down wait for this person's signature."""
    with vault.read() as tx:
        signed = {(one.about, one.digest) for one in tx.sessions.signed_here()}
        waiting = (one.session for one in tx.sessions.of_others() if not one.competing)
        return sum((one.id, session_digest(one)) not in signed for one in waiting)


def signed_and_gone(vault: Vault, person: PersonId) -> int:
    """Return how many sessions this person has signed that the other one took away all the same."""
    with vault.read() as tx:
        space = pair_space(tx.person, person)
        there = {kept.session.id for kept in tx.sessions.between(space)}
        mine = (one for one in tx.sessions.signatures(space) if one.author == tx.person)
        return len({one.about for one in mine} - there)


def same_day(sessions: Iterable[LoggedSession], one: SupervisionSession) -> tuple[LoggedSession, ...]:
    """Return the other sessions of a session's day: perhaps both of the two wrote the same one down."""
    return tuple(
        other for other in sessions if other.session.happened_on == one.happened_on and other.session.id != one.id
    )


def hours(sessions: Iterable[LoggedSession]) -> tuple[MonthOfSupervision, ...]:
    """Return the minutes of each month, and how many of them both have signed; the newest month first."""
    return by_month((one.session, one.signed) for one in sessions)


def evidence_csv(sessions: Iterable[LoggedSession]) -> tuple[str, int]:
    """Return a table of days and minutes and nothing else, the first day first, and how many lines it has.

    Only what both have signed is in it. A cell is a day or a number, so no spreadsheet takes one for a formula.
    """
    signed = sorted(
        (one.session.happened_on.isoformat(), one.session.minutes) for one in sessions if one.signed is Signed.BOTH
    )
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("date", "minutes"))
    table.writerows(signed)
    return text.getvalue(), len(signed)


def _partners(tx: Transaction, now: datetime) -> tuple[Partner, ...]:
    if tx.identity.get().organisation is None:
        raise NotEnrolledError
    members, me, at = known_members(tx), wire_ids.PersonId(tx.person), int(now.timestamp())
    current = {PersonId(link.supervisor) for link in supervisors_of(members, me, at)}
    current |= {PersonId(link.peer) for link in supervised_by(members, me, at)}
    names, logged = tx.identity.names(), tx.sessions.spaces()
    known = current | {person for person in names if person != tx.person and pair_space(tx.person, person) in logged}
    found = (
        Partner(person=person, name=names.get(person) or person.hex()[:8], is_current=person in current)
        for person in known
    )
    return tuple(sorted(found, key=lambda one: (not one.is_current, folded(one.name), one.person)))


def _is_meant(partner: Partner, wanted: str) -> bool:
    if not wanted:
        return True
    is_id = len(wanted) >= SHORTEST_PREFIX and partner.person.hex().startswith(wanted)
    return folded(partner.name) == wanted or is_id


def _mine(tx: Transaction, record: RecordId) -> KeptSession:
    kept = tx.sessions.get(record)
    if kept.session.author != tx.person:
        raise NotAllowedError("not_yours")
    return kept


def _logged(
    tx: Transaction, kept: KeptSession, partner: Partner, signatures: tuple[SessionSignature, ...] | None = None
) -> LoggedSession:
    under = tx.sessions.signatures(kept.space) if signatures is None else signatures
    state, signature = signed_by_other(kept.session, under)
    return LoggedSession(
        session=kept.session,
        partner=partner,
        is_mine=kept.session.author == tx.person,
        is_unclear=bool(kept.competing),
        digest=session_digest(kept.session),
        # What says two things was signed by nobody.
        signed=Signed.CHANGED if kept.competing and state is Signed.BOTH else state,
        signature=signature,
    )
