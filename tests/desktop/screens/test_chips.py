"""A peer's own order of chips: it changes what the next note offers, and no note that is kept."""

from pathlib import Path

import pytest

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.chips_sheet import ChipsSheet
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Support
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_detail, encounter_page
from peerdesk.work.own_chips import own_chips
from tests.desktop.desks import beyond, click, clipped, nameless, open_desk, peer, small
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.vaults import PASSPHRASE


def sheet_of(desk: WatchedDesk) -> ChipsSheet:
    peer(desk).day.chips.open()
    desk.settle()
    sheet = peer(desk).day.chips.sheet
    assert sheet is not None
    return sheet


def hope_first_and_time_hidden(desk: WatchedDesk) -> None:
    sheet = sheet_of(desk)
    for _ in range(3):
        click(sheet.row("hope").up)
    sheet.row("time").chip.click()
    click(sheet.keep)
    desk.settle()


def supports(desk: WatchedDesk) -> list[str]:
    form = peer(desk).writing.form
    assert form is not None
    return [code.value for code in form._supports]


def kept_support(vault: Vault) -> tuple[Support, ...]:
    return encounter_detail(vault, encounter_page(vault)[0].id).encounter.support


def test_the_next_note_offers_the_peers_order_and_its_letters_follow(home: Path) -> None:
    with open_desk(home) as desk:
        hope_first_and_time_hidden(desk)
        desk.press("Ctrl+N", "1")
        assert supports(desk)[:3] == ["hope", "listened", "story"]
        assert "time" not in supports(desk)
        desk.press("A", "Ctrl+Return")
        desk.settle()
        assert kept_support(vault_of(desk)) == (Support.HOPE,)


def test_a_note_with_a_hidden_answer_shows_and_keeps_it(home: Path) -> None:
    with open_desk(home) as desk:
        peer(desk).writing.begin(EncounterDraft(setting="ed", outcome="met", support=("time",)), place="")
        desk.press("Ctrl+Return")
        desk.settle()
        hope_first_and_time_hidden(desk)
        note = encounter_page(vault_of(desk))[0].id
        desk.show("notes", note)
        desk.press("Ctrl+E")
        desk.settle()
        assert "time" in supports(desk)
        desk.press("Ctrl+Return")
        desk.settle()
        assert kept_support(vault_of(desk)) == (Support.TIME,)


def test_the_order_is_there_after_the_next_unlock_and_can_be_as_it_came(home: Path) -> None:
    with open_desk(home) as desk:
        hope_first_and_time_hidden(desk)
    with open_desk(home, PASSPHRASE) as desk:
        desk.wait(lambda: peer(desk)._bench.words.offered(Support)[0] is Support.HOPE, "the order to be read")
        sheet = sheet_of(desk)
        assert not sheet.row("time").chip.isChecked()
        click(sheet._reset)
        click(sheet.keep)
        desk.settle()
        assert own_chips(vault_of(desk)).hidden["support"] == frozenset()
        desk.press("Ctrl+N", "1")
        assert supports(desk)[0] == "time"


def test_esc_changes_nothing_and_a_list_can_be_chosen(home: Path) -> None:
    with open_desk(home) as desk:
        sheet = sheet_of(desk)
        assert sheet.which.currentText() == "Support you gave"
        sheet.which.set_code("supplies")
        sheet.which.picked.emit("supplies")
        desk.settle()
        sheet.row("naloxone_nasal").chip.click()
        desk.press("Escape")
        desk.settle()
        assert own_chips(vault_of(desk)).hidden["supplies"] == frozenset()


def test_what_stands_there_and_cannot_be_read_is_no_order(home: Path) -> None:
    with open_desk(home) as desk:
        for raw in (b"{", b"[1]", b'{"order": {"support": "hope"}}', b'{"hidden": {"support": [1, "nobody"]}}'):
            with vault_of(desk).write() as tx:
                tx.settings.put("chips", raw)
            assert own_chips(vault_of(desk)).offered("support", ["time"]) == ("time",)


@pytest.mark.parametrize(("language", "percent", "size"), [("en", 100, (900, 600)), ("es", 200, (1366, 768))])
def test_every_word_has_room(home: Path, language: str, percent: int, size: tuple[int, int]) -> None:
    with open_desk(home, language=language, percent=percent, size=size) as desk:
        sheet = sheet_of(desk)
        assert (clipped(sheet), small(sheet), nameless(sheet), beyond(sheet)) == ([], [], [], [])
