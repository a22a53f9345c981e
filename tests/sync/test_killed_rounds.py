"""A process that dies in the middle of a round: what was kept stays, what was sent is sent once, the next goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.domain.encounter import EncounterDraft
from peerdesk.domain.vocabulary import Role
from peerdesk.sync.remote import connect
from peerdesk.vault.vault import Vault
from peerdesk.wire import endpoints
from peerdesk.work.encounters import encounter_page, keep_encounter
from peerdesk.work.enrolment import join_hospital, read_invite
from peerdesk.work.officer import Invitation, init_organisation, make_invite
from peerdesk.work.sharing import readers, share
from peerdesk.work.supervision import review_queue
from peerdesk.work.syncing import sync_now
from peerdesk.work.unlock import choose, unlock
from tests.support.hospital import OFFICER_PASSPHRASE, PASSPHRASE, clock
from tests.support.servers import running_server
from tests.sync.killed_round import POWER_CUT

MOMENTS = [
    (endpoints.DIRECTORY, "after"),
    (endpoints.PUSH, "before"),
    (endpoints.PUSH, "after"),
    (endpoints.PULL, "before"),
    (endpoints.PULL, "after"),
]


def join(folder: Path, url: str, name: str, role: Role, supervisor: str = "") -> Vault:
    wanted = Invitation(server=url, person=name, role=role, supervisor=supervisor)
    text = make_invite(folder / "org", OFFICER_PASSPHRASE, wanted, clock(), allow_test_profile=True).text
    invite = read_invite(text)
    return join_hospital(folder / name, invite, PASSPHRASE, clock(), remotes=connect, profile=TEST_ONLY).vault


def killed(home: Path, url: str, at: str, when: str) -> None:
    command = [sys.executable, "-m", "tests.sync.killed_round", str(home), url, at, when, PASSPHRASE]
    assert subprocess.run(command, check=False, timeout=60).returncode == POWER_CUT


@pytest.mark.parametrize(("at", "when"), MOMENTS)
def test_a_round_that_was_cut_anywhere_is_finished_by_the_next(tmp_path: Path, at: str, when: str) -> None:
    founded = init_organisation(tmp_path / "org", "Harbor Point", OFFICER_PASSPHRASE, clock(), profile=TEST_ONLY)
    with running_server(tmp_path / "server", founded.public_file) as url:
        tomas = join(tmp_path, url, "Tomas Okafor", Role.SUPERVISOR)
        devon = join(tmp_path, url, "Devon Achebe", Role.PEER, "Tomas Okafor")
        for i in range(3):
            draft = EncounterDraft(setting="ed", outcome="left", memory=f"note {i}")
            note = keep_encounter(devon, draft, clock(), os.urandom).id
            share(devon, note, readers(devon, clock())[0].person, clock())
        devon.close()
        killed(tmp_path / "Devon Achebe", url, at, when)
        devon = unlock(choose(tmp_path / "Devon Achebe"), PASSPHRASE, allow_test_profile=True)
        assert len(encounter_page(devon)) == 3
        result = sync_now(devon, connect, clock(), os.urandom)
        assert (result.proof, result.waiting, result.needs_attention) == (True, 0, 0)
        tomas.close()
        killed(tmp_path / "Tomas Okafor", url, at if at != endpoints.PUSH else endpoints.PULL, when)
        tomas = unlock(choose(tmp_path / "Tomas Okafor"), PASSPHRASE, allow_test_profile=True)
        assert sync_now(tomas, connect, clock(), os.urandom).proof
        assert len(review_queue(tomas)) == 3
        devon.close()
        tomas.close()
