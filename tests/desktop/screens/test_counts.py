"""The weekly counts in a window: seen before a yes, taken back by one press, and nothing of them for a supervisor."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.counts_card import CountsCard
from peerdesk.desktop.screens.role_counts_card import RoleCountsCard
from peerdesk.desktop.widgets.scroll import ScrollBody
from peerdesk.domain.out_of_role import OutOfRoleDraft
from peerdesk.work.out_of_role import add_out_of_role
from peerdesk.work.role_counts import role_counted
from peerdesk.work.weekly_counts import stop_counts, weekly_counts
from tests.desktop.desks import beyond, clipped, nameless, open_desk, small
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, a_hospital
from tests.work.team import JOINED, Team


class Asleep:
    """A team whose desks can be opened, one at a time."""

    def __init__(self, team: Team) -> None:
        self.team = team
        said = {"support": ("listened", "hope"), "supplies": {"naloxone_nasal": 2, "ride": 1}}
        team.note(team.devon, "met", handle="Blue Heron 27", **said)
        team.note(team.devon, "met", setting="perinatal", support=("listened",))
        team.note(team.devon)

    def desk(self, name: str = "Devon Achebe", **how: object) -> AbstractContextManager[WatchedDesk]:
        for vault in self.team.hospital.open_vaults:
            vault.close()
        return open_desk(
            self.team.hospital.folder / "homes" / name, PASSPHRASE, remotes=Line(self.team.hospital), **how
        )


@pytest.fixture
def asleep(tmp_path: Path) -> Iterator[Asleep]:
    with a_hospital(tmp_path, joined=JOINED) as hospital:
        yield Asleep(Team(hospital))


def card(desk: WatchedDesk) -> CountsCard:
    desk.show("trust")
    (found,) = desk.door.frame.findChildren(CountsCard)
    return found


def test_what_would_leave_stands_there_before_a_yes_and_a_no_is_one_press_away(asleep: Asleep) -> None:
    with asleep.desk() as desk:
        found = card(desk)
        words = said(found)
        assert {
            "Emergency department, we met: 1",
            "Listened: 2",
            "Emergency department, they said no thanks: 1",
        } <= set(words)
        assert not [line for line in words if "Blue Heron" in line]
        assert any("Tomas Okafor" in line for line in words)
        assert (found.start.isVisible(), found.stop.isVisible()) == (True, False)
        found.start.setFocus()
        found.start.click()
        desk.settle()
        assert weekly_counts(vault_of(desk), asleep.team.today).agreement is not None
        assert (found.start.isVisible(), found.stop.hasFocus()) == (False, True)
        assert "Listened: 2" not in said(found)
        assert "Your program's supervisors: sums of 0 weeks" in said(desk.door.frame)
        found.more.click()
        assert "Listened: 2" in said(found)
        found.stop.click()
        desk.settle()
        assert weekly_counts(vault_of(desk), asleep.team.today).agreement is None
        assert found.start.isVisible()


def test_what_was_asked_outside_the_role_has_a_yes_of_its_own_which_goes_with_the_other(asleep: Asleep) -> None:
    team = asleep.team
    asked = OutOfRoleDraft(asked="sitter", answer="said_no", on=team.today.isoformat())
    add_out_of_role(team.devon, asked, team.now, os.urandom)
    with asleep.desk() as desk:
        found = card(desk)
        (beside,) = desk.door.frame.findChildren(RoleCountsCard)
        assert not beside.isVisible()
        found.start.click()
        desk.settle()
        assert beside.isVisible()
        assert any(line.endswith(": 1") for line in said(beside))
        assert "Sit one to one" not in "".join(said(beside))
        beside.start.setFocus()
        beside.start.click()
        desk.settle()
        assert role_counted(vault_of(desk), team.today).agreement is not None
        assert (beside.start.isVisible(), beside.stop.hasFocus()) == (False, True)
        beside.stop.click()
        desk.settle()
        assert role_counted(vault_of(desk), team.today).agreement is None
        beside.start.click()
        desk.settle()
        found.stop.click()
        desk.settle()
        assert role_counted(vault_of(desk), team.today).agreement is None
        assert not beside.isVisible()


def test_a_note_that_is_kept_changes_what_would_leave(asleep: Asleep) -> None:
    with asleep.desk() as desk:
        found = card(desk)
        desk.write_a_note("nothing to share")
        desk.show("trust")
        desk.settle()
        assert len([line for line in said(found) if line.startswith("Emergency department, we met: 2")]) == 1


def test_a_supervisor_has_no_such_card(asleep: Asleep) -> None:
    with asleep.desk("Tomas Okafor") as desk:
        desk.show("trust")
        assert not [one for one in desk.door.frame.findChildren(CountsCard) if one.isVisible()]


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("how", [{}, {"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_it(asleep: Asleep, how: dict[str, object], is_on: bool) -> None:
    team = asleep.team
    team.agree(team.devon)
    team.pass_weeks(2)
    team.meet()
    if not is_on:
        stop_counts(team.devon, team.today)
    with asleep.desk(**how) as desk:
        found = card(desk)
        if is_on:
            found.more.click()
        desk.settle()
        for body in desk.door.frame.findChildren(ScrollBody):
            if body.isAncestorOf(found):
                body.ensureWidgetVisible(found)
        desk.settle()
        desk.picture(f"counts-{is_on}-{'-'.join(map(str, how.values()))}")
        page = desk.door.frame
        assert (nameless(page), clipped(page), beyond(page), small(page)) == ([], [], [], [])
