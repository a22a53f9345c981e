"""Whoever steals the server's files, its log and its backups has nothing to read."""

import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk.crypto.envelope import seal_epoch, seal_revision
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.server.backup import back_up
from peerdesk.wire.exchange import Outcome
from peerdesk.wire.revision import Kind, encode
from tests.hostile.server.conftest import Ward
from tests.server.hospital import Writer
from tests.support.postgres import Cluster

CANARY = "Blue Heron 27 slept by the river"


def test_files_log_and_backup_hold_no_word_and_no_key_i17(
    ward: Ward, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    line, key = ward.line(ward.peer), EpochKey.generate()
    writer, signer = Writer.of(ward.peer), ward.peer.keys.signer()
    readers = [(keys.id(), keys.public().box) for keys in (ward.peer.keys, ward.peer.paper)]
    brings = seal_epoch(writer.header(Kind.EPOCH, epoch=key.epoch), box_epoch(key, ward.own, readers), signer)
    note = seal_revision(writer.header(epoch=key.epoch), CANARY.encode() * 20, key, signer)
    reply = line.push(ward.own, encode(brings), encode(note))
    assert [receipt.outcome for receipt in reply.receipts] == [Outcome.STORED] * 2
    folders = [tmp_path]
    if ward.where.postgres is None:
        back_up(ward.where, tmp_path / "backup.db")
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        cluster.run("CHECKPOINT")
        folders.append(cluster.folder / "data")
    ward.process.running.terminate()
    out, err = ward.process.running.communicate(timeout=20)
    assert (out, err) == ("", "")
    signed = encode(note)[-64:]
    kept = [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert any(signed in raw for raw in kept)
    secrets = [CANARY.encode(), b"Heron 27", key.key, ward.peer.keys.sign_seed, line.token.encode()]
    assert [secret for secret in secrets for raw in kept if secret in raw] == []


def test_without_a_certificate_nobody_else_can_listen_in(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "peerdesk", "serve", "--data", str(tmp_path), "--listen", "0.0.0.0:0"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert said.returncode == 1
    assert "must be encrypted" in said.stderr
