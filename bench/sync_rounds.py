"""The section about syncing: every side measured in turn, round by round, so that a slow minute hits all of them."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.child import child
from bench.notes import FEW
from bench.peers import Peer, measure_peer
from bench.report import Results
from bench.sides import FLOOR, OURS, SIGNING

GROWS = 5
"""How many times as many notes the large run has as the small one."""


def measure_round(results: Results, count: int, peers: Sequence[Peer]) -> None:
    """Measure every side once with `count` notes. Raises PartFailedError for ours and the floor."""
    folder = Path(tempfile.mkdtemp(prefix="bench-sync-"))
    try:
        results.add(FLOOR, count, child("bench.floor_sync", folder / "floor", count))
        results.add(SIGNING, count, child("bench.floor_sync", folder / "signing", count, "signs"))
        results.add(OURS, count, child("bench.ours_sync", folder / "ours", count))
        for peer in peers:
            if peer.notes is None:
                measure_peer(results, peer, peer.sync, folder, count)
        results.add(FLOOR, count, child("bench.floor_blocks", folder / "bare-window", count))
        results.add(OURS, count, child("bench.ours_blocks", folder / "window", count))
    finally:
        shutil.rmtree(folder)


def measure_few(results: Results, peers: Sequence[Peer]) -> None:
    """Measure once with few notes: ours, for what must not grow, and the peers that are too slow for more."""
    folder = Path(tempfile.mkdtemp(prefix="bench-sync-"))
    try:
        results.add(OURS, FEW, child("bench.ours_sync", folder / "ours", FEW))
        for peer in peers:
            if peer.notes == FEW:
                measure_peer(results, peer, peer.sync, folder, FEW)
    finally:
        shutil.rmtree(folder)
