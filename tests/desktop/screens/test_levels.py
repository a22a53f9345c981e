"""How new notes begin, in windows: chosen on Sync and trust, told at the foot of the form, asked after saving."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.level_card import LevelCard
from peerdesk.desktop.screens.share_sheet import ShareSheet
from peerdesk.desktop.widgets.chips import RadioChip
from peerdesk.domain.levels import Level
from peerdesk.work.levels import choose_level, starting_level
from peerdesk.work.policy import Rule
from peerdesk.work.reading import encounter_detail, encounter_page
from tests.desktop.desks import beyond, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital
from tests.work.test_change_of_supervisor import take_over
from tests.work.test_policy import decide
from tests.work.ward import Pair


class Alone:
    """Devon's vault, asleep, with one note that Tomas has a copy of."""

    def __init__(self, hospital: Hospital) -> None:
        pair = Pair(hospital)
        self.hospital = hospital
        self.note, _ = pair.shared()
        self.devon = pair.devon

    def desk(self, **how: object) -> AbstractContextManager[WatchedDesk]:
        self.devon.close()
        home = self.hospital.folder / "homes" / "Devon Achebe"
        return open_desk(home, PASSPHRASE, remotes=Line(self.hospital), **how)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Alone]:
    with a_hospital(tmp_path) as hospital:
        yield Alone(hospital)


def chip(desk: WatchedDesk, words: str) -> RadioChip:
    desk.show("trust")
    (card,) = [one for one in desk.door.frame.findChildren(LevelCard) if one.isVisible()]
    (found,) = [one for one in card.findChildren(RadioChip) if one.text() == words]
    return found


def sheet(desk: WatchedDesk) -> ShareSheet:
    (found,) = [one for one in desk.door.frame.findChildren(ShareSheet) if one.isVisible()]
    return found


def test_a_note_is_private_and_asks_nothing_until_the_peer_chooses_so(alone: Alone) -> None:
    with alone.desk() as desk:
        assert chip(desk, "Private").isChecked()
        desk.write_a_note("private")
        assert not [one for one in desk.door.frame.findChildren(ShareSheet) if one.isVisible()]
        chip(desk, "With the question whether to share").click()
        desk.settle()
        assert starting_level(vault_of(desk)).level is Level.SUPERVISOR
        desk.press("Ctrl+N")
        assert "You see first what Tomas will see" in said(desk.door.frame)
        desk.press("1", "B", "Ctrl+Return")
        desk.settle()
        newest = encounter_page(vault_of(desk))[0].id
        assert encounter_detail(vault_of(desk), newest).shares == ()
        assert {"Only you", "You and Tomas Okafor"} <= set(said(sheet(desk)))
        desk.press("Escape")
        desk.settle()
        assert encounter_detail(vault_of(desk), newest).shares == ()


def test_a_note_that_asks_can_be_made_private_before_it_is_saved(alone: Alone) -> None:
    choose_level(alone.devon, Level.SUPERVISOR)
    with alone.desk() as desk:
        desk.press("Ctrl+N")
        peer(desk).writing._want_share("")
        desk.press("1", "B", "Ctrl+Return")
        desk.settle()
        assert not [one for one in desk.door.frame.findChildren(ShareSheet) if one.isVisible()]


def test_where_the_hospital_sets_a_maximum_the_card_says_so(alone: Alone) -> None:
    choose_level(alone.devon, Level.SUPERVISOR)
    decide(alone.hospital, {Rule.WIDEST_START: Level.JUST_ME.value})
    alone.hospital.sync(alone.devon)
    with alone.desk() as desk:
        assert chip(desk, "Private").isChecked()
        assert not chip(desk, "With the question whether to share").isEnabled()
        desk.press("Ctrl+N")
        assert "Only you can read this" in said(desk.door.frame)


def test_widening_a_share_names_who_reads_what_now_and_then(alone: Alone) -> None:
    with alone.desk() as desk:
        desk.show("notes", alone.note)
        desk.press("Ctrl+H")
        desk.settle()
        assert said(sheet(desk)).count("You and Tomas Okafor") == 2
        sheet(desk)._memory.click()
        desk.settle()
        words = said(sheet(desk))
        assert "You and Tomas Okafor" in words
        assert "You and Tomas Okafor with your note" in words


@pytest.mark.parametrize("how", [{}, {"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_it(alone: Alone, how: dict[str, object]) -> None:
    with alone.desk(**how) as desk:
        desk.show("trust")
        desk.picture(f"level-{'-'.join(map(str, how.values()))}")
        page = desk.door.frame
        assert (nameless(page), clipped(page), beyond(page), small(page)) == ([], [], [], [])


def test_the_one_who_was_picked_before_saving_is_the_one_whose_preview_comes(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        change = take_over(Pair(hospital), (), beside=True)
        change.pair.devon.close()
        home = hospital.folder / "homes" / "Devon Achebe"
        with open_desk(home, PASSPHRASE, remotes=Line(hospital)) as desk:
            for reader in peer(desk).share_desk.readers:
                desk.press("Ctrl+N", "1", "B")
                peer(desk).writing._want_share(reader.first_name, reader.key)
                desk.press("Ctrl+Return")
                desk.settle()
                assert f"{reader.first_name} will see exactly this" in said(sheet(desk))
                desk.press("Escape")
                desk.settle()
