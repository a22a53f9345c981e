"""At the desk: the hospital's lock time is obeyed, a change of supervisor is told, and words can be compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.lock_policy import LockPolicy
from peerdesk.desktop.locking import IdleWatch
from peerdesk.desktop.screens.rules_card import RulesCard
from peerdesk.desktop.screens.settings_cards import LockCard
from peerdesk.desktop.sentences import Sentences
from peerdesk.desktop.widgets.chip_grid import ChipGrid
from peerdesk.desktop.widgets.choosers import Picker
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import WordsFirstError
from peerdesk.domain.vocabulary import Role
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import draft_of
from peerdesk.work.policy import Rule, Value, Words
from peerdesk.work.policy_making import make_policy
from peerdesk.work.syncing import sync_now
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.office import Office
from tests.work.ward import NOTE, Pair


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
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
        assert watch.limit == 120
        policy.read()
        desk.settle()
        assert watch.limit == 60
        desk.press("Ctrl+Comma")
        desk.settle()
        assert "Set by your hospital: 1 minute at most." in texts(desk)
        desk.door.frame.findChildren(LockCard)[0].minutes.spin.setValue(9)
        assert watch.limit == 60, "nobody chooses more than the hospital lets them"


def test_answers_that_the_hospital_hides_are_offered_in_no_form_and_stay_where_they_were_given(ward: Pair) -> None:
    office = Office(ward.hospital)
    note = ward.note(replace(NOTE, supplies={"naloxone_nasal": 2}, mattered=("housing",), support=("time",)))
    hide = {Rule.HIDE: "jail,naloxone_nasal,housing,time"}
    make_policy(ward.hospital.org, office.key_ask().root, hide, office.line(), office.now)
    with desk_of_devon(ward) as desk:
        desk.wait(lambda: bool(desk.door.session.bench.words.hidden), "the policy")  # type: ignore[union-attr]
        writing = peer(desk).writing
        writing.begin(EncounterDraft(setting="ed"), place="")
        assert writing.form is not None
        assert not {"jail", "naloxone_nasal", "housing", "time"} & offered(writing.form)
        assert {"ed", "naloxone_injectable", "food", "listened"} <= offered(writing.form)
        with ward_of(desk).read() as tx:
            written = draft_of(tx, note)
        writing.begin(written, place="", note=note)
        desk.settle()
        assert writing.form.draft() == written
        assert offered(writing.form) >= {"housing", "time"}
        # Another language makes the words anew.
        desk.door.prefer(desk.door.preferences.with_language("es"))
        desk.settle()
        writing = peer(desk).writing
        writing.begin(EncounterDraft(setting="ed"), place="")
        assert writing.form is not None
        assert "jail" not in offered(writing.form)


def offered(form: QWidget) -> set[str]:
    pickers = {str(one.itemData(i)) for one in form.findChildren(Picker) for i in range(one.count())}
    return pickers | {code for grid in form.findChildren(ChipGrid) for code in grid._chips}


def ward_of(desk: WatchedDesk) -> Vault:
    session = desk.door.session
    assert session is not None
    return session.bench.vault


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


@pytest.mark.parametrize(
    ("language", "words"), [("en", "What your hospital has decided"), ("es", "Lo que su hospital ha decidido")]
)
def test_every_rule_that_is_obeyed_is_told_in_a_sentence(ward: Pair, language: str, words: str) -> None:
    office = Office(ward.hospital)
    with desk_of_devon(ward, language) as desk:
        assert rules_on(desk) == []
        rules: dict[Rule, Value] = {
            Rule.LOCK_MINUTES: 1,
            Rule.WORDS: Words.DEMANDED.value,
            Rule.RETENTION_DAYS: 90,
            Rule.HIDE: "jail",
        }
        make_policy(ward.hospital.org, office.key_ask().root, rules, office.line(), office.now)
        session = desk.door.session
        assert session is not None
        sync_now(session.bench.vault, ward.hospital.remotes, clock(), bytes)
        session.pages.shared.show_trust()
        desk.wait(lambda: len(rules_on(desk)) == 6, "the rules")
        assert rules_on(desk)[0] == words
        desk.settle()
        assert (clipped(desk.door.frame), nameless(desk.door.frame), beyond(desk.door.frame)) == ([], [], [])


def rules_on(desk: WatchedDesk) -> list[str]:
    (card,) = desk.door.frame.findChildren(RulesCard)
    return [str(one.text()) for one in card.findChildren(QLabel) if one.isVisible()]
