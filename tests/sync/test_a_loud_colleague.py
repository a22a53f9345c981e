"""The other half of a pair may write what it likes, signed: it neither buries the alarms nor turns sharing off."""

import secrets

import pytest

from peerdesk.domain.notices import NoticeKind
from peerdesk.sync.login import Credentials, log_in
from peerdesk.sync.own_keys import author_of
from peerdesk.sync.sealing import Author
from peerdesk.vault.shelves.identity import pair_space
from peerdesk.wire import endpoints, ids
from peerdesk.wire.exchange import NOTHING_SEEN, PushReply, PushRequest
from peerdesk.wire.login import LoginKind
from peerdesk.wire.revision import Kind
from peerdesk.work.membership import known_directory
from peerdesk.work.notices import notices
from peerdesk.work.syncing import status
from tests.server.hospital import Writer
from tests.support.hospital import clock
from tests.sync.ward import Ward

MANY = 300


class Colleague:
    """Tomas, who signs what he likes with the keys of his own computer."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        with ward.devon.read() as tx:
            devon = tx.person
        with ward.tomas.read() as tx:
            self.author: Author = author_of(tx.identity.get(), ward.tomas.run, ward.tomas.subkey("device-keys"))
            self.n, self.digest = known_directory(tx).head
            self.space = pair_space(devon, tx.person)
        self.writer = Writer(keys=self.author.keys, person=self.author.person, space=self.space)

    def void(self, *, seen: tuple[int, bytes] = (0, bytes(8)), digest: bytes = b"") -> bytes:
        cited = digest or self.digest[:16]
        return self.writer.frame(
            Kind.VOID, seen_seq=seen[0], seen_chain=seen[1], directory_n=self.n, directory_hash=cited
        )

    def push(self, frames: list[bytes]) -> None:
        line = self.ward.hospital.remotes("", b"")
        sign = self.author.signer.signatures
        who = Credentials(kind=LoginKind.DEVICE, who=self.author.device, person=self.author.person, sign=sign)
        log_in(line, who)
        for start in range(0, len(frames), 200):
            page = tuple(frames[start : start + 200])
            question = PushRequest(space=ids.SpaceId(self.space), witness=NOTHING_SEEN, revisions=page)
            line.ask(endpoints.PUSH, question, PushReply)


@pytest.fixture
def tomas(ward: Ward) -> Colleague:
    return Colleague(ward)


def test_hundreds_of_points_that_never_were_are_one_alarm(ward: Ward, tomas: Colleague) -> None:
    tomas.push([tomas.void(), *(tomas.void(seen=(1, secrets.token_bytes(8))) for _ in range(MANY))])
    for _ in range(2):
        ward.hospital.sync(ward.devon)
    (notice,) = notices(ward.devon)
    assert (notice.kind, notice.device) == (NoticeKind.TWO_HISTORIES, tomas.author.device)
    assert notice.number > 1


def test_one_revision_that_names_another_directory_is_an_alarm_and_sharing_goes_on(
    ward: Ward, tomas: Colleague
) -> None:
    """A bare claim is no entry: only what the hospital has signed, or what this computer was shown, stops sharing."""
    tomas.push([tomas.void(digest=bytes(16)), tomas.void(digest=b"x" * 16)])
    for _ in range(2):
        ward.hospital.sync(ward.devon)
    assert not status(ward.devon, clock()).forked
    (notice,) = notices(ward.devon)
    assert (notice.kind, notice.number) == (NoticeKind.DIRECTORY_CLAIMED, 2)
    assert (notice.device, notice.person) == (tomas.author.device, tomas.author.person)
    assert notice.is_alarm
