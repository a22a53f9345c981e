"""What a disk holds after a cut of the power: what was synced, and of the rest as much or as little as chance has it.

A write that was not synced is there in each of its sectors or not. A name that was given or taken in a folder and not
synced there is so or is not; of one folder they come in their order. Nothing else is assumed of a file system.
"""

import pickle
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

SECTOR: Final = 512
Event = tuple[Any, ...]


@dataclass
class Disk:
    """Files and folders by number, as they are held for certain, and what was told since in order."""

    root: int
    files: dict[int, bytearray] = field(default_factory=dict)
    folders: dict[int, dict[str, int]] = field(default_factory=dict)
    writes: dict[int, list[Event]] = field(default_factory=dict)
    names: list[Event] = field(default_factory=list)

    def play(self, events: Iterator[Event], chance: Random) -> None:
        """Take up what a process did; what it synced is held for certain."""
        for kind, *what in events:
            getattr(self, "_" + kind)(*what, chance=chance)

    def cut(self, chance: Random) -> None:
        """Let the power go: of what is not held for certain some stays."""
        kept = chance.choice((0.0, 0.0, 0.5, 0.9, 1.0))
        for node in tuple(self.writes):
            self._settle(node, chance, kept)
        share = chance.choice((0.0, 0.0, 0.5, 1.0))
        for folder in tuple(self.folders):
            ours = [one for one in self.names if folder in _folders_of(one)]
            for one in ours[: round(len(ours) * share * chance.uniform(0.5, 1.0))]:
                self._name(one)
        self.names.clear()

    def lay_down(self, root: Path) -> None:
        """Put what is held in the place of what lies in the folder."""
        for path in root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self._lay(self.root, root)

    def _lay(self, folder: int, where: Path) -> None:
        where.chmod(0o700)
        for name, node in self.folders[folder].items():
            path = where / name
            if node in self.folders:
                path.mkdir()
                self._lay(node, path)
            else:
                path.write_bytes(self.files[node])
                path.chmod(0o600)

    def _file(self, node: int, chance: Random) -> None:
        self.files[node] = bytearray()

    def _folder(self, node: int, chance: Random) -> None:
        self.folders[node] = {}

    def _write(self, node: int, spot: int, raw: bytes, chance: Random) -> None:
        self.writes.setdefault(node, []).append((spot, raw))

    def _size(self, node: int, size: int, chance: Random) -> None:
        self.writes.setdefault(node, []).append((size,))

    def _sync(self, node: int, chance: Random) -> None:
        self._settle(node, chance, 1.0)
        if node in self.folders:
            for one in [one for one in self.names if node in _folders_of(one)]:
                self._name(one)

    def _lost(self, node: int, chance: Random) -> None:
        self._settle(node, chance, chance.choice((0.0, 0.5)))

    def _link(self, folder: int, name: str, node: int, chance: Random) -> None:
        self.names.append(("link", folder, name, node))

    def _move(self, old: int, before: str, new: int, name: str, node: int, chance: Random) -> None:
        self.names.append(("move", old, before, new, name, node))

    def _unlink(self, folder: int, name: str, chance: Random) -> None:
        self.names.append(("unlink", folder, name))

    def _settle(self, node: int, chance: Random, kept: float) -> None:
        content = self.files.get(node)
        for change in self.writes.pop(node, ()):
            if content is None:
                continue
            if len(change) == 1:
                if chance.random() < kept:
                    _resize(content, change[0])
                continue
            for spot, part in _sectors(*change):
                if chance.random() < kept:
                    _resize(content, max(len(content), spot + len(part)))
                    content[spot : spot + len(part)] = part

    def _name(self, one: Event) -> None:
        if one not in self.names:
            return
        self.names.remove(one)
        kind, folder, name, *more = one
        self.folders[folder].pop(name, None)
        if kind == "link":
            self.folders[folder][name] = more[0]
        if kind == "move":
            self.folders[more[0]][more[1]] = more[2]


def disk_of(root: Path) -> Disk:
    """Return a disk that holds for certain what lies in a folder."""
    disk = Disk(root=root.stat().st_ino)
    for path in (root, *root.rglob("*")):
        node = path.stat().st_ino
        if path.is_dir():
            disk.folders[node] = {one.name: one.stat().st_ino for one in path.iterdir()}
        else:
            disk.files[node] = bytearray(path.read_bytes())
    return disk


def told(trace: Path) -> Iterator[Event]:
    """Return what a process told of its steps before it ended."""
    with trace.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)  # noqa: S301 - written a moment ago by a process of this test


def _folders_of(one: Event) -> tuple[int, ...]:
    return (one[1], one[3]) if one[0] == "move" else (one[1],)


def _sectors(spot: int, raw: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(raw):
        end = min(len(raw), at + SECTOR - (spot + at) % SECTOR)
        yield spot + at, raw[at:end]
        at = end


def _resize(content: bytearray, size: int) -> None:
    if size < len(content):
        del content[size:]
    else:
        content.extend(bytes(size - len(content)))
