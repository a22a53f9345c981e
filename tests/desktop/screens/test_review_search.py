"""A supervisor searches: what is found on the way to the last letter is listed, and does not count as opened."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtTest import QTest

from peerdesk.desktop.routes_supervisor import SupervisorRoutes
from peerdesk.work.sharing import share
from peerdesk.work.supervision import review_queue
from tests.desktop.desks import open_door
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import PASSPHRASE, SUPERVISED, a_hospital, clock
from tests.work.ward import NOTE, Pair


def test_only_what_is_chosen_after_a_search_counts_as_opened(tmp_path: Path) -> None:
    with a_hospital(tmp_path, joined=SUPERVISED) as hospital:
        pair = Pair(hospital)
        for handle, asks in (("Quiet River", True), ("Amber Wren", False), ("Amber Finch", False)):
            note = pair.note(replace(NOTE, handle=handle, bring_to_supervision=asks))
            share(pair.devon, note, pair.reader, clock())
        pair.meet()
        pair.tomas.close()
        with open_door(tmp_path / "homes" / "Tomas Okafor", remotes=hospital.remotes) as desk:
            desk.unlock(PASSPHRASE)
            desk.settle()

            def opened() -> set[str]:
                queue = review_queue(vault_of(desk))
                return {one.received.item.projection.handle for one in queue if not one.received.is_new}

            assert opened() == set()
            desk.press("Return")
            desk.settle()
            assert opened() == {"Quiet River"}
            desk.press("Ctrl+F")
            QTest.keyClicks(desk.search_field(), "amber f")
            desk.settle()
            routes = desk.routes
            assert isinstance(routes, SupervisorRoutes)
            assert [row.title for row in routes.review.list.rows.rows if not row.section] == ["Amber Finch"]
            assert opened() == {"Quiet River"}
            desk.press("Return")
            desk.settle()
            assert opened() == {"Quiet River"}
            desk.press("Return")
            desk.settle()
            assert opened() == {"Quiet River", "Amber Finch"}
