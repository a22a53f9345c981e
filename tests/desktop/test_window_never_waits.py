"""The window's thread never asks the vault, derives a key, waits for whoever has the vault, or builds much at once."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from peerdesk.crypto import vault_key
from peerdesk.desktop.compose_desk import DeskSession
from peerdesk.desktop.demo_windows import WatchedDesk
from peerdesk.desktop.screens.note_detail import NoteDetail
from peerdesk.desktop.screens.sync_trust import SyncTrust
from peerdesk.desktop.screens.today import TodayScreen
from peerdesk.domain.changes import Changes, RecordKind
from peerdesk.vault.vault import Vault
from peerdesk.work.encounters import encounter_page
from tests.desktop.desks import open_desk, peer, type_words
from tests.desktop.screens.test_quick_note import vault_of
from tests.desktop.screens.test_road import accept, desk_of, hospital, review, share
from tests.support.hospital import Hospital
from tests.support.vaults import PASSPHRASE, a_vault

__all__ = ["hospital"]

PATIENCE = 15.0
"""Seconds, after which a window that waits is let go, so that its test fails instead of standing still."""


def watched(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[str]:
    """Return the names of the threads that call something, as they come to be known."""
    threads: list[str] = []
    really: Callable[..., object] = getattr(owner, name)

    def calling(*given: object, **named: object) -> object:
        threads.append(threading.current_thread().name)
        return really(*given, **named)

    monkeypatch.setattr(owner, name, calling)
    return threads


def write_a_note(desk: WatchedDesk) -> None:
    desk.press("Ctrl+N", "1", "B")
    form = peer(desk).writing.form
    assert form is not None
    form.parts.open_part("memory")
    type_words("Walk over together")
    desk.press("Ctrl+Return")


def look_at_every_page(desk: WatchedDesk) -> None:
    routes = peer(desk)
    for place in ("today", "notes", "trust", "deleted", "notes"):
        routes.go(place)
        QApplication.processEvents()
    for query in ("w", "wa", "walk", ""):
        desk.search_field().setText(query)
        QApplication.processEvents()
    desk.press("Ctrl+N", "Escape")


def test_no_page_no_save_no_sync_and_no_lock_asks_the_vault_from_the_window(
    hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = watched(monkeypatch, Vault, "_take_turn")
    derived = watched(monkeypatch, vault_key, "derive")
    with desk_of(hospital, "Devon Achebe") as desk:
        write_a_note(desk)
        desk.settle()
        look_at_every_page(desk)
        desk.settle()
        desk.show("notes", peer(desk).notes.list.rows.rows[0].key)  # type: ignore[arg-type]
        accept(desk, share(desk))
        desk.press("F5")
        desk.settle()
        desk.door.lock()
    with desk_of(hospital, "Tomas Okafor") as desk:
        review(desk).review.list.setFocus()
        desk.press("J", "T")
        desk.settle()
    assert len(asked) > 50
    assert {name.partition("_")[0] for name in asked} <= {"vault", "network", "waiting"}
    assert derived
    assert {name.partition("_")[0] for name in derived} == {"vault"}


def test_a_window_goes_on_while_somebody_else_has_the_vault(home: Path) -> None:
    a_vault(home, "Devon Achebe").close()
    with open_desk(home, PASSPHRASE) as desk:
        vault, has_it, let_go, waited = vault_of(desk), threading.Event(), threading.Event(), []

        def hold() -> None:
            with vault.write():
                has_it.set()
                waited.append(let_go.wait(PATIENCE))

        holder = threading.Thread(target=hold)
        holder.start()
        has_it.wait(PATIENCE)
        look_at_every_page(desk)
        write_a_note(desk)
        session = desk.door.session
        assert session is not None
        session.announcer.tell(Changes(outbox=True, drafts=True, directory=True, kinds=frozenset(RecordKind)))
        QApplication.processEvents()
        let_go.set()
        holder.join()
        # Had the window waited for the vault, it would have been let go by the clock and not by what comes after.
        assert waited == [True]
        desk.settle()
        assert [row.first_line for row in encounter_page(vault)] == ["Walk over together"]


def test_a_page_that_nobody_has_looked_at_is_not_there(home: Path) -> None:
    with open_desk(home) as desk:
        frame = desk.door.frame
        assert len(frame.findChildren(TodayScreen)) == 1
        for page, place in ((SyncTrust, "trust"), (NoteDetail, "detail")):
            assert frame.findChildren(page) == []
            for _ in range(2):
                desk.show(place)
            assert len(frame.findChildren(page)) == 1


def test_a_look_that_changes_while_the_desk_is_put_together_builds_it_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[object] = []
    really = DeskSession._begin

    def begin(session: DeskSession, *given: object) -> None:
        session.rebuild()
        built.append(session.pages)
        really(session, *given)  # type: ignore[arg-type]
        built.append(session.pages)

    monkeypatch.setattr(DeskSession, "_begin", begin)
    with open_desk(home):
        assert len(built) == 2
        assert built[0] is built[1]
