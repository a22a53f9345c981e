"""Recovery by the hospital, as the person sees it: asked, never switched on by somebody else, and shown for good.

The hospital may only offer it. Whoever says yes has every new key of their own notes given to the hospital's recovery
key as well, from then on; whoever says no, or nothing, loses nothing by it. What was kept before stays theirs alone.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import NotAllowedError, NotEnrolledError
from peerdesk.sync.directory import append, follow
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.names import keep_entries
from peerdesk.sync.own_keys import author_of
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Recovery as Said
from peerdesk.wire.login import LoginKind
from peerdesk.wire.recovery import Agreement, RecoveryBook
from peerdesk.work.enrolment import Remotes
from peerdesk.work.membership import known_directory, known_members
from peerdesk.work.moments import moment_of
from peerdesk.work.syncing import connection

_DECLINED: Final = "recovery declined"
_HEARD: Final = "recovery uses heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """From when on the hospital can open what was kept here. Times are aware UTC; `until` None: nobody has ended it."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryUsed:
    """The hospital has opened this person's notes, and the person has not been told here yet. `n`: the entry."""

    n: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryHere:
    """How things stand for this person. `fingerprint` is of the key that is offered, empty where none is.

    `asked`: the hospital offers it, and nobody has answered here. `is_on`: it can open what is kept from now on.
    `terms` never become fewer; `uses` are the times at which an officer said, before reading, that notes are opened,
    and `unheard` those that the person has not been told of on this computer.
    """

    fingerprint: bytes = b""
    asked: bool = False
    is_on: bool = False
    terms: tuple[Term, ...] = ()
    uses: tuple[datetime, ...] = ()
    unheard: tuple[RecoveryUsed, ...] = ()


def recovery_here(vault: Vault) -> RecoveryHere:
    """Return how things stand; nothing of it in a vault of no hospital."""
    with vault.read() as tx:
        return recovery_of(tx)


def recovery_of(tx: Transaction) -> RecoveryHere:
    """Return the same inside a transaction."""
    book = _book(tx)
    if book is None:
        return RecoveryHere()
    me = wire_ids.PersonId(tx.identity.get().person)
    offered = book.offered
    agreed = book.in_force(me) is not None
    heard, used = int(tx.settings.get(_HEARD) or b"0"), book.uses_of(me)
    is_open = offered is not None and not agreed and tx.settings.get(_DECLINED) != offered.id
    return RecoveryHere(
        fingerprint=offered.id if offered is not None else b"",
        asked=is_open,
        is_on=agreed,
        terms=tuple(_term(one) for one in book.agreements.get(me, ())),
        uses=tuple(moment_of(use.at) for use in used),
        unheard=tuple(RecoveryUsed(n=use.n, at=moment_of(use.at)) for use in used if use.n > heard),
    )


def hear_recovery_use(tx: Transaction, used: RecoveryUsed) -> None:
    """Note that the person was told of this one, and of those before it."""
    tx.settings.put(_HEARD, str(used.n).encode())


def decline_recovery(vault: Vault) -> Changes:
    """Say no to the key that is offered. It stays on this computer: nobody is told, and nothing is asked again."""
    with vault.write() as tx:
        book = _book(tx)
        if book is None or book.offered is None:
            raise NotAllowedError("recovery")
        tx.settings.put(_DECLINED, book.offered.id)
    return Changes(directory=True, outbox=True)


def allow_recovery(vault: Vault, remotes: Remotes, fingerprint: bytes, now: datetime) -> Changes:
    """Agree to the key that was shown. Raises NotAllowedError where another one is offered by now, or none.

    Raises NotEnrolledError, OfflineError or a ServerError; then nothing was agreed to, or it shows at the next sync.
    """
    return _say(vault, remotes, wire_ids.DeviceId(fingerprint), now)


def end_recovery(vault: Vault, remotes: Remotes, now: datetime) -> Changes:
    """End it: nothing kept from now on can be opened by the hospital. Raises like `allow_recovery`."""
    return _say(vault, remotes, None, now)


def _say(vault: Vault, remotes: Remotes, reader: wire_ids.DeviceId | None, now: datetime) -> Changes:
    with vault.read() as tx:
        identity, directory = tx.identity.get(), known_directory(tx)
    author = author_of(identity, vault.run, vault.subkey("device-keys"))
    first, me, sign = directory.head[0] + 1, author.person, author.signer.signatures
    with closing(connection(vault, remotes)) as line:
        log_in(line, Credentials(kind=LoginKind.DEVICE, who=author.device, person=me, sign=sign))
        entries = follow(line, directory)
        book = directory.members.recovery
        if reader is not None and (book.offered is None or book.offered.id != reader):
            raise NotAllowedError("recovery")
        is_said = (book.in_force(me) is not None) if reader is not None else not _goes_on(book, me)
        if not is_said:
            signer = Signer(role=SignerRole.DEVICE, id=author.device)
            entries += append(line, directory, Said(reader=reader), signer, sign, int(now.timestamp()))
    with vault.write() as tx:
        keep_entries(tx, directory, entries, first)
    return Changes(directory=True, outbox=True)


def _goes_on(book: RecoveryBook, person: wire_ids.PersonId) -> bool:
    last = book.agreements.get(person, (None,))[-1]
    return last is not None and last.until_n is None


def _book(tx: Transaction) -> RecoveryBook | None:
    try:
        return known_members(tx).recovery
    except NotEnrolledError:
        return None


def _term(agreement: Agreement) -> Term:
    until = moment_of(agreement.until) if agreement.until is not None else None
    return Term(since=moment_of(agreement.since), until=until)
