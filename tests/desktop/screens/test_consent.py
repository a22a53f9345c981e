"""What individuals allow, in windows. That they change their mind is a journey (`test_they_changed_their_mind`)."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk.desktop.clipboard import Clearing
from peerdesk.desktop.paper import pdf_of
from peerdesk.desktop.screens.consent_sheet import ConsentSheet
from peerdesk.desktop.screens.readership_card import ReadershipCard
from peerdesk.desktop.widgets.buttons import Button
from peerdesk.domain.consent_vocabulary import LedgerAct
from peerdesk.domain.encounter import EncounterDraft
from tests.desktop.consent_desk import Ward, acts, card, on_screen, press, previewed, routes, sheet
from tests.desktop.desks import beyond, clipped, nameless, peer, small
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import form_of, vault_of
from tests.support.hospital import SUPERVISED, a_hospital
from tests.work.test_withdrawing import WHO


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        yield Ward(hospital)


def test_not_now_changes_nothing(ward: Ward) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        before = acts(vault_of(desk))
        press(desk, card(desk), "They changed their mind")
        desk.press("Return")
        desk.settle()
        assert acts(vault_of(desk)) == before
        assert "Written release" in on_screen(desk)


def test_a_spoken_yes_is_kept_in_one_step_and_a_release_says_what_it_lacks(ward: Ward) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        press(desk, card(desk), "Add permission")
        press(desk, sheet(desk, ConsentSheet), "Keep it")
        assert "Spoken OK to keep in touch" in said(card(desk))
        press(desk, card(desk), "Add permission")
        form = sheet(desk, ConsentSheet)
        assert isinstance(form, ConsentSheet)
        form.choose_written()
        form.recipients.set_text("Shelter; Dr. Kim, 4 West")
        form.scope.set_codes(["agreed"])
        form.expires.set_text("soon")
        press(desk, form, "Keep it")
        assert "Write a day like this: 2027-01-31." in said(form)
        assert form.recipients.text() == "Shelter; Dr. Kim, 4 West"
        form.expires.set_text("2031-01-31")
        press(desk, form, "Keep it")
        assert any("Still missing:" in one and "the day they signed" in one for one in said(card(desk)))


def test_a_follow_up_with_somebody_who_asked_for_no_contact_is_not_planned_and_the_note_stays_in_the_form(
    ward: Ward,
) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        routes(desk).model.withdraw(do_not_contact=True, stop_follow_ups=False)
        desk.settle()
        desk.press("Escape")
        peer(desk).writing.begin(
            EncounterDraft(setting="ed", outcome="met", support=("time",), handle=WHO, follow_up="7d"), place=""
        )
        desk.press("Ctrl+Return")
        desk.settle()
        assert "They asked not to be contacted. Leave the follow-up out, then save." in on_screen(desk)
        assert form_of(desk).draft().handle == WHO


def test_what_leaves_is_shown_first_and_a_change_asks_for_that_again(ward: Ward) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        found = previewed(desk)
        text = "\n".join(said(found))
        assert "A visit on Friday." in text
        assert "42 CFR part 2 prohibits" in text
        assert "only for me" not in text
        assert acts(vault_of(desk)) == [LedgerAct.SHARED]
        found.agreed.set_text("word " * 119)
        press(desk, found, "Show what leaves")
        assert "That is more than 120 words. Leave something out." in said(found)
        found.agreed.set_text("Another day.")
        desk.settle()
        assert found.view is None
        assert "Copy for a minute" not in said(found)


def test_each_way_out_is_in_the_ledger_and_a_printer_that_nobody_chose_prints_nothing(
    ward: Ward,
) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        found = previewed(desk)
        routes(desk).ask_printer = lambda _window: None
        press(desk, found, "Print")
        routes(desk).ask_file = lambda _window, _name: ""
        press(desk, found, "Save as PDF")
        assert acts(vault_of(desk)) == [LedgerAct.SHARED]
        printed: list[str] = []
        routes(desk).ask_printer = lambda _window: printed.append
        press(desk, found, "Print")
        out = ward.hospital.folder / "summary.pdf"
        routes(desk).ask_file = lambda _window, _name: str(out)
        press(desk, found, "Save as PDF")
        found._out.findChildren(Button)[1].click()
        desk.wait(lambda: "A visit" in QApplication.clipboard().text(), "the clipboard to be filled")
        assert "A visit on Friday." in printed[0]
        assert out.read_bytes().startswith(b"%PDF")
        assert "A visit on Friday." in QApplication.clipboard().text()
        clearing = QApplication.clipboard().findChild(Clearing)
        assert clearing is not None
        assert clearing.interval() == 60_000
        clearing.timeout.emit()
        assert QApplication.clipboard().text() == ""
        assert acts(vault_of(desk))[1:] == [LedgerAct.PRINTED, LedgerAct.FILED, LedgerAct.COPIED]


def test_a_summary_that_could_not_be_written_is_not_there(ward: Ward) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        found = previewed(desk)
        routes(desk).ask_file = lambda _window, _name: str(ward.hospital.folder / "no" / "summary.pdf")
        press(desk, found, "Save as PDF")
        assert acts(vault_of(desk)) == [LedgerAct.SHARED]


def test_a_long_ledger_shows_its_newest_lines_and_the_rest_when_asked(ward: Ward) -> None:
    with ExitStack() as stack:
        desk = ward.note_on(stack)
        found = previewed(desk)
        routes(desk).ask_printer = lambda _window: lambda _page: None
        for _ in range(6):
            press(desk, found, "Print")
        desk.press("Escape")
        desk.settle()
        assert said(card(desk)).count("Summary printed") == 4
        (more,) = [one for one in card(desk).findChildren(Button) if one.text() == "Show 3 more"]
        more.click()
        desk.settle()
        assert said(card(desk)).count("Summary printed") == 6


def test_a_page_becomes_a_pdf_with_its_accents_and_uses_the_paper() -> None:
    assert pdf_of("<html><body><p>Cambió de opinión</p></body></html>").startswith(b"%PDF")
    # With more than two centimetres left free all around, forty lines would need a second page.
    assert pdf_of('<p style="margin:0; font-size:12pt">Cambió de opinión</p>' * 40).count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("how", [{}, {"language": "es"}, {"percent": 200}, {"size": (900, 600)}])
def test_there_is_room_for_it(ward: Ward, how: dict[str, object]) -> None:
    name = "-".join(map(str, how.values())) or "plain"
    with ExitStack() as stack:
        desk = ward.note_on(stack, **how)
        page = desk.door.frame

        def release() -> None:
            routes(desk).add()
            form = sheet(desk, ConsentSheet)
            assert isinstance(form, ConsentSheet)
            form.choose_written()

        acts_here = (lambda: None, routes(desk).add, release, routes(desk).withdraw, routes(desk).summarise)
        for step, act in enumerate(acts_here):
            act()
            desk.settle()
            desk.picture(f"consent-{step}-{name}")
            assert (nameless(page), clipped(page), beyond(page), small(page)) == ([], [], [], [])
            if routes(desk).sheet is not None:
                desk.press("Escape")
                desk.settle()
        desk.show("trust")
        (found,) = [one for one in page.findChildren(ReadershipCard) if one.isVisible()]
        assert "Tomas Okafor" in " ".join(said(found))
        desk.picture(f"consent-trust-{name}")
