"""Syncing now, and saying honestly how things stand."""

import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from peerdesk.domain.changes import Changes
from peerdesk.domain.errors import (
    DirectoryForkedError,
    ExpectedError,
    HistoryDivergedError,
    NotEnrolledError,
    ServerError,
    ServerRefusedError,
)
from peerdesk.domain.ids import DeviceId, PersonId, Rng
from peerdesk.domain.notices import Notice
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.engine import SyncEngine
from peerdesk.sync.hand_in import hand_in
from peerdesk.sync.lasting import Lasting, Lasts
from peerdesk.sync.pace import Paced
from peerdesk.sync.proof import is_proved, needs_attention
from peerdesk.sync.result import Cancel, News, Progress, SyncResult
from peerdesk.sync.session import CLOCK_OFFSET
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.pictures import Arriving
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.vault import Vault
from peerdesk.wire.exchange import ProblemCode
from peerdesk.work.enrolment import Remotes
from peerdesk.work.joining import finish
from peerdesk.work.removals import finish_removals
from peerdesk.work.sheets_under_way import finish_new_sheet
from peerdesk.work.standing import is_off_the_list, note_standing, only_here
from peerdesk.work.two_directories import note_other_past, was_shown_another_past

__all__ = [
    "Arriving",
    "Status",
    "SyncResult",
    "connection",
    "learn_people",
    "status",
    "sync_now",
    "was_in_vain",
]


_LAST_SUCCESS: Final = "last sync"
_FAILED: Final = "last round failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How things stand. Times are UTC.

    Everything up to `last_success` is here: then a round last ended at the head of every space; `stale_days` counts
    from it, None before any. `proof` says that everything of ours was seen inside the server's chain. `diverged` says
    that the server showed another past in the last round and could not be healed; nothing is proved then. `removed`:
    this computer is off the hospital's list; what waits in it then is what it alone has.
    `organisation` is empty for a vault of no hospital, where nothing ever waits. `notices` are what syncing has to
    tell. `clock_offset_seconds` is how far the server's clock was ahead of ours at the last login; it is shown from
    five minutes on, and decides nothing.
    """

    person: PersonId
    name: str
    device: DeviceId | None
    role: Role | None
    organisation: str
    server: str
    waiting: int
    last_success: datetime | None
    stale_days: int | None
    proof: bool
    needs_attention: int
    readers: dict[PersonId, int]
    names: dict[PersonId, str]
    forked: bool
    diverged: bool = False
    removed: bool = False
    clock_offset_seconds: int | None = None
    notices: tuple[Notice, ...] = ()
    arriving: Arriving | None = None


def connection(vault: Vault, remotes: Remotes) -> Transport:
    """Return a connection to this vault's hospital. Raises NotEnrolledError for a vault of none."""
    with vault.read() as tx:
        organisation = tx.identity.get().organisation
    if organisation is None:
        raise NotEnrolledError
    return remotes(organisation.server, organisation.pin)


def sync_now(
    vault: Vault,
    remotes: Remotes,
    now: datetime,
    rng: Rng,
    *,
    cancel: Cancel | None = None,
    progress: Progress | None = None,
    news: News | None = None,
) -> SyncResult:
    """Exchange everything there is with the hospital's server; a set-up that was cut short is finished first.

    `news` hears on the calling thread what has changed here while the round still goes on: the newest of many notes,
    and all there was when it breaks off.

    `now` is aware UTC; the connection is closed afterwards.
    Call it on any thread: the vault is only held for one short transaction at a time.
    Raises NotEnrolledError, OfflineError, an InviteError or a ServerError; everything is kept here whatever happens.
    """
    with closing(connection(vault, remotes)) as line:
        transport = Paced(line, time.monotonic, time.sleep, cancel)
        finish(vault, transport, now, rng)
        told = Changes()
        with suppress(ServerError):
            # What cannot be said now is said in the next round, and keeps nothing else waiting.
            told = finish_removals(vault, transport, now)
            told |= finish_new_sheet(vault, transport, now)
        engine = SyncEngine(vault, transport, lambda: now, rng, time.monotonic, _lasting(line))
        try:
            result = engine.round(cancel, progress, news)
        except ExpectedError as trouble:
            if news is not None and engine.changes:
                # What came before the line went is here, and what was taken back with it is gone.
                news(engine.changes)
            _note_failure(vault, trouble)
            if isinstance(trouble, ServerRefusedError) and is_refusal(trouble, ProblemCode.DEVICE_REVOKED):
                with suppress(ExpectedError):
                    hand_in(vault, transport)
            raise
    with vault.write() as tx:
        if result.is_complete:
            tx.settings.put(_LAST_SUCCESS, now.astimezone(UTC).isoformat().encode())
        note_other_past(tx, is_shown=False)
        if tx.settings.get(_FAILED):
            tx.settings.put(_FAILED, b"")
        note_standing(tx, is_off=False)
    return replace(result, changes=result.changes | told)


def _lasting(line: object) -> Lasting | None:
    return line.lasting if isinstance(line, Lasts) else None


def _note_failure(vault: Vault, trouble: ExpectedError) -> None:
    if isinstance(trouble, HistoryDivergedError | DirectoryForkedError):
        # What this server once showed it may no longer hold: nothing is proved until it shows that again.
        with vault.write() as tx:
            note_other_past(tx, is_shown=True)
    if isinstance(trouble, ServerRefusedError) and is_refusal(trouble, ProblemCode.DEVICE_REVOKED):
        with vault.write() as tx:
            note_standing(tx, is_off=True)
    with vault.read() as tx:
        is_noted = bool(tx.settings.get(_FAILED))
    if not is_noted:
        # A full disk may be the very trouble that is being noted.
        with suppress(ExpectedError), vault.write() as tx:
            tx.settings.put(_FAILED, b"1")


def was_in_vain(vault: Vault) -> bool:
    """Say whether the last round failed. Whoever syncs by itself rests before the next."""
    with vault.read() as tx:
        return bool(tx.settings.get(_FAILED))


def learn_people(vault: Vault, remotes: Remotes, now: datetime, rng: Rng) -> Changes:
    """Ask the server who is who, and nothing else: what a share is sealed to has to be known before it is made.

    Raises NotEnrolledError, OfflineError, an InviteError or a ServerError.
    """
    with closing(connection(vault, remotes)) as transport:
        finish(vault, transport, now, rng)
        return SyncEngine(vault, transport, lambda: now, rng, time.monotonic).learn_people()


def status(vault: Vault, now: datetime) -> Status:
    """Return how things stand, without asking the server."""
    with vault.read() as tx:
        identity = tx.identity.get()
        enrolled = identity.organisation is not None
        last = _last_success(tx)
        diverged = was_shown_another_past(tx)
        return Status(
            person=identity.person,
            name=identity.display_name,
            device=identity.device,
            role=identity.role,
            organisation=identity.organisation.name if identity.organisation else "",
            server=identity.organisation.server if identity.organisation else "",
            waiting=(only_here(tx) if is_off_the_list(tx) else tx.outbox.waiting()) if enrolled else 0,
            last_success=last,
            stale_days=max((now - last).days, 0) if last else None,
            proof=enrolled and not diverged and is_proved(tx),
            needs_attention=needs_attention(tx),
            readers=_readers(tx),
            names=tx.identity.names(),
            forked=bool(tx.directory.forks()),
            diverged=diverged,
            removed=enrolled and is_off_the_list(tx),
            clock_offset_seconds=_clock_offset(tx),
            notices=tx.notices.open(),
            arriving=tx.pictures.arriving(),
        )


def _last_success(tx: Transaction) -> datetime | None:
    kept = tx.settings.get(_LAST_SUCCESS)
    return datetime.fromisoformat(kept.decode()) if kept is not None else None


def _clock_offset(tx: Transaction) -> int | None:
    kept = tx.settings.get(CLOCK_OFFSET)
    return int(kept) if kept is not None else None


def _readers(tx: Transaction) -> dict[PersonId, int]:
    """Return how many copies each reader has now."""
    return dict(Counter(one.reader for one in tx.shared_items.all_given()))
