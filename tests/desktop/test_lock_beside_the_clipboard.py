"""Another program that owns the clipboard may be slow to answer: the vault is closed meanwhile, and not behind it."""

import threading
from pathlib import Path

import pytest

from peerdesk.desktop import clipboard
from peerdesk.vault.vault import Vault
from tests.desktop.desks import open_desk

PATIENCE = 20.0


def test_the_vault_is_closed_while_the_clipboard_still_waits_for_another_program(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(home) as desk:
        closed, sound, were_closed = threading.Event(), Vault.close, list[bool]()

        def close(vault: Vault) -> None:
            sound(vault)
            closed.set()

        monkeypatch.setattr(Vault, "close", close)
        monkeypatch.setattr(clipboard, "clear", lambda: were_closed.append(closed.wait(PATIENCE)))
        desk.door.lock()
    assert were_closed == [True]
