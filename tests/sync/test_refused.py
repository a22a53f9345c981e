"""What the server refuses for good: a void takes its counter, its words wait, and what builds on it goes through."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import NotFoundError
from peerdesk.domain.ids import RecordId, RevisionId
from peerdesk.domain.notices import NoticeKind
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import Outcome, PushReply, Receipt, Refusal
from peerdesk.wire.revision import Kind, parse_header, parse_revision, revision_id
from peerdesk.work.attention import needs
from peerdesk.work.encounters import change_encounter, encounter_detail, keep_encounter
from peerdesk.work.notices import notices
from peerdesk.work.refused import send_again
from peerdesk.work.syncing import status
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine, Fault
from tests.sync.logs import frames_of
from tests.sync.restoring import a_restorable_hospital
from tests.sync.test_evidence import TwoComputers
from tests.sync.test_two_copies import NOTE


class Refusing(TwoComputers):
    """A note on both computers, of which one change is refused."""

    def begin(self) -> None:
        self.note = keep_encounter(self.one, NOTE, clock(), os.urandom).id
        self.meet()

    def meet(self) -> None:
        for vault in (self.one, self.other, self.one, self.other):
            self.hospital.sync(vault)

    def change(self, memory: str) -> None:
        change_encounter(self.one, self.note, {"memory": memory}, clock(), os.urandom)

    def refuse(self, memory: str) -> RevisionId:
        refused: list[RevisionId] = []
        self.change(memory)
        self.hospital.wrap = lambda line: BadLine(line, refusing(self.note, refused, lambda: line))
        self.hospital.sync(self.one)
        self.hospital.wrap = lambda line: line
        return refused[0]

    def heads(self, vault: Any) -> list[object]:
        detail = encounter_detail(vault, self.note)
        return [head.revision for head in detail.heads]


def refusing(note: RecordId, refused: list[RevisionId], line: Any) -> Fault:
    """Refuse the first change of a note, as too large; everything else of the batch is taken."""

    def fault(endpoint: str, question: Any, go_on: Any) -> Any:
        if endpoint != endpoints.PUSH or refused:
            return go_on()
        frames = list(question.revisions)
        of_note = [f for f in frames if bytes(parse_header(parse_revision(f).header).record) == note]
        if not of_note:
            return go_on()
        name = revision_id(parse_revision(of_note[0]))
        refused.append(RevisionId(name))
        left = [frame for frame in frames if frame is not of_note[0]]
        no = Receipt(revision=name, outcome=Outcome.REFUSED, seq=0, refusal=Refusal.TOO_LARGE)
        if not left:
            return PushReply(receipts=(no,), head=question.witness)
        reply = line().ask(endpoint, msgspec.structs.replace(question, revisions=tuple(left)), PushReply)
        receipts = list(reply.receipts)
        receipts.insert(frames.index(of_note[0]), no)
        return msgspec.structs.replace(reply, receipts=tuple(receipts))

    return fault


@pytest.fixture
def devon(tmp_path: Path) -> Iterator[Refusing]:
    with a_restorable_hospital(tmp_path) as hospital:
        refusing = Refusing(hospital)
        refusing.begin()
        yield refusing


def kinds(devon: Refusing) -> list[Kind]:
    return [parse_header(parse_revision(frame).header).kind for frame in frames_of(devon.hospital, devon.space)]


def test_a_void_takes_the_counter_and_says_nothing(devon: Refusing) -> None:
    devon.refuse("refused")
    devon.meet()
    assert kinds(devon).count(Kind.VOID) == 1
    assert encounter_detail(devon.one, devon.note).encounter.memory == "refused"
    assert encounter_detail(devon.other, devon.note).encounter.memory == "first"
    assert NoticeKind.COUNTER_GAP not in {one.kind for one in notices(devon.other)}


def test_a_change_that_builds_on_a_refused_one_passes_through_the_void(devon: Refusing) -> None:
    """I4: the same heads on both, although one of them never hears of the revision between."""
    devon.refuse("refused")
    devon.change("later")
    devon.meet()
    assert devon.heads(devon.one) == devon.heads(devon.other)
    assert len(devon.heads(devon.other)) == 1
    for vault in (devon.one, devon.other):
        detail = encounter_detail(vault, devon.note)
        assert (detail.encounter.memory, detail.conflicts) == ("later", {})


def test_once_its_words_have_gone_in_a_later_one_nothing_is_left_to_attend_to(devon: Refusing) -> None:
    devon.refuse("refused")
    assert [one.reason for one in needs(devon.one)] == ["too_large"]
    assert not devon.hospital.sync(devon.one).proof
    devon.change("shorter")
    result = devon.hospital.sync(devon.one)
    assert (result.proof, result.needs_attention) == (True, 0)


def test_what_was_refused_can_be_sent_again_without_a_change(devon: Refusing) -> None:
    refused = devon.refuse("refused")
    send_again(devon.one, refused)
    assert status(devon.one, clock()).waiting == 1
    assert devon.hospital.sync(devon.one).proof
    devon.meet()
    assert encounter_detail(devon.other, devon.note).encounter.memory == "refused"
    assert devon.heads(devon.one) == devon.heads(devon.other)
    with pytest.raises(NotFoundError):
        send_again(devon.one, refused)


def test_an_edit_on_the_other_computer_beside_a_refused_one_stands_beside_it(devon: Refusing) -> None:
    devon.refuse("refused")
    change_encounter(devon.other, devon.note, {"memory": "elsewhere"}, clock(), os.urandom)
    devon.change("later")
    devon.meet()
    assert devon.heads(devon.one) == devon.heads(devon.other)
    both = encounter_detail(devon.other, devon.note).conflicts["memory"]
    assert {one.value for one in both} == {"later", "elsewhere"}
