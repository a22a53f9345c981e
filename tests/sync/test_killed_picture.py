"""I27, I8: a new computer whose process dies at a quarter, half and three quarters of the way goes on from there."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.sync import first_picture, pull
from peerdesk.sync.remote import connect
from peerdesk.sync.transport import Transport
from peerdesk.wire import endpoints
from peerdesk.wire.exchange import HeadsRequest, PullRequest
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.officer import init_organisation
from peerdesk.work.syncing import status, sync_now
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, clock
from tests.support.servers import running_server
from tests.support.two_computers import second_computer
from tests.sync.bad_line import BadLine
from tests.sync.killed_picture import PAGE
from tests.sync.killed_round import POWER_CUT
from tests.sync.test_killed_rounds import join

NOTES = 78
MOMENTS = [(endpoints.HEADS, 3)] * 3 + [(endpoints.PULL, 3)] * 3
"""Each process goes on where the one before it died: after a quarter, a half, three quarters of the picture and so on.
"""


def killed(home: Path, url: str, at: str, number: int) -> None:
    command = [sys.executable, "-m", "tests.sync.killed_picture", str(home), url, at, str(number), PASSPHRASE]
    assert subprocess.run(command, check=False, timeout=60).returncode == POWER_CUT


@pytest.mark.invariant(8, 27)
def test_whatever_the_moment_what_was_kept_stays_and_one_page_at_most_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    founded = init_organisation(tmp_path / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    monkeypatch.setattr(first_picture, "PAGE_REVISIONS", PAGE)
    monkeypatch.setattr(pull, "PAGE_REVISIONS", PAGE)
    with running_server(tmp_path / "server", founded.public_file) as url:
        join(tmp_path, url, "Tomas Okafor", Role.SUPERVISOR).close()
        devon = join(tmp_path, url, "Devon Achebe", Role.PEER, "Tomas Okafor")
        with closing(connect(url)) as line:
            second_computer(devon, tmp_path / "laptop", line).close()
        for i in range(NOTES):
            draft = EncounterDraft(setting="ed", outcome="left", memory=f"note {i}")
            keep_encounter(devon, draft, clock(), os.urandom)
        sync_now(devon, connect, clock(), os.urandom)
        devon.close()
        shown = 0
        for at, number in MOMENTS:
            killed(tmp_path / "laptop", url, at, number)
            laptop = unlock(choose(tmp_path / "laptop"), PASSPHRASE, allow_test_profile=True)
            now = len(encounter_page(laptop, limit=1000))
            assert now >= shown, (at, number)
            shown = now
            assert not status(laptop, clock()).proof or not shown
            laptop.close()
        laptop = unlock(choose(tmp_path / "laptop"), PASSPHRASE, allow_test_profile=True)
        lines: list[BadLine] = []

        def remotes(address: str, pin: bytes) -> Transport:
            lines.append(BadLine(connect(address, pin)))
            return lines[-1]

        with laptop.read() as tx:
            reached = tx.spaces.get(tx.own_space).cursor.seq
        assert sync_now(laptop, remotes, clock(), os.urandom).proof
        assert len(encounter_page(laptop, limit=1000)) == NOTES
        asked = [body for line in lines for body in line.bodies if isinstance(body, HeadsRequest | PullRequest)]
        assert len(asked) <= (NOTES + PAGE - reached) // PAGE + 10
        laptop.close()
