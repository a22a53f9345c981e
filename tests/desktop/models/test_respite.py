"""A server that asks to be left alone is: the desk syncs by itself no sooner, and the person still may."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.desktop.models.respite import Respite
from peerdesk.domain.changes import Changes
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.errors import ExpectedError, OfflineError, ServerRefusedError
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.officer import init_organisation
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, clock
from tests.support.servers import running_server
from tests.sync.bad_line import BadLine
from tests.sync.test_killed_rounds import join


def wait(qapp: QApplication, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        qapp.processEvents()
        time.sleep(0.01)


def test_what_was_put_off_happens_once_the_time_is_over(qapp: QApplication) -> None:
    parent, called = QObject(), list[float]()
    respite = Respite(parent, lambda: called.append(time.monotonic()))
    begun = time.monotonic()
    respite.note(ServerRefusedError("slow_down", 1))
    assert respite.is_on
    wait(qapp, 1.3)
    assert not respite.is_on
    assert [at - begun >= 1.0 for at in called] == [True]


@pytest.mark.parametrize("end", [None, OfflineError(), ServerRefusedError("internal")])
def test_a_round_that_went_through_or_names_no_time_ends_it(qapp: QApplication, end: ExpectedError | None) -> None:
    parent, called = QObject(), list[int]()
    respite = Respite(parent, lambda: called.append(1))
    respite.note(ServerRefusedError("slow_down", 1))
    respite.note(end)
    assert not respite.is_on
    wait(qapp, 1.3)
    assert called == []


def test_a_desk_whose_server_asks_for_time_asks_again_only_for_the_person(tmp_path: Path, qapp: QApplication) -> None:
    founded = init_organisation(tmp_path / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    lines: list[BadLine] = []

    def busy(endpoint: str, _question: Any, go_on: Callable[[], Any]) -> Any:
        if endpoint == endpoints.LOOK:
            raise ServerRefusedError("slow_down", 600)
        return go_on()

    def remotes(address: str, pin: bytes) -> Transport:
        lines.append(BadLine(connect(address, pin), busy))
        return lines[-1]

    def looks() -> int:
        return sum(line.asked.count(endpoints.LOOK) for line in lines)

    with running_server(tmp_path / "server", founded.public_file) as url:
        join(tmp_path, url, "Devon Achebe", Role.PEER).close()
        with open_desk(tmp_path / "Devon Achebe", PASSPHRASE, remotes=remotes) as desk:
            desk.wait(lambda: looks() == 1, "the first round")
            session = desk.door.session
            assert session is not None
            pulse = session.pages.shared.pulse
            desk.wait(lambda: pulse.problem is not None and not pulse.is_running, "its end")
            keep_encounter(vault_of(desk), EncounterDraft(setting="ed", outcome="left"), clock(), os.urandom)
            pulse._on_changed(Changes(outbox=True))
            wait(qapp, 1.2)
            assert looks() == 1
            pulse.sync()
            desk.wait(lambda: looks() == 2, "the round that the person asked for")
            desk.settle()
