"""A server that turns a change of ours down and has it all the same: it is ours as before, with its text."""

from typing import Any

import msgspec
import pytest

from peerdesk.domain.ids import RevisionId
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import Outcome, PullReply, Receipt, Refusal
from peerdesk.wire.revision import blanked, encode, is_blanked, parse_header, parse_revision, revision_id
from peerdesk.work.encounters import encounter_detail
from tests.schedules.looking import rows
from tests.sync.bad_line import BadLine
from tests.sync.test_refused import Refusing
from tests.sync.test_refused import devon as devon  # noqa: PLC0414 - a fixture is brought in by its name


class SaysNoAndKeepsIt:
    """Takes everything, and says of the first change of a note that it did not; then shows it, perhaps blanked."""

    def __init__(self, devon: Refusing, why: Refusal, *, blanks: bool = False) -> None:
        self._devon = devon
        self._why = why
        self._blanks = blanks
        self.refused: RevisionId | None = None

    def fault(self, endpoint: str, question: Any, go_on: Any) -> Any:
        reply = go_on()
        if endpoint == endpoints.PUSH and self.refused is None:
            return self._no(question, reply)
        return self._shown(reply) if endpoint == endpoints.PULL and self._blanks else reply

    def _no(self, question: Any, reply: Any) -> Any:
        shapes = [parse_revision(frame) for frame in question.revisions]
        names = [revision_id(one) for one in shapes if bytes(parse_header(one.header).record) == self._devon.note]
        if not names:
            return reply
        self.refused = RevisionId(names[0])
        no = Receipt(revision=names[0], outcome=Outcome.REFUSED, seq=0, refusal=self._why)
        receipts = tuple(no if one.revision == names[0] else one for one in reply.receipts)
        return msgspec.structs.replace(reply, receipts=receipts)

    def _shown(self, reply: PullReply) -> PullReply:
        return msgspec.structs.replace(reply, revisions=tuple(map(self._without_text, reply.revisions)))

    def _without_text(self, frame: bytes) -> bytes:
        shape = parse_revision(frame)
        return encode(blanked(shape)) if revision_id(shape) == self.refused else frame

    def sync(self, rounds: int = 1) -> None:
        self._devon.hospital.wrap = lambda line: BadLine(line, self.fault)
        for _ in range(rounds):
            self._devon.hospital.sync(self._devon.one)
        self._devon.hospital.wrap = lambda line: line


@pytest.mark.parametrize("why", [Refusal.TOO_LARGE, Refusal.BAD_SIGNATURE, Refusal.NOT_WRITER])
def test_what_was_turned_down_and_is_there_all_the_same_is_our_own(devon: Refusing, why: Refusal) -> None:
    server = SaysNoAndKeepsIt(devon, why)
    devon.change("turned down")
    server.sync()
    devon.meet()
    devon.meet()
    assert rows(devon.one, "SELECT state FROM revision WHERE revision = ?", server.refused) == [("acked",)]
    devon.change("later")
    devon.meet()
    assert devon.heads(devon.one) == devon.heads(devon.other)
    assert encounter_detail(devon.other, devon.note).encounter.memory == "later"


def test_what_was_turned_down_and_is_shown_without_its_text_keeps_it_here(devon: Refusing) -> None:
    server = SaysNoAndKeepsIt(devon, Refusal.TOO_LARGE, blanks=True)
    devon.change("a version of ours")
    server.sync(rounds=2)
    ((frame,),) = rows(devon.one, "SELECT frame FROM revision WHERE revision = ?", server.refused)
    assert not is_blanked(parse_revision(frame))
