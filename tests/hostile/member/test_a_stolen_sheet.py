"""Whoever found a recovery sheet has its keys and a program of their own: nothing is read or written unseen."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from peerdesk.crypto.identity import paper_keys
from peerdesk.domain.errors import ServerRefusedError
from peerdesk.sync.opening import unwrap, verified
from peerdesk.sync.paper import PaperVisit, visit
from peerdesk.sync.reasons import Reason, SetAsideError
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import (
    NOTHING_SEEN,
    HaveReply,
    HaveRequest,
    HeadsPart,
    HeadsReply,
    HeadsRequest,
    PullReply,
    PullRequest,
    PushReply,
    PushRequest,
)
from peerdesk.wire.ids import KEY_OF_NAMES, SpaceId
from peerdesk.wire.look import LookReply, LookRequest, Standing
from peerdesk.wire.revision import Kind, read_revision
from peerdesk.work.recovery_sheet import read_sheet
from tests.hostile.rogue import Rogue
from tests.work.ruth import Ruth, a_ruth


@pytest.fixture
def ruth(tmp_path: Path) -> Iterator[Ruth]:
    with a_ruth(tmp_path) as found:
        yield found


class Finder:
    """Somebody with Ruth's sheet."""

    def __init__(self, ruth: Ruth) -> None:
        typed = read_sheet(ruth.sheet.text())
        self.keys = paper_keys(typed.code)
        honest = Rogue(ruth.hospital, ruth.first, ruth.tomas)
        self.spaces = (honest.own, honest.pair)
        self.visit: PaperVisit = visit(ruth.hospital.remotes("", b""), self.keys, honest.directory.root_fingerprint)
        self.rogue = Rogue(ruth.hospital, ruth.first, ruth.tomas)
        author = self.rogue.author
        self.rogue.author = replace(author, device=self.keys.id(), keys=self.keys, signer=self.keys.signer())
        self.rogue.writer.keys = self.keys

    def ask(self, path: str, question: Any, shape: type[Any]) -> Any:
        return self.visit.line.ask(path, question, shape)


def test_it_is_given_keys_and_no_words(ruth: Ruth) -> None:
    finder = Finder(ruth)
    for space in finder.spaces:
        page = finder.ask(endpoints.PULL, PullRequest(space=space, witness=NOTHING_SEEN, after=0), PullReply)
        standing = Standing(space=space, witness=NOTHING_SEEN, after=0)
        look = LookRequest(directory_n=1, directory_hash=bytes(32), spaces=(standing,))
        (moved,) = finder.ask(endpoints.LOOK, look, LookReply).moved
        assert moved.page == page
        headers = [read_revision(frame)[0] for frame in page.revisions]
        assert {one.kind for one in headers if one.record != KEY_OF_NAMES} == {Kind.EPOCH}
        assert finder.ask(endpoints.HEADS, current(space, HeadsPart.KEYS), HeadsReply).revisions
        have = HaveRequest(space=space, at=0, revisions=())
        for path, question, shape in (
            (endpoints.HEADS, current(space, HeadsPart.RECORDS), HeadsReply),
            (endpoints.HAVE, have, HaveReply),
        ):
            with pytest.raises(ServerRefusedError, match="not_allowed"):
                finder.ask(path, question, shape)


def current(space: SpaceId, part: HeadsPart) -> HeadsRequest:
    return HeadsRequest(space=space, witness=NOTHING_SEEN, part=part, at=0, before=0, limit=10)


def test_it_writes_nothing_in_its_persons_name_whoever_hands_it_in(ruth: Ruth) -> None:
    finder = Finder(ruth)
    honest = Rogue(ruth.hospital, ruth.first, ruth.tomas)
    for kind in (Kind.DATA, Kind.ERASE):
        frame = finder.rogue.sealed(os.urandom(20), kind=kind, key=honest.key(honest.pair))
        question = PushRequest(space=honest.pair, witness=NOTHING_SEEN, revisions=(frame,))
        with pytest.raises(ServerRefusedError, match="not_allowed"):
            finder.ask(endpoints.PUSH, question, PushReply)
        assert [one.refusal.value for one in honest.push(frame)] == ["not_writer"]
        # Also where a server lets it in.
        with pytest.raises(SetAsideError) as caught:
            verified(unwrap(frame), honest.pair, honest.directory)
        assert caught.value.reason is Reason.NOT_WRITER
