"""Tomas's weekly review: what was shared and no more, those who asked to talk first, and Devon sees what became of it.

Through real windows here, and by real processes in `test_weekly_review_at_a_terminal`. The supervision log, which both
sign, is not in the product yet; so neither are its hours and their export.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.ids import RecordId
from peerdesk.domain.vocabulary import Role
from peerdesk.work.copies import disclosures
from peerdesk.work.encounters import encounter_detail, keep_encounter
from peerdesk.work.reading import standing
from peerdesk.work.sharing import share
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_paused_shares import said
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import Line
from tests.support.hospital import PASSPHRASE, Hospital, a_hospital, clock
from tests.work.test_taking_back import everything_in
from tests.work.ward import Pair

SHARED, FLAGGED, PRIVATE = 11, 2, 3
CANARY = "zebra-canary-7712"


class Week:
    """Devon keeps fourteen notes and shares eleven; of two the wish is to talk. Ruth shares one."""

    def __init__(self, hospital: Hospital) -> None:
        self.hospital = hospital
        pair = Pair(hospital)
        self.shared = [self._keep(pair, f"Quiet River {n}", asks=n >= SHARED - FLAGGED) for n in range(SHARED)]
        self.private = [self._keep(pair, f"{CANARY} {n}", asks=False) for n in range(PRIVATE)]
        for note in self.shared:
            share(pair.devon, note, pair.reader, clock())
        ruth = hospital.join("Ruth Lind", Role.PEER, "Tomas Okafor")
        draft = EncounterDraft(setting="ed", outcome="left", handle="Amber Wren 9", memory=CANARY)
        other = keep_encounter(ruth, draft, clock(), os.urandom).id
        share(ruth, other, pair.reader, clock())
        for vault in (pair.devon, ruth, pair.tomas, pair.devon):
            hospital.sync(vault)
        self.before = {note: standing(pair.devon, note) for note in (*self.shared, *self.private)}
        for vault in (pair.devon, pair.tomas):
            vault.close()

    def _keep(self, pair: Pair, handle: str, *, asks: bool) -> RecordId:
        draft = EncounterDraft(
            setting="ed",
            outcome="met",
            support=("listened",),
            handle=handle,
            memory=CANARY,
            words=CANARY,
            bring_to_supervision=asks,
            prompt="Can we look at this one?" if asks else "",
        )
        return pair.note(draft)

    def desk(self, stack: ExitStack, name: str) -> WatchedDesk:
        home = self.hospital.folder / "homes" / name
        desk = stack.enter_context(open_desk(home, PASSPHRASE, remotes=Line(self.hospital)))
        sync(desk)
        return desk


@pytest.fixture
def week(tmp_path: Path, qapp: QApplication) -> Iterator[Week]:
    qapp.processEvents()
    with a_hospital(tmp_path) as hospital:
        yield Week(hospital)


def sync(desk: WatchedDesk) -> None:
    desk.press("F5")
    desk.settle()


def supervisor(desk: WatchedDesk) -> SupervisorRoutes:
    routes = desk.routes
    assert isinstance(routes, SupervisorRoutes)
    return routes


def everything_shown(desk: WatchedDesk) -> list[str]:
    texts = [one.toPlainText() for one in desk.door.frame.findChildren(QTextEdit) if one.isVisible()]
    rows = [row.read_aloud() for row in supervisor(desk).review.list.rows.rows]
    return [*said(desk.door.frame), *texts, *rows]


def test_tomas_reviews_and_devon_sees_what_became_of_it(week: Week) -> None:
    with ExitStack() as stack:
        tomas = week.desk(stack, "Tomas Okafor")
        rows = [row for row in supervisor(tomas).review.list.rows.rows if not row.section]
        assert len(rows) == SHARED + 1
        asked = {row.title for row in rows[:FLAGGED]}
        assert asked == {f"Quiet River {n}" for n in range(SHARED - FLAGGED, SHARED)}
        tomas.press("T", "J", "L", "C")
        tomas.settle()
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClicks(target, "Let's talk on Tuesday")
        tomas.press("Ctrl+Return")
        tomas.settle()
        nothing_private_is_there(tomas)
        nobody_is_ranked(tomas)
        sync(tomas)
        devon = week.desk(stack, "Devon Achebe")
        devon_sees_it(devon, week)


def nothing_private_is_there(tomas: WatchedDesk) -> None:
    assert not any(CANARY in words for words in everything_shown(tomas))
    assert CANARY not in everything_in(vault_of(tomas))
    with vault_of(tomas).read() as tx:
        assert len(tx.shared_items.received(100)) == SHARED + 1


def nobody_is_ranked(tomas: WatchedDesk) -> None:
    """No page of a supervisor's puts a number beside a peer."""
    for place in ("review", "trust"):
        tomas.show(place)
        counts = {str(SHARED), f"{SHARED} new", f"{SHARED} notes"}
        assert not counts & set(said(tomas.door.frame))
        assert not any("Devon" in words and str(SHARED) in words for words in everything_shown(tomas))


def devon_sees_it(devon: WatchedDesk, week: Week) -> None:
    vault = vault_of(devon)
    # Nothing that a supervisor does touches a note.
    assert {note: standing(vault, note) for note in week.before} == week.before
    opened = [one.note for one in disclosures(vault) if one.share.openings]
    assert set(opened) <= set(week.shared)
    assert len(opened) >= FLAGGED
    details = [encounter_detail(vault, note) for note in week.shared]
    assert [said.text for one in details for said in one.comments] == ["Let's talk on Tuesday"]
    assert sorted(said.kind.value for one in details for said in one.acknowledgements) == ["talk", "thank"]
    talked = next(one for one in details if one.comments)
    devon.show("notes", talked.encounter.id)
    words = said(devon.door.frame)
    assert any(line.startswith("Opened by Tomas") for line in words)
    assert "Let's talk on Tuesday" in words
