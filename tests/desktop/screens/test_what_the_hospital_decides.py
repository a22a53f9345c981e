"""At the desk: the hospital's lock time is obeyed, a change of supervisor is told, and words can be compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.lock_policy import LockPolicy
from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.sentences import Sentences
from peerdesk.domain.errors import WordsFirstError
from peerdesk.domain.vocabulary import Role
from peerdesk.work.policy import Rule, Words
from peerdesk.work.policy_making import make_policy
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer
from tests.support.hospital import PASSPHRASE, a_hospital
from tests.work.office import Office
from tests.work.ward import Pair


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path) as hospital:
        yield Pair(hospital)


@contextmanager
def desk_of_devon(pair: Pair, language: str = "en") -> Iterator[WatchedDesk]:
    pair.hospital.sync(pair.devon)
    pair.devon.close()
    pair.hospital.open_vaults.remove(pair.devon)
    home = pair.hospital.folder / "homes" / "Devon Achebe"
    with open_desk(home, PASSPHRASE, remotes=pair.hospital.remotes, language=language) as desk:
        session = desk.door.session
        assert session is not None
        session.pages.shared.show_trust()
        desk.settle()
        yield desk


def buttons(desk: WatchedDesk, words: str) -> list[QAbstractButton]:
    return [b for b in desk.door.frame.findChildren(QAbstractButton) if b.isVisible() and b.text() == words]


def texts(desk: WatchedDesk) -> str:
    return " ".join(str(one.text()) for one in desk.door.frame.findChildren(QWidget) if hasattr(one, "text"))


def test_a_desk_locks_after_the_hospitals_time_at_the_latest(ward: Pair) -> None:
    office = Office(ward.hospital)
    make_policy(ward.hospital.org, office.key_ask().root, {Rule.LOCK_MINUTES: 1}, office.line(), office.now)
    with desk_of_devon(ward) as desk:
        (watch,) = desk.door.findChildren(IdleWatch)
        (policy,) = desk.door.findChildren(LockPolicy)
        assert watch._own_limit == 120
        policy.read()
        desk.settle()
        assert watch._limit == 60


@pytest.mark.parametrize(("language", "words"), [("en", "Supervises you now."), ("es", "Ahora supervisa su trabajo.")])
def test_a_change_of_supervisor_is_told_at_the_desk(ward: Pair, language: str, words: str) -> None:
    ward.hospital.join("Ruth Lind", Role.SUPERVISOR)
    Office(ward.hospital).assign("Devon Achebe", "Ruth Lind")
    with desk_of_devon(ward, language) as desk:
        assert words in texts(desk)
        assert "Ruth Lind" in texts(desk)
        assert (clipped(desk.door.frame), nameless(desk.door.frame), beyond(desk.door.frame)) == ([], [], [])


@pytest.mark.parametrize(
    ("language", "words"), [("en", "compare words with them first"), ("es", "comparen las palabras")]
)
def test_a_share_that_waits_for_words_says_where_to_compare_them(ward: Pair, language: str, words: str) -> None:
    office = Office(ward.hospital)
    make_policy(ward.hospital.org, office.key_ask().root, {Rule.WORDS: Words.DEMANDED.value}, office.line(), office.now)
    note = ward.note()
    with desk_of_devon(ward, language) as desk:
        share_desk, problems = peer(desk).share_desk, list[object]()
        share_desk.refused.connect(problems.append)
        share_desk.read()
        desk.settle()
        share_desk.share(note, 0, include_memory=False)
        desk.settle()
        (problem,) = problems
        assert isinstance(problem, WordsFirstError)
        assert words in Sentences().of(problem)


def test_words_that_match_are_noted_with_one_press(ward: Pair) -> None:
    with desk_of_devon(ward) as desk:
        (button,) = buttons(desk, "The words match")
        assert button.accessibleDescription() == "Tomas Okafor"
        button.click()
        desk.settle()
        assert buttons(desk, "The words match") == []
        assert "Your supervisor, checked in person" in texts(desk)
