"""I27: a first picture comes to an end, or is left for the log, whatever the server answers."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from peerdesk.domain.errors import ExpectedError, ServerRefusedError
from peerdesk.sync.first_picture import MOST_PAGES
from peerdesk.wire import endpoints
from peerdesk.wire.codec import Message
from peerdesk.wire.exchange import HeadsReply, HeadsRequest, Placed, PullRequest, Witness
from peerdesk.wire.revision import Revision, encode
from peerdesk.work.encounters import change_encounter, encounter_detail, encounter_page
from tests.support.hospital import clock
from tests.sync.bad_line import Fault, as_it_is
from tests.sync.newcomers import NOTES, PAGE, Newcomers, newcomers, small_pages


@pytest.fixture
def devon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newcomers]:
    small_pages(monkeypatch)
    with newcomers(tmp_path) as found:
        yield found


def refused_from(number: int) -> Fault:
    """Let the server be one of before `heads` from the nth such question on."""
    left = [number]

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.HEADS:
            left[0] -= 1
            if left[0] < 0:
                raise ServerRefusedError("not_found")
        return go_on()

    return fault


@pytest.mark.parametrize("pages", range(4))
def test_a_server_that_cannot_go_on_with_a_picture_is_pulled_from_in_the_same_round(
    devon: Newcomers, pages: int
) -> None:
    devon.fault = refused_from(pages)
    assert devon.hospital.sync(devon.laptop).proof
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1
    assert len(devon.asked(HeadsRequest)) < pages + 3


def test_a_note_that_was_edited_for_ever_keeps_no_other_out_of_the_picture(devon: Newcomers) -> None:
    """Whoever may write in a space can edit one note as often as they like: it has one line all the same."""
    devon.hospital.wrap = lambda line: line
    for edit in range(5 * PAGE):
        change_encounter(devon.ward, devon.notes[0], {"memory": f"edit {edit}"}, clock(), os.urandom)
        devon.hospital.sync(devon.ward)
    devon.hospital.wrap = devon._wrap
    assert devon.hospital.sync(devon.laptop).proof
    # The picture took the pages of the notes, and those of the edits came with the log only.
    assert len(devon.asked(HeadsRequest)) <= NOTES // PAGE + 2
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1
    assert encounter_detail(devon.laptop, devon.notes[0]).encounter.memory == f"edit {5 * PAGE - 1}"


FAR = 10**15


def endless_keys(own: bytes, is_new: bool) -> Fault:
    """Claim a log that nobody could fetch, and hand out keys for ever: the same one, or bytes that are none."""
    first: list[bytes] = []

    def fault(endpoint: str, question: Message | None, go_on: Callable[[], Any]) -> Any:
        head = Witness(seq=FAR, chain=bytes(32))
        if isinstance(question, PullRequest) and question.space == own and not question.after:
            reply = go_on()
            first.append(reply.revisions[0])
            return msgspec.structs.replace(reply, head=head)
        if isinstance(question, HeadsRequest) and question.space == own:
            seq = (question.before or FAR + 1) - 1
            key = a_shape() if is_new else first[0]
            return HeadsReply(at=head, revisions=(Placed(seq=seq, revision=key),), next=seq)
        return go_on()

    return fault


def a_shape() -> bytes:
    return encode(Revision(header=b"\x91\x09", nonce=b"", ciphertext=os.urandom(16), signature=bytes(64)))


@pytest.mark.parametrize("is_new", [False, True])
def test_a_picture_that_does_not_end_is_left_for_the_log(devon: Newcomers, is_new: bool) -> None:
    with devon.laptop.read() as tx:
        own = tx.own_space
    devon.fault = endless_keys(own, is_new)
    for _ in range(2):
        with suppress(ExpectedError):
            devon.hospital.sync(devon.laptop)
    asked = [one for one in devon.asked(HeadsRequest) if one.space == own]
    assert len(asked) <= MOST_PAGES
    devon.fault = as_it_is
    devon.hospital.sync(devon.laptop)
    assert len(encounter_page(devon.laptop, limit=1000)) == NOTES - 1
