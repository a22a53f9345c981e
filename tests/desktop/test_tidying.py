"""What saves put off is done once the desk has been quiet for a moment."""

import os
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from peerdesk.desktop import tidying
from peerdesk.domain.changes import Changes
from peerdesk.vault.log_room import LOG_ROOM_BYTES
from tests.desktop.desks import open_desk


def log_bytes(home: Path) -> int:
    (log,) = home.glob("vaults/*/vault.db-wal")
    return log.stat().st_size


def test_a_desk_tidies_its_vault_after_it_was_opened_and_after_each_change(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "QUIET_MILLISECONDS", 1)
    with open_desk(tmp_path) as desk:
        qtbot.waitUntil(lambda: log_bytes(tmp_path) == LOG_ROOM_BYTES)
        (log,) = tmp_path.glob("vaults/*/vault.db-wal")
        # As if the room had never been laid out.
        os.truncate(log, 0)
        assert desk.door.session is not None
        desk.door.session.announcer.tell(Changes(drafts=True))
        qtbot.waitUntil(lambda: log_bytes(tmp_path) == LOG_ROOM_BYTES)
