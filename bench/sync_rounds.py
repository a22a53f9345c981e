"""The section about syncing: every side measured in turn, round by round, so that a slow minute hits all of them."""

import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.budgets import SIGNING
from bench.child import PartFailedError, child
from bench.peers import Peer
from bench.report import Results

GROWS = 5
"""How many times as many notes the large run has as the small one."""


def measure_round(results: Results, count: int, peers: Sequence[Peer]) -> None:
    """Measure every side once with `count` notes. Raises PartFailedError for ours and the floor."""
    folder = Path(tempfile.mkdtemp(prefix="bench-sync-"))
    try:
        results.add("floor", count, child("bench.floor_sync", folder / "floor", count))
        results.add(SIGNING, count, child("bench.floor_sync", folder / "signing", count, "signs"))
        results.add("PeerDesk", count, child("bench.ours_sync", folder / "ours", count))
        for peer in peers:
            _peer(results, folder, count, peer)
        results.add("floor", count, child("bench.floor_blocks", folder / "bare-window", count))
        results.add("PeerDesk", count, child("bench.ours_blocks", folder / "window", count))
    finally:
        shutil.rmtree(folder)


def _peer(results: Results, folder: Path, count: int, peer: Peer) -> None:
    """Measure a peer. What goes wrong in it costs its figures of this round and nothing else."""
    try:
        found = child(peer.module, folder / peer.module, count, python=peer.python, env=peer.env)
    except PartFailedError as problem:
        sys.stderr.write(f"skipped {peer.name} with {count} notes: {problem}\n")
    else:
        results.add(peer.name, count, found)
