"""What stands around the sessions: how many notes somebody can read, what waits for an answer, and what is past."""

import os

from peerdesk.domain.ids import PersonId
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.work.agenda import mark_talked
from peerdesk.work.sharing import stop_sharing
from peerdesk.work.supervision import comment
from peerdesk.work.supervision_log import log_session
from peerdesk.work.supervision_overview import Overview, Talked, overview, talked_in_sessions
from tests.support.hospital import clock
from tests.work.test_agenda import add, put
from tests.work.ward import Pair


def test_notes_that_can_be_read_and_words_that_wait_are_counted_for_the_peer_alone(pair: Pair) -> None:
    pair.meet()
    assert overview(pair.devon, pair.reader) == Overview()
    note, item = pair.shared()
    assert overview(pair.devon, pair.reader) == Overview(notes=1)
    comment(pair.tomas, item, "How was it?", clock(), os.urandom)
    pair.meet()
    assert overview(pair.devon, pair.reader) == Overview(notes=1, unanswered=1)
    comment(pair.devon, item, "Hard.", clock(), os.urandom)
    assert overview(pair.devon, pair.reader) == Overview(notes=1)
    stop_sharing(pair.devon, note)
    assert overview(pair.devon, pair.reader) == Overview()
    with pair.devon.read() as tx:
        devon = PersonId(tx.person)
    assert overview(pair.tomas, devon) == Overview()


def test_what_was_talked_about_stands_in_the_past_of_its_session_for_both(pair: Pair) -> None:
    pair.meet()
    shared, own = put(pair.devon, "one"), put(pair.devon, "mine")
    add(pair, shared)
    for item in (shared, own):
        mark_talked(pair.devon, item, clock(), os.urandom)
    assert talked_in_sessions(pair.devon) == {}
    session = log_session(pair.devon, SessionDraft(minutes=30), pair.reader, clock(), os.urandom).session.id
    pair.meet()
    assert [one.line for one in talked_in_sessions(pair.devon)[session]] == ["one", "mine"]
    (told,) = talked_in_sessions(pair.tomas)[session]
    assert isinstance(told, Talked)
    assert told.line == "one"
