"""What a recovery sheet does at the server: a device that lives on paper logs in, reads keys, and signs in a computer.

Its keys are made from the typed code and are gone with this visit. It writes into no space: a key that it opens is kept
in the vault of the new computer, which boxes it to itself in its first round, as siblings do for each other.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.domain.changes import RecordKind
from peerdesk.domain.errors import NotPeerDeskServerError, ServerRefusedError
from peerdesk.domain.ids import SpaceId
from peerdesk.domain.sheet_errors import SheetEndedError, SheetOfSomebodyGoneError, SheetUnknownError
from peerdesk.sync.capabilities import capabilities
from peerdesk.sync.directory import append, follow, spaces_met
from peerdesk.sync.drops import drops_of
from peerdesk.sync.keys_of_removed import add_keys_of_removed
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.reading import Reading, unwrapped
from peerdesk.sync.sealing import Author
from peerdesk.sync.transport import Transport, is_refusal
from peerdesk.vault.inbox import OpenedRevision
from peerdesk.vault.shelves.space_seed import KEY_OF_NAMES
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.wire import ids as wire_ids
from peerdesk.wire.book import KnownPerson
from peerdesk.wire.directory import Signer, SignerRole
from peerdesk.wire.directory_body import Body
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    HeadsPart,
    HeadsReply,
    HeadsRequest,
    ProblemCode,
    PullReply,
    PullRequest,
)
from peerdesk.wire.ids import PersonId, RunId
from peerdesk.wire.login import DROPS, LoginKind
from peerdesk.wire.membership import Directory

_PAGE: Final = 200
_MOST_PAGES: Final = 1000


@dataclass(slots=True, kw_only=True)
class PaperVisit:
    """A sheet that is logged in. `entries` are those of the directory, verified from the root that the sheet names."""

    line: Transport
    keys: DeviceKeys = field(repr=False)
    directory: Directory
    entries: tuple[bytes, ...] = ()

    @property
    def person(self) -> KnownPerson:
        """Whose sheet it is."""
        paper = self.directory.members.device(self.keys.id())
        known = self.directory.members.person(paper.person) if paper is not None else None
        if known is None:
            raise SheetUnknownError
        return known

    def follow(self) -> None:
        """Bring the directory up to date. Raises OfflineError or a ServerError."""
        self.entries += follow(self.line, self.directory)

    def sign(self, body: Body, at: int) -> None:
        """Sign an entry with the paper's key, `at` seconds since 1970. Raises SheetError, OfflineError, a ServerError.

        After an OfflineError it may be there all the same: look before signing it again.
        """
        signer = Signer(role=SignerRole.DEVICE, id=self.keys.id())
        try:
            self.entries += append(self.line, self.directory, body, signer, self.keys.signer().signatures, at)
        except ServerRefusedError as refusal:
            raise _said_to_paper(refusal) from None

    def take_keys(self, vault: Vault) -> None:
        """Keep in the vault every key that was ever boxed to this sheet. Raises OfflineError or a ServerError."""
        author = self._author(vault)
        for space in (*spaces_met(self.directory, author.person), *self._drops()):
            reading = Reading(vault, author, self.directory, space)
            found = reading.keys()
            for reply in self._pages_of_keys(space):
                # They come newest first; whoever claims an id that was used before comes too late all the same.
                placed = sorted(reply.revisions, key=lambda one: one.seq)
                arrived = unwrapped(one.revision for one in placed)
                numbers = [one.seq for one in placed]
                page, keys = reading.page(zip(numbers, arrived, strict=True), self.follow)
                add_keys_of_removed(page, keys, author, self.directory)
                found.add_older(keys)
            with vault.write() as tx:
                found.keep(tx, space)

    def _drops(self) -> tuple[SpaceId, ...]:
        """Return the spaces of weekly counts, where the server knows of such."""
        return drops_of(self.directory.members, self.person.id) if DROPS in capabilities(self.line) else ()

    def key_of_names(self, vault: Vault) -> bytes | None:
        """Return the hospital's key of names, which the first computer has put at the beginning of the own space.

        None where it is not there: then it comes with the notes. Raises OfflineError or a ServerError.
        """
        author = self._author(vault)
        space = SpaceId(wire_ids.own_space(author.person))
        question = PullRequest(space=wire_ids.SpaceId(space), witness=NOTHING_SEEN, after=0, limit=_PAGE)
        reply = self.line.ask(endpoints.PULL, question, PullReply)
        numbered = enumerate(unwrapped(reply.revisions), start=1)
        page, _ = Reading(vault, author, self.directory, space).page(numbered, self.follow)
        return next((secret for one in page if (secret := _key_of_names(one, author.person)) is not None), None)

    def _author(self, vault: Vault) -> Author:
        return Author(
            person=self.person.id,
            device=self.keys.id(),
            run=RunId(vault.run),
            keys=self.keys,
            signer=self.keys.signer(),
        )

    def _pages_of_keys(self, space: SpaceId) -> Iterator[HeadsReply]:
        at = before = 0
        for _ in range(_MOST_PAGES):
            question = HeadsRequest(
                space=wire_ids.SpaceId(space),
                witness=NOTHING_SEEN,
                part=HeadsPart.KEYS,
                at=at,
                before=before,
                limit=_PAGE,
            )
            reply = self.line.ask(endpoints.HEADS, question, HeadsReply)
            yield reply
            if not reply.next:
                return
            if before and reply.next >= before:
                break
            at, before = reply.at.seq, reply.next
        # A list that never ends, or goes backwards, is none of ours.
        raise NotPeerDeskServerError


def visit(line: Transport, keys: DeviceKeys, root: bytes) -> PaperVisit:
    """Log in as a recovery sheet and read the directory of the hospital with this root.

    Raises SheetUnknownError, SheetEndedError, SheetOfSomebodyGoneError, OfflineError or a ServerError.
    """
    try:
        log_in(line, Credentials(kind=LoginKind.DEVICE, who=keys.id(), sign=keys.signer().signatures))
    except ServerRefusedError as refusal:
        raise _said_to_paper(refusal) from None
    found = PaperVisit(line=line, keys=keys, directory=Directory.empty(root))
    found.follow()
    members, person = found.directory.members, found.person
    if not members.is_live(keys.id()):
        # The server let it in. What counts is what the directory says.
        raise SheetOfSomebodyGoneError if not person.is_active else SheetEndedError
    return found


def _said_to_paper(refusal: ServerRefusedError) -> Exception:
    if is_refusal(refusal, ProblemCode.LOGIN_FAILED):
        return SheetUnknownError()
    if is_refusal(refusal, ProblemCode.DEVICE_REVOKED):
        return SheetEndedError()
    if is_refusal(refusal, ProblemCode.NOT_ALLOWED):
        return SheetOfSomebodyGoneError()
    return refusal


def _key_of_names(one: OpenedRevision, person: PersonId) -> bytes | None:
    if one.record_kind is not RecordKind.SPACE_SEED or one.head is None or one.header.owner != person:
        return None
    if bytes(one.header.record) != bytes(KEY_OF_NAMES):
        return None
    with suppress(KeyError, IndexError):
        value = one.head.fields["seed"][0].value
        return value if isinstance(value, bytes) else None
    return None
