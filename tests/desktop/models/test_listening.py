"""An open desk hears of a change by itself, asks nothing meanwhile, and ends the waiting at once when it locks."""

import os
import time
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import Remote, connect
from peerdesk.sync.transport import Transport
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import keep_encounter
from peerdesk.work.officer import init_organisation
from peerdesk.work.sharing import find_reader, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import sync_now
from tests.desktop.desks import open_desk
from tests.desktop.screens.test_quick_note import vault_of
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, clock
from tests.support.servers import running_server
from tests.sync.bad_line import BadLine
from tests.sync.test_killed_rounds import join


class Listening(BadLine):
    def hang_up(self) -> None:
        assert isinstance(self.line, Remote)
        self.line.hang_up()


class Lines:
    """Counts what every connection of the desk asks."""

    def __init__(self) -> None:
        self.all: list[BadLine] = []

    def __call__(self, address: str, pin: bytes) -> Transport:
        self.all.append(Listening(connect(address, pin)))
        return self.all[-1]

    @property
    def asked(self) -> list[Any]:
        return [endpoint for line in self.all for endpoint in line.asked]


def share_again(devon: Vault) -> None:
    note = keep_encounter(devon, EncounterDraft(setting="ed", outcome="left"), clock(), os.urandom).id
    share(devon, note, find_reader(devon, "Tomas Okafor", clock()), clock())
    sync_now(devon, connect, clock(), os.urandom)


def test_a_shared_note_is_on_the_supervisors_desk_without_anybody_asking(tmp_path: Path, qapp: QApplication) -> None:
    founded = init_organisation(tmp_path / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    with running_server(tmp_path / "server", founded.public_file) as url:
        join(tmp_path, url, "Tomas Okafor", Role.SUPERVISOR).close()
        devon = join(tmp_path, url, "Devon Achebe", Role.PEER, "Tomas Okafor")
        lines = Lines()
        with open_desk(tmp_path / "Tomas Okafor", PASSPHRASE, remotes=lines) as desk:
            desk.settle()
            desk.wait(lambda: lines.asked.count(endpoints.WAKE) == 1, "the desk to listen")
            desk.settle()
            before = len(lines.asked)
            until = time.monotonic() + 1.0
            desk.wait(lambda: time.monotonic() > until, "a second of quiet")
            assert len(lines.asked) == before
            share_again(devon)
            desk.wait(lambda: len(review_queue(vault_of(desk))) == 1, "the note to arrive")
            desk.wait(lambda: lines.asked.count(endpoints.WAKE) >= 2, "the desk to listen again")
            # One connection and one login for all rounds, and one for listening.
            assert lines.asked.count(endpoints.LOGIN) == len(lines.all) == 2
            # Paused for a connection that costs money, it lets go at once; afterwards it looks and listens again.
            held = [True]
            session = desk.door.session
            assert session is not None
            pulse = session.pages.shared.pulse
            desk.settle()
            pulse.hold_while(lambda: held[0])
            pulse.look_again()
            desk.wait(lambda: not pulse._listening, "the desk to let go")
            before = len(lines.asked)
            share_again(devon)
            until = time.monotonic() + 0.5
            desk.wait(lambda: time.monotonic() > until, "half a second of quiet")
            assert len(lines.asked) == before
            held[0] = False
            pulse.look_again()
            desk.wait(lambda: len(review_queue(vault_of(desk))) == 2, "the second note to arrive")
            locking = time.monotonic()
        assert time.monotonic() - locking < 5.0
        devon.close()
