"""How often to meet: the team's rhythm, a peer's own wish, and the days since the last logged session."""

import os
from datetime import timedelta

import pytest

from peerdesk.domain.checkins import OFF, rhythm_lines
from peerdesk.domain.errors import InputRefusedError
from peerdesk.domain.supervision_log import SessionDraft
from peerdesk.domain.team_texts import TeamPart
from peerdesk.work.checkins import Rhythm, checkins, rhythm_here, want_rhythm
from peerdesk.work.supervision_log import log_session
from peerdesk.work.team_texts import publish_text
from tests.support.hospital import clock
from tests.work.ward import Pair


def test_a_peers_desk_reminds_as_the_gentler_of_the_two_says(pair: Pair) -> None:
    pair.meet()
    assert rhythm_here(pair.devon, clock()) == Rhythm(team=14, own=None)
    want_rhythm(pair.devon, 30)
    assert rhythm_here(pair.devon, clock()).held == 30
    publish_text(pair.tomas, TeamPart.CHECKINS, rhythm_lines(OFF), "", clock(), os.urandom)
    pair.meet()
    assert rhythm_here(pair.devon, clock()).held == OFF
    assert rhythm_here(pair.tomas, clock()) == Rhythm(team=OFF, own=None)
    want_rhythm(pair.devon, None)
    assert rhythm_here(pair.devon, clock()) == Rhythm(team=OFF, own=None)
    with pytest.raises(InputRefusedError):
        want_rhythm(pair.devon, 3)


def test_a_supervisor_sees_the_days_since_and_nothing_else(pair: Pair) -> None:
    pair.meet()
    assert [(one.name, one.days, one.is_due) for one in checkins(pair.tomas, clock())] == [
        ("Devon Achebe", None, False)
    ]
    with pair.devon.read() as tx:
        devon = tx.person
    on = (clock().astimezone().date() - timedelta(days=20)).isoformat()
    log_session(pair.tomas, SessionDraft(minutes=30, on=on), devon, clock(), os.urandom)
    assert [(one.days, one.is_due) for one in checkins(pair.tomas, clock())] == [(20, True)]
    publish_text(pair.tomas, TeamPart.CHECKINS, rhythm_lines(30), "", clock(), os.urandom)
    assert [(one.days, one.is_due) for one in checkins(pair.tomas, clock())] == [(20, False)]
    assert checkins(pair.devon, clock()) == ()
