"""That a guide was used: which, and when if the peer says so. Nothing of what was told has a place to go."""

import os
from dataclasses import fields

import pytest

from peerdesk.domain.agenda_vocabulary import AgendaTopic, GuideCode
from peerdesk.domain.errors import BadDateError, MissingAnswerError, NotAllowedError, UnknownCodeError
from peerdesk.domain.guide_use import GuideSaid
from peerdesk.domain.local_words import LocalWords
from peerdesk.work.agenda_adding import add_to_agenda
from peerdesk.work.agenda_list import agenda
from peerdesk.work.agenda_received import received_agenda
from peerdesk.work.guide_log import (
    bring_guide,
    guide_log,
    log_guide,
    minute_of,
    put_guide_use_back,
    remove_guide_use,
)
from peerdesk.work.guides import guides
from peerdesk.work.labels import read_labels
from peerdesk.work.resources import resource
from tests.support.hospital import clock
from tests.work.ward import Pair

AT = "2026-11-21 21:40"


@pytest.fixture
def pair(pair: Pair) -> Pair:
    pair.meet()
    return pair


def test_it_has_room_for_the_guide_the_time_and_the_talk_and_nothing_else() -> None:
    assert {one.name for one in fields(GuideSaid)} == {"guide", "used_at", "spoke"}


def test_every_guide_that_ships_can_be_logged_under_its_own_title() -> None:
    labels = read_labels(resource("library", "vocab.json").read_bytes())
    for language in ("en", "es"):
        titles = {one.code: one.title for one in guides(language, LocalWords())}
        assert titles == labels.all(GuideCode, language)


def test_the_time_may_be_left_out_and_is_a_minute_where_it_is_said(pair: Pair) -> None:
    log_guide(pair.devon, "report", "", clock(), os.urandom, spoke=False)
    log_guide(pair.devon, "report", minute_of(clock()), clock(), os.urandom, spoke=True)
    # Two that were kept within one millisecond have no order.
    assert sorted(one.said.used_at == "" for one in guide_log(pair.devon)) == [False, True]
    for guide, at, error in (
        ("report", "2026-11-21", BadDateError),
        ("report", "2026-11-21 21:40 he said", BadDateError),
        ("report", "2026-11-21 9:40", BadDateError),
        ("what he said", "", UnknownCodeError),
        ("", "", MissingAnswerError),
    ):
        with pytest.raises(error):
            log_guide(pair.devon, guide, at, clock(), os.urandom, spoke=False)
    with pytest.raises(NotAllowedError):
        log_guide(pair.tomas, "report", "", clock(), os.urandom, spoke=False)


def test_it_is_on_no_agenda_unless_the_peer_brings_it_and_adds_it(pair: Pair) -> None:
    used, _ = log_guide(pair.devon, "report", AT, clock(), os.urandom, spoke=True)
    pair.meet()
    assert agenda(pair.devon) == ()
    assert received_agenda(pair.tomas) == ()
    item, _ = bring_guide(pair.devon, used, clock(), os.urandom)
    assert bring_guide(pair.devon, used, clock(), os.urandom)[0] == item
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    add_to_agenda(pair.devon, item, pair.reader, clock(), os.urandom)
    pair.meet()
    (read,) = received_agenda(pair.tomas)
    said = GuideSaid(guide=GuideCode.REPORT, used_at=AT, spoke=True)
    assert (read.entry.topic, read.entry.guide, read.entry.line) == (AgendaTopic.GUIDE, said, "")


def test_what_is_taken_off_the_log_is_taken_off_every_agenda(pair: Pair) -> None:
    used, _ = log_guide(pair.devon, "court", "", clock(), os.urandom, spoke=False)
    add_to_agenda(pair.devon, bring_guide(pair.devon, used, clock(), os.urandom)[0], pair.reader, clock(), os.urandom)
    pair.meet()
    remove_guide_use(pair.devon, used)
    assert guide_log(pair.devon) == ()
    assert agenda(pair.devon) == ()
    pair.meet()
    assert received_agenda(pair.tomas) == ()
    put_guide_use_back(pair.devon, used)
    assert [one.id for one in guide_log(pair.devon)] == [used]
