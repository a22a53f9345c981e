"""Follow-ups from one peer to another: only with permission, only what the preview shows, and theirs once accepted."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from peerdesk.domain.errors import MissingAnswerError, NotAllowedError, NotFoundError, TextTooLongError
from peerdesk.domain.handover import HandoffState, Offer, Picked
from peerdesk.domain.vocabulary import Mode, Role, Setting
from peerdesk.sync.transport import Transport
from peerdesk.work.handing_over import (
    all_given,
    colleagues,
    find_colleague,
    find_follow_up,
    hand_over,
    preview,
    waiting,
)
from peerdesk.work.taking_over import accept, offers, taken_over
from tests.support.hospital import clock
from tests.sync.bad_line import BadLine, as_it_is
from tests.work.two_peers import AGREED, QUOTE, SECRET, Two, two_peers

LATER = date.max


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    with two_peers(tmp_path) as found:
        yield found


def test_a_follow_up_goes_to_another_peer_and_is_theirs_once_they_accept(two: Two) -> None:
    mine = two.follow_up()
    two.hand(mine)
    assert two.state() is HandoffState.WAITING
    two.meet()
    assert two.state() is HandoffState.SENT
    (offer,) = offers(two.ruth).waiting
    assert offer.name == "Marisol Vega"
    accept(two.ruth, offer.handoff.id, clock(), os.urandom)
    assert offers(two.ruth).waiting == ()
    assert two.state() is HandoffState.SENT
    for vault in (two.ruth, two.marisol):
        two.hospital.sync(vault)
    (given,) = all_given(two.marisol)
    assert given.state is HandoffState.ACCEPTED
    assert given.answer is not None
    assert given.answer.author == find_colleague(two.marisol, "Ruth Lind")
    (theirs,) = waiting(two.ruth)
    assert (theirs.handle, theirs.follow_up.due) == ("Blue Heron 27", offer.handoff.offer.due)
    assert theirs.follow_up.id != mine
    (taken,) = taken_over(two.ruth)
    assert (taken.name, taken.handover.offer.prompt) == ("Marisol Vega", AGREED.prompt)
    assert taken.handover.follow_up == theirs.follow_up.id


def test_what_leaves_is_what_the_preview_showed_and_nothing_of_the_note(two: Two) -> None:
    mine = two.follow_up()
    shown = preview(two.marisol, mine, AGREED)
    assert shown == Offer(due=shown.due, handle="Blue Heron 27", place=Setting.ED, how=Mode.PHONE, prompt=AGREED.prompt)
    two.hand(mine)
    two.meet()
    (offer,) = offers(two.ruth).waiting
    assert offer.handoff.offer == shown
    with two.ruth.read() as tx:
        assert set(tx.handovers.offered(1)[0].handoff.offer.__slots__) == {"due", "handle", "place", "how", "prompt"}
    rows = two.ruth._connection.exec_driver_sql("SELECT * FROM handoff").fetchall()
    assert not any(words in repr(tuple(row)) for row in rows for words in (SECRET, QUOTE))


def test_the_name_the_peer_uses_stays_here_where_that_was_asked(two: Two) -> None:
    two.hand(two.follow_up(), Picked(agreed=True, with_handle=False, prompt="Bed by the window"))
    two.meet()
    (offer,) = offers(two.ruth).waiting
    assert offer.handoff.offer.handle == ""
    accept(two.ruth, offer.handoff.id, clock(), os.urandom)
    assert waiting(two.ruth)[0].follow_up.individual is None


def test_without_the_persons_permission_an_item_cannot_be_picked(two: Two) -> None:
    asked, silent = two.follow_up(), two.follow_up("Red Maple 4")
    ruth = find_colleague(two.marisol, "Ruth Lind")
    with pytest.raises(MissingAnswerError):
        preview(two.marisol, silent, Picked(agreed=False))
    with pytest.raises(MissingAnswerError):
        hand_over(two.marisol, [(asked, AGREED), (silent, Picked(agreed=False))], ruth, clock(), os.urandom)
    assert all_given(two.marisol) == ()
    with two.marisol.read() as tx:
        assert tx.outbox.spaces() == (tx.own_space,)


def test_the_prompt_is_one_line_of_140(two: Two) -> None:
    mine = two.follow_up()
    assert preview(two.marisol, mine, Picked(agreed=True, prompt="two\nlines")).prompt == "two lines"
    with pytest.raises(TextTooLongError):
        preview(two.marisol, mine, Picked(agreed=True, prompt="x" * 141))


def test_one_follow_up_is_with_one_peer_at_a_time_and_a_done_one_with_nobody(two: Two) -> None:
    mine = two.follow_up()
    two.hand(mine)
    assert waiting(two.marisol)[0].handed_to == "Ruth Lind"
    with pytest.raises(NotAllowedError):
        two.hand(mine)
    done = two.follow_up("Red Maple 4")
    with two.marisol.write() as tx:
        tx.follow_ups.put(tx.follow_ups.get(done).reached())
    with pytest.raises(NotAllowedError):
        two.hand(done)


def test_two_peers_with_the_same_handle_are_not_made_one_person(two: Two) -> None:
    two.follow_up("J.", two.ruth)
    two.hand(two.follow_up("J."))
    two.meet()
    accept(two.ruth, offers(two.ruth).waiting[0].handoff.id, clock(), os.urandom)
    assert sorted(one.handle for one in waiting(two.ruth)) == ["J.", "J. (Marisol)"]


def test_a_giver_with_a_very_long_name_makes_no_handle_too_long(two: Two) -> None:
    long = two.hospital.join("W" * 60, Role.PEER, "Tomas Okafor")
    for vault in (two.ruth, long):
        two.hospital.sync(vault)
    two.follow_up(vault=two.ruth)
    mine = two.follow_up(vault=long)
    hand_over(long, [(mine, AGREED)], find_colleague(long, "Ruth Lind"), clock(), os.urandom)
    for vault in (long, two.ruth):
        two.hospital.sync(vault)
    accept(two.ruth, offers(two.ruth).waiting[0].handoff.id, clock(), os.urandom)
    assert sorted(one.handle for one in waiting(two.ruth)) == ["Blue Heron 27", f"Blue Heron 27 ({'W' * 30})"]


def test_a_handle_of_ones_own_can_be_given_on_accepting(two: Two) -> None:
    two.hand(two.follow_up())
    two.meet()
    accept(two.ruth, offers(two.ruth).waiting[0].handoff.id, clock(), os.urandom, handle="Heron")
    assert [one.handle for one in waiting(two.ruth)] == ["Heron"]


def test_only_peers_who_are_here_are_colleagues(two: Two) -> None:
    assert [one.name for one in colleagues(two.marisol)] == ["Ruth Lind"]
    assert colleagues(two.tomas) == ()
    two.leaves(two.ruth)
    two.hospital.sync(two.marisol)
    assert colleagues(two.marisol) == ()
    with pytest.raises(NotFoundError):
        find_colleague(two.marisol, "Ruth Lind")


def test_it_all_works_with_no_network_and_the_space_is_made_by_whoever_writes_first(two: Two) -> None:
    two.hand(two.follow_up())
    two.hand(two.follow_up("Red Maple 4"))
    with two.ruth.read() as tx:
        before = tx.directory.head()
    two.meet()
    assert len(offers(two.ruth).waiting) == 2
    with two.ruth.read() as tx:
        after = tx.directory.head()
    assert before is not None
    assert after is not None
    assert after[0] == before[0] + 1
    mine = two.follow_up("Quiet Fox 3", two.ruth)
    marisol = find_colleague(two.ruth, "Marisol Vega")
    hand_over(two.ruth, [(mine, AGREED)], marisol, clock(), os.urandom)
    for vault in (two.ruth, two.marisol):
        assert two.hospital.sync(vault).proof
    assert [one.name for one in offers(two.marisol).waiting] == ["Ruth Lind"]
    with two.marisol.read() as tx:
        assert tx.directory.head() == after


def test_a_round_with_nothing_to_hand_over_asks_no_more_than_before(two: Two) -> None:
    two.hand(two.follow_up())
    two.meet()
    two.hospital.sync(two.ruth)
    lines: list[BadLine] = []

    def listen(line: Transport) -> BadLine:
        lines.append(BadLine(line, as_it_is))
        return lines[-1]

    two.hospital.wrap = listen
    two.hospital.sync(two.ruth)
    assert sum(len(line.bodies) for line in lines) <= 4


def test_find_follow_up_wants_the_only_one_that_begins_so(two: Two) -> None:
    mine = two.follow_up()
    assert find_follow_up(two.marisol, mine.hex()) == mine
    with pytest.raises(NotFoundError):
        find_follow_up(two.marisol, "f" * 32)
