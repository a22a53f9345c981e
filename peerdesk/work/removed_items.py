"""What a removed computer of this person's wrote and nobody has decided about, item by item, to be read before a yes.

Its signatures are checked, and it is opened with the keys that are here. Reading it lets nothing of it count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from peerdesk.crypto.epoch_key import EpochKey
from peerdesk.crypto.signing import SignatureError, verify_revision
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import AmbiguousIdError, NotFoundError
from peerdesk.domain.ids import ID_BYTES, SHORTEST_PREFIX, RecordId, RevisionId, SpaceId
from peerdesk.domain.merge import Head
from peerdesk.domain.team_texts import TeamPart
from peerdesk.sync.keys_of_removed import key_of_removed
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.payload import Opened
from peerdesk.sync.sealing import Author
from peerdesk.vault.fields import UnreadableFieldError, Values
from peerdesk.vault.grants import read_grants
from peerdesk.vault.heaps import OF_REMOVED
from peerdesk.vault.records import shown
from peerdesk.vault.team_text_values import team_text_of
from peerdesk.vault.transaction import Transaction
from peerdesk.vault.undecided import Undecided
from peerdesk.vault.vault import Vault
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.errors import ForkError, WireError
from peerdesk.wire.membership import Directory
from peerdesk.wire.revision import Header, Kind, parse_header, parse_revision, revision_id
from peerdesk.work.history import begun_at
from peerdesk.work.membership import known_directory
from peerdesk.work.sealed_versions import said_in

SHOWN: Final = 100
"""So many are shown at once, the newest first."""

BY_THEMSELVES: Final = frozenset(
    {
        *(RecordKind.SHARED_ENCOUNTER, RecordKind.SHARED_PAPERS),
        *(RecordKind.OPENED, RecordKind.REMOVED, RecordKind.SPACE_SEED, RecordKind.TALLY, RecordKind.ROLE_TALLY),
    }
)
"""What PeerDesk writes by itself. Copies and weekly counts follow from the notes that are taken up; receipts are that
computer's own."""

_BESIDE: Final = {
    **dict.fromkeys((RecordKind.FOLLOW_UP, RecordKind.DISCLOSURE), RecordKind.ENCOUNTER),
    **dict.fromkeys((RecordKind.NOTE_DETAILS, RecordKind.NOTE_TIME), RecordKind.ENCOUNTER),
    **dict.fromkeys(
        (RecordKind.FOLLOW_UP_PLAN, RecordKind.FOLLOW_UP_TRY, RecordKind.PHONE_NUMBER), RecordKind.FOLLOW_UP
    ),
    RecordKind.WHEREABOUTS: RecordKind.REFERRAL,
}
"""What goes with what: a follow-up with its note, what lies beside a follow-up with that."""

_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_TEXTS: Final = frozenset({RecordKind.TEXT_VERSION, RecordKind.TEAM_TEXT})
_FIRST_WORDS: Final = ("memory", "words", "prompt", "line", "text", "purpose", "recipient")


class Became(StrEnum):
    """What the removed computer did."""

    NEW = "new"
    """It began this."""
    CHANGED = "changed"
    """It changed something that is here."""
    DELETED = "deleted"
    """It deleted this; it could be brought back."""
    ERASED = "erased"
    """It erased this note for good."""
    UNREAD = "unread"
    """It cannot be opened here: a key is missing, or it needs a newer PeerDesk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedItem:
    """One item. `key` names it for `peerdesk.work.removed_work`; `kind` is None for what cannot be opened.

    `written_at` is UTC by the clock of the removed computer, None where that is not known. `first_words` are the text
    in it, `setting` and `outcome` the codes of a note, `readers` with whom it says the note is shared. Of a text for a
    team `part` says which and `version` its number, and the first words are all of its lines.
    """

    key: RevisionId
    record: RecordId
    space: SpaceId
    became: Became
    kind: RecordKind | None = None
    head: Head | None = None
    written_at: datetime | None = None
    handle: str = ""
    first_words: str = ""
    setting: str = ""
    outcome: str = ""
    readers: tuple[str, ...] = ()
    part: TeamPart | None = None
    version: int = 0
    fields: Values = field(default_factory=dict)

    @property
    def names(self) -> frozenset[RecordId]:
        """Return the records that this one speaks of: the individual of a note, the note of a follow-up."""
        said = self.fields.values()
        return frozenset(RecordId(one) for one in said if isinstance(one, bytes) and len(one) == ID_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedWork:
    """The newest items, and how many older ones were not looked at."""

    items: tuple[RemovedItem, ...]
    more: int


def removed_work(vault: Vault, most: int = SHOWN) -> RemovedWork:
    """Return what removed computers of this person's wrote and nobody has decided about, the newest first.

    What goes with a note is not listed beside it: it is taken up, or left, together with that.
    """
    with vault.read() as tx:
        waiting = waiting_of_removed(tx)
        items = items_among(vault, tx, waiting[:most])
        alone = [one for one in items if not any(goes_with(one, other) for other in items)]
        # By what that computer's clock said; it decides nothing.
        listed = sorted(alone, key=lambda one: one.written_at or _NEVER, reverse=True)
        return RemovedWork(items=tuple(listed), more=max(len(waiting) - most, 0))


def goes_with(item: RemovedItem, other: RemovedItem) -> bool:
    """Say whether an item goes with another one: whom a note is about, what was planned from it, who was told of it."""
    if item.kind is RecordKind.INDIVIDUAL:
        return item.record in other.names
    return item.kind in _BESIDE and other.kind is _BESIDE[item.kind] and other.record in item.names


def items_among(vault: Vault, tx: Transaction, waiting: Sequence[Undecided]) -> tuple[RemovedItem, ...]:
    """Return the items that these make, in their order: the latest version of each record that no other builds on."""
    if not waiting:
        return ()
    eyes = _Eyes(tx, author_of(tx.identity.get(), vault.run, vault.subkey("device-keys")), known_directory(tx))
    read = [found for one in waiting if (found := _genuine(eyes, one)) is not None]
    built_on = {RevisionId(parent) for one in read for parent in one.header.parents}
    latest = (one for one in read if one.waiting.revision not in built_on)
    items = [item for one in latest if (item := _item(tx, one)) is not None]
    return _with_handles(tx, items)


def waiting_of_removed(tx: Transaction) -> tuple[Undecided, ...]:
    """Return what waits for a decision, unread."""
    return tx.heaps.one_by_one.undecided(tx.heaps.left_at(OF_REMOVED))


def find_item(work: RemovedWork, prefix: str) -> RemovedItem:
    """Return an item by the beginning of its key in hex. Raises NotFoundError or AmbiguousIdError."""
    wanted = prefix.strip().casefold()
    found = [one for one in work.items if one.key.hex().startswith(wanted)]
    if not found:
        raise NotFoundError("item")
    if len(found) > 1 or len(wanted) < SHORTEST_PREFIX:
        raise AmbiguousIdError("item")
    return found[0]


class _Read(NamedTuple):
    waiting: Undecided
    header: Header
    said: Opened | None


class _Eyes(NamedTuple):
    """What reading needs: the vault, the keys of this computer, and who is who."""

    tx: Transaction
    author: Author
    directory: Directory

    def key(self, space: SpaceId, epoch: wire_ids.EpochId) -> EpochKey | None:
        """Return a key that a removed computer made and handed in with its words. It is used for reading them only."""
        frames = self.tx.heaps.one_by_one.keys(space, epoch)
        found = (key_of_removed(frame, self.author, self.directory) for frame in frames)
        return next((key for key in found if key is not None), None)


def _genuine(eyes: _Eyes, one: Undecided) -> _Read | None:
    """Return what one of them says, None unless a computer of this person's signed it in this hospital."""
    tx, directory = eyes.tx, eyes.directory
    frame = tx.heaps.one_by_one.frame(one.revision)
    try:
        shape = parse_revision(frame)
        header = parse_header(shape.header)
        device = directory.members.device(header.device)
        if (
            device is None
            or not device.vouched
            or device.person != wire_ids.PersonId(tx.person)
            or device.person != header.owner
        ):
            return None
        verify_revision(shape, device.sign_public)
        directory.check_seen(header.directory_n, header.directory_hash)
    except (WireError, SignatureError, ForkError):
        return None
    named = RevisionId(revision_id(shape)), RecordId(header.record), SpaceId(header.space)
    if named != (one.revision, one.record, one.space):
        return None
    return _Read(one, header, said_in(tx, one.revision, frame, eyes.key) if header.kind is Kind.DATA else None)


def _item(tx: Transaction, read: _Read) -> RemovedItem | None:
    """Return it as an item, None for what PeerDesk writes by itself, and for an erase of what is not here."""
    one, said = read.waiting, read.said
    bare = RemovedItem(key=one.revision, record=one.record, space=one.space, became=Became.UNREAD)
    if read.header.kind is Kind.ERASE:
        return _erased(tx, bare)
    if said is None:
        return bare
    try:
        fields, grants = shown(said.kind, (said.head,)), read_grants(_share_of(said))
        told = _told(bare, said.kind, fields)
    except UnreadableFieldError:
        return bare
    if said.kind in BY_THEMSELVES:
        return None
    names = tx.identity.names()
    return replace(
        told,
        became=_became(tx, said, one.record, fields),
        head=said.head,
        written_at=said.kept_at or (None if read.header.parents else begun_at(one.record)),
        readers=tuple(names.get(person, person.hex()[:8]) for person, grant in sorted(grants.items()) if grant.is_on),
    )


def _share_of(said: Opened) -> object:
    values = said.head.fields.get("share", ()) if said.kind is RecordKind.ENCOUNTER else ()
    return values[0].value if values else None


def _became(tx: Transaction, said: Opened, record: RecordId, fields: Values) -> Became:
    if fields.get("hidden"):
        return Became.DELETED
    return Became.CHANGED if tx.histories.is_here(record, said.kind) else Became.NEW


def _erased(tx: Transaction, bare: RemovedItem) -> RemovedItem | None:
    try:
        fields = shown(RecordKind.ENCOUNTER, tx.histories.heads(bare.record))
    except NotFoundError:
        return None
    return replace(_told(bare, RecordKind.ENCOUNTER, fields), became=Became.ERASED)


def _told(bare: RemovedItem, kind: RecordKind, fields: Values) -> RemovedItem:
    if kind in _TEXTS:
        return _told_text(bare, kind, fields)
    texts = [text for name in _FIRST_WORDS if isinstance(text := fields.get(name), str) and text.strip()]
    first, handle = next(iter(texts), "").strip(), fields.get("handle")
    is_note = kind is RecordKind.ENCOUNTER
    return replace(
        bare,
        kind=kind,
        fields=fields,
        first_words=first.splitlines()[0] if first else "",
        handle=handle if isinstance(handle, str) else "",
        setting=str(fields["setting"]) if is_note else "",
        outcome=str(fields["outcome"]) if is_note else "",
    )


def _told_text(bare: RemovedItem, kind: RecordKind, fields: Values) -> RemovedItem:
    """Return a text for a team with all that it says: whoever takes it up gives it to their peers."""
    text = team_text_of(fields)
    said = (f"{one.said} → {one.instead}" if one.instead else one.said for one in text.lines)
    return replace(bare, kind=kind, fields=fields, first_words="; ".join(said), part=text.part, version=text.version)


def _with_handles(tx: Transaction, items: Sequence[RemovedItem]) -> tuple[RemovedItem, ...]:
    """Return the items with whom they are about, also where that individual is one of them."""
    new = {one.record: one.handle for one in items if one.kind is RecordKind.INDIVIDUAL}
    return tuple(one if one.handle else replace(one, handle=_handle(tx, one, new)) for one in items)


def _handle(tx: Transaction, item: RemovedItem, new: dict[RecordId, str]) -> str:
    individual = item.fields.get("individual")
    if not isinstance(individual, bytes):
        return ""
    try:
        return new.get(RecordId(individual)) or tx.individuals.get(RecordId(individual)).handle
    except NotFoundError:
        return ""
