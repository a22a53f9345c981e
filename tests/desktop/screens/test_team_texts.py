"""A supervisor fills in the guides in their window, and a peer reads it once, with old and new side by side."""

import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.models.note_rows import DOT
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.desktop.routes_team_library import TeamLibraryRoutes
from peerdesk.desktop.screens.agenda_sheets import TopicSheet
from peerdesk.desktop.screens.checkins_card import CheckinsCard
from peerdesk.desktop.screens.crisis import CrisisSheet
from peerdesk.desktop.screens.guide_sheet import GuideSheet
from peerdesk.desktop.screens.team_news import TeamNewsSheet
from peerdesk.desktop.screens.team_text_sheets import FillGuidesSheet, TeamWordSheet
from peerdesk.domain.ids import RecordId
from peerdesk.domain.team_guides import filled_anew, guide_lines
from peerdesk.domain.team_texts import TeamLine, TeamPart
from peerdesk.domain.vocabulary import Role
from peerdesk.work.nudges import team_words
from peerdesk.work.team_texts import own_versions, publish_text
from tests.desktop.desks import nameless, open_door, peer
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import PASSPHRASE, SUPERVISED, Hospital, a_hospital, clock


def said(root: QWidget) -> str:
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())


def sync(desk: WatchedDesk) -> None:
    for _ in range(2):
        desk.press("F5")
        desk.settle()


def test_a_number_goes_from_a_supervisors_page_into_a_peers_guide(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        for name, role, named in (("Tomas Okafor", Role.SUPERVISOR, ""), ("Devon Achebe", Role.PEER, "Tomas Okafor")):
            vault = hospital.join(name, role, named)
            hospital.sync(vault)
            vault.close()
        write(hospital, tmp_path / "homes")
        read(hospital, tmp_path / "homes")


def write(hospital: Hospital, homes: Path) -> None:
    with open_door(homes / "Tomas Okafor", remotes=hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        sync(desk)
        assert isinstance(desk.routes, SupervisorRoutes)
        texts = desk.routes.texts
        desk.routes.go("team_library")
        # Before it is known what stands there nothing can be filled in over it.
        assert not texts.page.fill.isVisible()
        texts.fill()
        assert texts.sheet is None
        desk.settle()
        assert "You have given nothing yet." in said(texts.page)
        texts.page.fill.click()
        assert isinstance(texts.sheet, FillGuidesSheet)
        assert nameless(texts.sheet) == []
        texts.sheet.blanks["supervisor"].set_text("Tomas, 0142")
        texts.sheet.guide.set_code("step_court")
        texts.sheet.guide.picked.emit("step_court")
        texts.sheet.step.set_text("Ask for Ruth Lind")
        texts.sheet.changed.set_text("The number at night")
        desk.press("Ctrl+Return")
        desk.settle()
        assert texts.sheet is None
        assert [one.version for one in own_versions(vault_of(desk), TeamPart.GUIDES)] == [1]
        assert "Whom to call, and the number\nTomas, 0142" in said(texts.page)
        fill_beside_another_computer(desk, texts)
        texts.page.add.click()
        desk.settle()
        assert isinstance(texts.sheet, TeamWordSheet)
        texts.sheet.word.set_text("heroin")
        desk.press("Ctrl+Return")
        desk.settle()
        assert "That is a detail" in said(texts.sheet)
        texts.sheet.word.set_text("bed blocker")
        desk.press("Ctrl+Return")
        desk.settle()
        assert f"bed blocker{DOT}Suggested{DOT}English" in said(texts.page)
        sync(desk)
        desk.routes.go("supervision")
        desk.settle()
        assert "no session is logged" in said(desk.routes.supervision.page)
        (card,) = desk.routes.supervision.page.findChildren(CheckinsCard)
        card.rhythm.set_code("30")
        # What was picked cannot be kept: the card goes back to what holds.
        desk.routes.checkins.model.choose("9")
        desk.settle()
        assert card.rhythm.code() == "14"
        beside_another_computer(desk, texts)


def fill_beside_another_computer(desk: WatchedDesk, texts: TeamLibraryRoutes) -> None:
    """Change one number in a form that was opened before another computer changed another one."""
    vault = vault_of(desk)
    texts.page.fill.click()
    desk.settle()
    assert isinstance(texts.sheet, FillGuidesSheet)
    (before,) = own_versions(vault, TeamPart.GUIDES)
    meanwhile = filled_anew((*before.lines, TeamLine(about="later", said="a newer line")), {"team": "5555"})
    publish_text(vault, TeamPart.GUIDES, meanwhile, "", clock(), os.urandom)
    texts.sheet.blanks["report"].set_text("Call first")
    desk.press("Ctrl+Return")
    desk.settle()
    newest = {one.about: one.said for one in own_versions(vault, TeamPart.GUIDES)[0].lines}
    assert (newest["team"], newest["report"], newest["supervisor"]) == ("5555", "Call first", "Tomas, 0142")
    assert newest["later"] == "a newer line"


def beside_another_computer(desk: WatchedDesk, texts: TeamLibraryRoutes) -> None:
    """Let another computer of the same supervisor have written a version with the same number."""
    vault = vault_of(desk)
    first = own_versions(vault, TeamPart.GUIDES)[0]
    with vault.write() as tx:
        tx.team_texts.keep(RecordId(bytes([9]) * 16), replace(first, lines=guide_lines({"supervisor": "Ruth, 0199"})))
    desk.routes.go("team_library")
    desk.settle()
    assert "Version 3 was written on two of your computers." in said(texts.page)


def read(hospital: Hospital, homes: Path) -> None:
    with open_door(homes / "Devon Achebe", remotes=hospital.remotes) as desk:
        desk.unlock(PASSPHRASE)
        sync(desk)
        today = peer(desk).today
        assert "Tomas Okafor changed the guides for your team on " in said(today)
        assert [one.said for one in team_words(vault_of(desk), clock())] == ["bed blocker"]
        guides_of(desk)
        news = peer(desk).day.news
        for part in (TeamPart.GUIDES, TeamPart.WORDS):
            open_news(desk, part)
            sheet = news.sheet
            assert isinstance(sheet, TeamNewsSheet)
            assert nameless(sheet) == []
            assert "Nothing" in said(sheet)
            sheet.read.click()
            desk.settle()
        assert "Tomas Okafor changed" not in said(today)


def open_news(desk: WatchedDesk, part: TeamPart) -> None:
    day = peer(desk).day
    shown: list[object] = []
    day.news.model.shown.connect(shown.append)
    day.news.model.read()
    desk.settle()
    (news,) = (one for one in shown[-1] if one.shown.part is part) if isinstance(shown[-1], tuple) else ()
    peer(desk).today.team_news_asked.emit(news)
    desk.settle()


def guides_of(desk: WatchedDesk) -> None:
    desk.press("F2")
    desk.settle()
    (sheet,) = desk.door.frame.findChildren(GuideSheet)
    sheet.situation.set_code("court")
    sheet.situation.picked.emit("court")
    desk.settle()
    assert "Ask for Ruth Lind" in said(sheet)
    assert "Tomas Okafor filled this in for your team on " in said(sheet)
    sheet.suggest.click()
    desk.settle()
    topic = peer(desk).further.supervision.agenda.sheet
    assert isinstance(topic, TopicSheet)
    assert topic.draft.topic == "policy"
    topic.reject()
    desk.settle()
    desk.press("F1")
    desk.settle()
    (crisis,) = desk.door.frame.findChildren(CrisisSheet)
    assert "Supervisor on call: Tomas, 0142\nTomas Okafor filled this in for your team on " in said(crisis)
    assert "Your hospital" not in said(crisis)
    crisis.accept()
    desk.settle()
