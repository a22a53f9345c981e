"""The hospital's question and its badge on a real desk: no comes first, yes asks the server, and the badge stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from peerdesk.crypto.identity import DeviceKeys
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.recovery_card import RecoveryCard
from peerdesk.wire.recovery import key_text
from peerdesk.work.hospital_recovery import recovery_here
from peerdesk.work.policy import Rule
from peerdesk.work.policy_making import make_policy
from peerdesk.work.recovering import recovered_notes
from tests.desktop.desks import beyond, click, clipped, nameless
from tests.desktop.screens.test_what_the_hospital_decides import buttons, desk_of_devon, texts
from tests.support.hospital import a_hospital
from tests.work.office import Office
from tests.work.ward import Pair


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Pair]:
    with a_hospital(tmp_path) as hospital:
        yield Pair(hospital)


@contextmanager
def asked(ward: Pair, language: str = "en") -> Iterator[tuple[DeviceKeys, WatchedDesk, RecoveryCard]]:
    """Open the desk of a peer whose hospital offers to hold a key."""
    keys, office = DeviceKeys.generate(), Office(ward.hospital)
    rules = {Rule.RECOVERY: True, Rule.RECOVERY_KEY: key_text(keys.public().box)}
    make_policy(ward.hospital.org, office.key_ask().root, rules, office.line(), office.now)
    with desk_of_devon(ward, language) as desk:
        (card,) = desk.door.frame.findChildren(RecoveryCard)
        desk.wait(card.isVisible, "the question")
        yield keys, desk, card


def answers(card: RecoveryCard) -> list[str]:
    return [button.text() for button in card.findChildren(QAbstractButton) if button.isVisible()]


@pytest.mark.parametrize(
    ("language", "no", "yes"), [("en", "No, only me", "Yes, let it"), ("es", "No, solo yo", "Sí, que pueda")]
)
def test_the_question_fits_its_window_and_no_comes_first(ward: Pair, language: str, no: str, yes: str) -> None:
    with asked(ward, language) as (_, desk, card):
        assert answers(card) == [no, yes]
        assert (clipped(desk.door.frame), nameless(desk.door.frame), beyond(desk.door.frame)) == ([], [], [])


def test_no_takes_the_question_away_and_tells_nobody(ward: Pair) -> None:
    with asked(ward) as (_, desk, card):
        (no,) = buttons(desk, "No, only me")
        click(no)
        desk.wait(lambda: not card.isVisible(), "the question to go")
        desk.wait(lambda: "asks whether it may hold" not in texts(desk), "the list to go")
        office = Office(ward.hospital)
        office.people()
        assert "recovery" not in office.said()


def test_yes_leaves_a_badge_with_the_day_and_a_use_is_told(ward: Pair) -> None:
    with asked(ward) as (keys, desk, card):
        (yes,) = buttons(desk, "Yes, let it")
        click(yes)
        desk.wait(lambda: "can open this vault, since" in texts(desk), "the badge")
        desk.wait(lambda: answers(card) == ["End it"], "the one way on from there")
        session = desk.door.session
        assert session is not None
        with recovered_notes(Office(ward.hospital).ask("Devon Achebe"), keys, ward.hospital.folder):
            pass
        session.pages.shared.pulse.sync()
        desk.wait(lambda: "Your hospital opened your notes on" in texts(desk), "the use to be told")
        desk.wait(lambda: "If you did not ask for it" in texts(desk), "it among what needs the person")
        desk.settle()
        assert (clipped(desk.door.frame), nameless(desk.door.frame), beyond(desk.door.frame)) == ([], [], [])
        desk.wait(lambda: bool(buttons(desk, "End it")), "the way to end it")
        (end,) = buttons(desk, "End it")
        click(end)
        desk.wait(lambda: not card.view.badge, "it to end")
        assert "can open what you kept from" in texts(desk)
        assert not recovery_here(session.pages.shared.bench.vault).is_on


def test_the_list_of_what_needs_the_person_leads_to_the_question(ward: Pair) -> None:
    with asked(ward) as (_, desk, card):
        desk.show("today")
        (show,) = [one for one in buttons(desk, "Show me") if "hold a key" in one.accessibleDescription()]
        click(show)
        desk.wait(card.isVisible, "the question")
