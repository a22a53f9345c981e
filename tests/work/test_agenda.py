"""What a peer brings to supervision: their own until they add it, in their order, and taken back when they say so."""

import os
from dataclasses import replace

import pytest

from peerdesk.domain.agenda import AgendaDraft, AgendaEntry
from peerdesk.domain.agenda_vocabulary import AgendaTopic
from peerdesk.domain.errors import BadValueError, MissingAnswerError, NotAllowedError, NotFoundError, TextTooLongError
from peerdesk.domain.ids import PersonId, RecordId
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.vault.vault import Vault
from peerdesk.work.agenda import (
    add_item,
    change_item,
    mark_talked,
    next_meeting,
    order_items,
    put_back,
    remove_item,
    set_meeting,
)
from peerdesk.work.agenda_adding import add_to_agenda, ask_to_talk, preview_item, take_off_agenda
from peerdesk.work.agenda_list import agenda, one_item, resolve_item
from peerdesk.work.agenda_received import received_agenda, tick_talked
from peerdesk.work.copies import TakenBack
from peerdesk.work.encounters import change_encounter
from peerdesk.work.sharing import share
from peerdesk.work.supervision_log import log_session, sign_session
from tests.support.hospital import clock
from tests.work.test_taking_back import everything_in
from tests.work.ward import NOTE, Pair

DRAFT = AgendaDraft(topic="boundaries", line="Staff asked me to watch somebody")


@pytest.fixture
def pair(pair: Pair) -> Pair:
    """The two, who know of each other."""
    pair.meet()
    return pair


def put(vault: Vault, line: str = "", topic: str = "boundaries") -> RecordId:
    return add_item(vault, AgendaDraft(topic=topic, line=line), clock(), os.urandom)[0]


def add_for(vault: Vault, item: RecordId, reader: PersonId) -> None:
    add_to_agenda(vault, item, reader, clock(), os.urandom)


def add(pair: Pair, item: RecordId) -> None:
    add_for(pair.devon, item, pair.reader)


def lines(vault: Vault) -> list[str]:
    return [one.line for one in agenda(vault)]


def read_by(vault: Vault) -> list[str]:
    return [one.entry.line for one in received_agenda(vault)]


def test_an_item_is_the_peers_own_until_they_add_it(pair: Pair) -> None:
    item = add_item(pair.devon, DRAFT, clock(), os.urandom)[0]
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    assert "watch somebody" not in everything_in(pair.tomas)
    shown = preview_item(pair.devon, item, pair.reader, clock())
    assert shown.entry == AgendaEntry(topic=AgendaTopic.BOUNDARIES, line=DRAFT.line, position=1)
    add_to_agenda(pair.devon, item, pair.reader, clock(), os.urandom, as_shown=shown.entry)
    pair.meet()
    (received,) = received_agenda(pair.tomas)
    assert (received.peer, received.entry) == ("Devon Achebe", shown.entry)
    assert one_item(pair.devon, item).readers[0].share.name == "Tomas Okafor"


def test_what_was_not_shown_does_not_leave(pair: Pair) -> None:
    item = put(pair.devon, "as shown")
    shown = preview_item(pair.devon, item, pair.reader, clock()).entry
    change_item(pair.devon, item, replace(DRAFT, line="said later"), clock(), os.urandom)
    with pytest.raises(NotAllowedError):
        add_to_agenda(pair.devon, item, pair.reader, clock(), os.urandom, as_shown=shown)
    assert one_item(pair.devon, item).readings == ()


def test_what_is_changed_afterwards_is_read_only_when_it_is_added_anew(pair: Pair) -> None:
    item = put(pair.devon, "first words")
    add(pair, item)
    change_item(pair.devon, item, replace(DRAFT, line="second words"), clock(), os.urandom)
    pair.meet()
    assert read_by(pair.tomas) == ["first words"]
    assert one_item(pair.devon, item).readings[0].has_changed
    add(pair, item)
    pair.meet()
    assert read_by(pair.tomas) == ["second words"]
    assert not one_item(pair.devon, item).readings[0].has_changed


def test_it_is_taken_back_with_a_receipt_and_may_be_added_again(pair: Pair) -> None:
    item = put(pair.devon, "zebra words")
    add(pair, item)
    pair.meet()
    take_off_agenda(pair.devon, item)
    assert one_item(pair.devon, item).readings[0].share.taken_back is TakenBack.ASKED
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    assert "zebra words" not in everything_in(pair.tomas)
    pair.meet()
    assert one_item(pair.devon, item).readings[0].share.taken_back is TakenBack.CONFIRMED
    with pytest.raises(NotFoundError):
        take_off_agenda(pair.devon, item)
    add(pair, item)
    pair.meet()
    assert read_by(pair.tomas) == ["zebra words"]


def test_what_was_added_and_taken_back_seventy_times_is_stopped_like_the_first(pair: Pair) -> None:
    item = put(pair.devon, "often")
    for _ in range(70):
        add(pair, item)
        pair.hospital.sync(pair.devon)
        take_off_agenda(pair.devon, item)
    add(pair, item)
    pair.meet()
    assert read_by(pair.tomas) == ["often"]
    assert len(one_item(pair.devon, item).readers) == 1
    take_off_agenda(pair.devon, item)
    pair.meet()
    assert read_by(pair.tomas) == []


def test_what_never_left_leaves_no_trace_when_it_is_taken_back(pair: Pair) -> None:
    item = put(pair.devon, "zebra words")
    add(pair, item)
    take_off_agenda(pair.devon, item)
    assert one_item(pair.devon, item).readings == ()
    pair.meet()
    assert "zebra words" not in everything_in(pair.tomas)


def test_the_supervisor_sees_the_order_that_the_peer_gave(pair: Pair) -> None:
    first, second, third = (put(pair.devon, line) for line in ("one", "two", "three"))
    for item in (first, second, third):
        add(pair, item)
    order_items(pair.devon, (third, first, second), clock(), os.urandom)
    pair.meet()
    assert lines(pair.devon) == read_by(pair.tomas) == ["three", "one", "two"]
    order_items(pair.devon, (second,), clock(), os.urandom)
    pair.meet()
    assert lines(pair.devon) == read_by(pair.tomas) == ["two", "three", "one"]


def test_a_marked_note_stands_on_the_same_list_and_its_words_follow_the_note(pair: Pair) -> None:
    note = pair.note(replace(NOTE, prompt="How do I say no?"))
    (marked,) = agenda(pair.devon)
    assert (marked.id, marked.note, marked.line, marked.topic) == (
        note,
        note,
        "How do I say no?",
        AgendaTopic.ENCOUNTER,
    )
    assert resolve_item(pair.devon, note.hex()) == note
    add(pair, note)
    (listed,) = agenda(pair.devon)
    assert listed.id != note
    change_encounter(pair.devon, note, {"prompt": "How do we say no?"}, clock(), os.urandom)
    assert lines(pair.devon) == ["How do we say no?"]
    pair.meet()
    (received,) = received_agenda(pair.tomas)
    assert received.entry == AgendaEntry(topic=AgendaTopic.ENCOUNTER, line="How do I say no?", position=1)
    assert "Blue Heron" not in everything_in(pair.tomas)


def test_only_a_note_that_they_can_read_is_named_to_a_supervisor(pair: Pair) -> None:
    note = pair.note(replace(NOTE, prompt="How do I say no?"))
    share(pair.devon, note, pair.reader, clock())
    shown = preview_item(pair.devon, note, pair.reader, clock())
    assert shown.entry.note is not None
    add(pair, note)
    pair.meet()
    (received,) = received_agenda(pair.tomas)
    assert received.has_note


def test_a_tick_of_either_says_that_it_was_talked_about_and_the_next_session_takes_it(pair: Pair) -> None:
    item, own = put(pair.devon, "one"), put(pair.devon, "two")
    add(pair, item)
    pair.meet()
    (received,) = received_agenda(pair.tomas)
    tick_talked(pair.tomas, received.id, clock(), os.urandom)
    assert not tick_talked(pair.tomas, received.id, clock(), os.urandom)
    mark_talked(pair.devon, own, clock(), os.urandom)
    pair.meet()
    assert [one.talked_on is not None for one in agenda(pair.devon)] == [True, True]
    assert [one.is_open for one in agenda(pair.devon)] == [True, True]
    logged = log_session(pair.tomas, SessionDraft(minutes=30), received.person, clock(), os.urandom)
    session = logged.session.id
    pair.meet()
    # A supervisor alone moves nothing off a peer's list: the peer's signature does.
    assert [one.is_open for one in agenda(pair.devon)] == [True, True]
    assert len(one_item(pair.devon, item).readers) == 1
    sign_session(pair.devon, session, logged.digest, clock(), os.urandom)
    pair.meet()
    assert [one.session for one in agenda(pair.devon)] == [session, session]
    assert [one.session for one in received_agenda(pair.tomas)] == [session]
    tick_talked(pair.tomas, received.id, clock(), os.urandom, talked=False)
    pair.meet()
    assert one_item(pair.devon, item).is_open


def test_the_peer_may_say_that_it_was_talked_about_and_the_supervisor_sees_it(pair: Pair) -> None:
    item = put(pair.devon, "one")
    add(pair, item)
    mark_talked(pair.devon, item, clock(), os.urandom)
    pair.meet()
    assert received_agenda(pair.tomas)[0].talked_on is not None
    mark_talked(pair.devon, item, clock(), os.urandom, talked=False)
    pair.meet()
    assert received_agenda(pair.tomas)[0].talked_on is None


def test_to_ask_for_a_talk_says_nothing_else_and_is_asked_once(pair: Pair) -> None:
    asked, _ = ask_to_talk(pair.devon, pair.reader, clock(), os.urandom)
    assert ask_to_talk(pair.devon, pair.reader, clock(), os.urandom)[0] == asked
    pair.meet()
    (received,) = received_agenda(pair.tomas)
    assert received.entry == AgendaEntry(topic=AgendaTopic.TALK, position=1)
    take_off_agenda(pair.devon, asked)
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    with pytest.raises(BadValueError):
        put(pair.devon, "because", topic="talk")


def test_what_is_taken_off_the_list_is_taken_back_and_can_be_put_back(pair: Pair) -> None:
    item = put(pair.devon, "one")
    add(pair, item)
    remove_item(pair.devon, item, clock(), os.urandom)
    pair.meet()
    assert agenda(pair.devon) == ()
    assert received_agenda(pair.tomas) == ()
    put_back(pair.devon, item)
    assert lines(pair.devon) == ["one"]
    assert one_item(pair.devon, item).readers == ()


def test_a_marked_note_that_was_taken_off_the_list_stays_off(pair: Pair) -> None:
    note = pair.note(replace(NOTE, prompt="How do I say no?"))
    item, _ = remove_item(pair.devon, note, clock(), os.urandom)
    assert agenda(pair.devon) == ()
    order_items(pair.devon, (put(pair.devon, "one"),), clock(), os.urandom)
    assert lines(pair.devon) == ["one"]
    put_back(pair.devon, item)
    assert sorted(lines(pair.devon)) == ["How do I say no?", "one"]


def test_nothing_is_kept_without_a_topic_beyond_its_length_or_by_a_supervisor(pair: Pair) -> None:
    with pytest.raises(MissingAnswerError):
        put(pair.devon, topic="")
    with pytest.raises(TextTooLongError):
        put(pair.devon, "x" * 141)
    with pytest.raises(BadValueError):
        put(pair.devon, topic="guide")
    with pytest.raises(NotAllowedError):
        put(pair.tomas)
    with pytest.raises(NotAllowedError):
        add_to_agenda(pair.devon, put(pair.devon), PersonId(b"\x01" * 16), clock(), os.urandom)


def test_the_next_meeting_stays_with_the_peer(pair: Pair) -> None:
    set_meeting(pair.devon, "2026-12-01", "at ten, zebra room", clock(), os.urandom)
    pair.meet()
    assert next_meeting(pair.devon).words == "at ten, zebra room"
    assert "zebra room" not in everything_in(pair.tomas)
    set_meeting(pair.devon, "", "", clock(), os.urandom)
    assert next_meeting(pair.devon).on is None
