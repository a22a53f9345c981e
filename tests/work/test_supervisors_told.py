"""A peer hears of a change of supervisor, and is asked; nothing is shared or taken back by it."""

import os

from peerdesk.domain.vocabulary import Role
from peerdesk.work.attention import NEW_SUPERVISOR, SUPERVISION_ENDED, Act, Need, do, needs
from peerdesk.work.revoking import let_go
from tests.support.hospital import clock
from tests.work.office import DAY, Office
from tests.work.ward import Pair


def told(pair: Pair) -> list[tuple[str, str, int, bool]]:
    pair.hospital.sync(pair.devon)
    return [(one.reason, one.name, one.number, one.is_calm) for one in waiting(pair)]


def waiting(pair: Pair) -> list[Need]:
    return [one for one in needs(pair.devon) if one.news is not None]


def hear(pair: Pair) -> None:
    for one in waiting(pair):
        assert one.acts[-1] is Act.SEEN
        do(pair.devon, one.key, Act.SEEN, clock(), os.urandom)


def test_the_supervisor_of_ones_own_invite_is_no_news(pair: Pair) -> None:
    assert told(pair) == []


def test_a_change_is_told_with_what_the_former_one_still_has_and_only_once(pair: Pair) -> None:
    pair.hospital.join("Ruth Lind", Role.SUPERVISOR)
    pair.shared()
    office = Office(pair.hospital)
    office.assign("Devon Achebe", "Ruth Lind")
    news = [(NEW_SUPERVISOR, "Ruth Lind", 0, False), (SUPERVISION_ENDED, "Tomas Okafor", 1, False)]
    assert told(pair) == news
    assert told(pair) == news
    hear(pair)
    assert told(pair) == []
    office.assign("Devon Achebe", "Tomas Okafor")
    assert told(pair) == [(NEW_SUPERVISOR, "Tomas Okafor", 1, False), (SUPERVISION_ENDED, "Ruth Lind", 0, True)]


def test_a_stand_in_is_told_and_nothing_is_told_of_its_end_by_a_clock(pair: Pair) -> None:
    pair.hospital.join("Ruth Lind", Role.SUPERVISOR)
    Office(pair.hospital).assign("Devon Achebe", "Ruth Lind", clock() + DAY, cover=True)
    assert told(pair) == [(NEW_SUPERVISOR, "Ruth Lind", 0, False)]
    hear(pair)
    assert told(pair) == []


def test_a_supervisor_who_left_is_told_of(pair: Pair) -> None:
    let_go(Office(pair.hospital).ask("Tomas Okafor"))
    assert told(pair) == [(SUPERVISION_ENDED, "Tomas Okafor", 0, True)]


def test_somebody_who_has_not_joined_yet_is_told_of_once_they_have(pair: Pair) -> None:
    invite = pair.hospital.invite("Ruth Lind", Role.SUPERVISOR)
    Office(pair.hospital).assign("Devon Achebe", "Ruth Lind", beside=True)
    assert told(pair) == []
    pair.hospital.start(invite)
    assert told(pair) == [(NEW_SUPERVISOR, "Ruth Lind", 0, False)]


def test_a_supervisors_own_desk_is_told_nothing(pair: Pair) -> None:
    Office(pair.hospital).end("Devon Achebe", "Tomas Okafor")
    pair.hospital.sync(pair.tomas)
    assert needs(pair.tomas) == ()
