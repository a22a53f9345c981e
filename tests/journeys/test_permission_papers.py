"""Devon shows Tomas what one individual allows; Tomas reads it; it follows, ends, and goes. Through real windows.

By real commands it is in `test_permission_papers_at_a_terminal`.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.screens.consent_sheet import ConsentSheet
from peerdesk.desktop.screens.papers_pane import PapersPane
from peerdesk.desktop.screens.papers_sheet import PapersSheet, StopPapersSheet
from peerdesk.desktop.screens.withdraw_sheets import WithdrawSheet
from peerdesk.work.papers import papers_states
from peerdesk.work.papers_received import received_papers
from tests.desktop.consent_desk import Ward, card, press, routes, sheet
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import a_hospital
from tests.work.test_withdrawing import WHO


@pytest.fixture
def ward(tmp_path: Path, qapp: QApplication) -> Iterator[Ward]:
    qapp.processEvents()
    with a_hospital(tmp_path) as hospital:
        yield Ward(hospital)


def shown(desk: WatchedDesk, on: QWidget) -> str:
    desk.settle()
    return "\n".join(said(on))


def review(desk: WatchedDesk) -> SupervisorRoutes:
    found = desk.routes
    assert isinstance(found, SupervisorRoutes)
    return found


def papers_rows(desk: WatchedDesk) -> list[str]:
    """Return what is read aloud of the rows behind the title of permission papers."""
    rows = list(review(desk).review.list.rows.rows)
    titles = [at for at, row in enumerate(rows) if row.section and row.title.startswith("Permissions")]
    return [row.read_aloud() for row in rows[titles[0] + 1 :]] if titles else []


def pane(desk: WatchedDesk) -> str:
    """Choose the papers in the list, and return what then stands beside it."""
    page = review(desk).review
    page.list.choose(page.list.rows.rows[-1].key)
    page.read_item()
    desk.settle()
    (found,) = [one for one in desk.door.frame.findChildren(PapersPane) if one.isVisible()]
    return shown(desk, found)


def show_to_tomas(desk: WatchedDesk) -> str:
    """Press the button, read the preview, agree; return what the preview said."""
    press(desk, card(desk), "Show to Tomas")
    preview = sheet(desk, PapersSheet)
    words = shown(desk, preview)
    assert isinstance(preview, PapersSheet)
    preview.share.click()
    desk.settle()
    return words


def test_what_one_individual_allows_is_shown_read_followed_ended_and_taken_back(ward: Ward) -> None:
    with ExitStack() as stack:
        devon, tomas = ward.note_on(stack), ward.desk(stack, "Tomas Okafor")
        assert papers_rows(tomas) == []
        preview = show_to_tomas(devon)
        assert "Dr. Kim, 4 West" in preview
        for private in ("only for me", "their own words", "Peer program"):
            assert private not in preview
        meet(ward, devon, tomas)
        assert [WHO in row for row in papers_rows(tomas)] == [True]
        read = pane(tomas)
        assert {"Written release", "Dr. Kim, 4 West"} <= set(read.split("\n"))
        assert "You opened this on" in read
        tomas_can_only_read(tomas)
        meet(ward, tomas, devon)
        assert "opened on" in shown(devon, card(devon))

        another(devon)
        meet(ward, devon, tomas)
        assert "Spoken OK to keep in touch" in pane(tomas)

        they_changed_their_mind(devon)
        meet(ward, devon, tomas)
        ended = pane(tomas)
        assert "They changed their mind. What they had allowed has ended, and nothing else is shown." in ended
        assert "That a peer visited" not in ended
        meet(ward, tomas, devon)
        assert "Sees only that they ended" in shown(devon, card(devon))

        press(devon, card(devon), "Stop showing")
        press(devon, sheet(devon, StopPapersSheet), "Take back")
        meet(ward, devon, tomas)
        assert (papers_rows(tomas), received_papers(vault_of(tomas))) == ([], ())
        meet(ward, tomas, devon)
        assert "Taken back, and gone there" in shown(devon, card(devon))
        (state,) = papers_states(vault_of(devon))
        assert state.share.confirmed_by == 1


def tomas_can_only_read(desk: WatchedDesk) -> None:
    """The keys that answer a note do nothing here."""
    desk.press("T", "R", "L", "C")
    desk.settle()
    assert "Thank you" not in "".join(papers_rows(desk))


def another(desk: WatchedDesk) -> None:
    press(desk, card(desk), "Add permission")
    form = sheet(desk, ConsentSheet)
    assert isinstance(form, ConsentSheet)
    press(desk, form, "Keep it")


def they_changed_their_mind(desk: WatchedDesk) -> None:
    press(desk, card(desk), "They changed their mind")
    ask = sheet(desk, WithdrawSheet)
    assert isinstance(ask, WithdrawSheet)
    press(desk, ask, "End it all now")
    desk.close_sheet()
    assert routes(desk).view.withdrawn


def meet(ward: Ward, *desks: WatchedDesk) -> None:
    for desk in desks:
        ward.sync(desk)
