"""A disk that fails on purpose: below a folder each step is counted, told to a trace, made to fail, or is the last."""

import contextlib
import ctypes
import errno
import fcntl
import os
import pickle
import signal
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.faults.calls import Hook, real, slots, take_over

SLOTS: Final = slots()
"""Looked up once; a forked process has the same."""

_NEW: Final = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the disk does to one process, by the number of the step from 1; 0 is never.

    At `dies_at` the process is killed before that step. At `fails_at` a write or a sync fails once, `sync_fails_at`
    counts syncs alone. `room` is how many bytes files may grow; less than 0 is as many as they like. Each step that was
    made is told to `trace`.
    """

    dies_at: int = 0
    fails_at: int = 0
    sync_fails_at: int = 0
    room: int = -1
    trace: Path | None = None


class Underneath:
    """Stands between this process and the files below `root` until the process ends."""

    def __init__(self, root: Path, plan: Plan) -> None:
        self.plan = plan
        self.room = plan.room
        self.steps = self.syncs = self.grown = 0
        self._root = root
        self._trace = -1 if plan.trace is None else os.open(plan.trace, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._device = root.stat().st_dev
        self._numbers: dict[int, int] = {}
        for path in (root, *root.rglob("*")):
            self._numbers[path.stat().st_ino] = path.stat().st_ino
        self._next = _NEW

    def stand_between(self) -> None:
        """Take over the calls of this process."""
        names = (name for name in dir(self) if name.startswith("_on_"))
        hooks: dict[str, Hook] = {name.removeprefix("_on_"): getattr(self, name) for name in names}
        take_over(hooks, SLOTS)

    def _on_open(self, path: bytes, flags: int, mode: int) -> int:
        is_new = bool(flags & os.O_CREAT) and self._is_ours(path) and not os.path.lexists(path)
        if is_new and self._fails():
            return -1
        handle = int(real.open(path, flags, mode))
        if is_new and handle >= 0:
            self._tell("link", *self._place(path), self._number_new(os.fstat(handle).st_ino))
        elif handle >= 0 and flags & os.O_TRUNC and (node := self._node(handle)):
            self._tell("size", node, 0)
        return handle

    def _on_write(self, handle: int, buffer: int, count: int) -> int:
        node = self._node(handle)
        if not node:
            return int(real.write(handle, buffer, count))
        spot = os.lseek(handle, 0, os.SEEK_END if self._appends(handle) else os.SEEK_CUR)
        if self._fails(spot + count - os.fstat(handle).st_size):
            return -1
        return self._wrote(node, spot, buffer, int(real.write(handle, buffer, count)))

    def _on_pwrite(self, handle: int, buffer: int, count: int, spot: int) -> int:
        node = self._node(handle)
        if node and self._fails(spot + count - os.fstat(handle).st_size):
            return -1
        done = int(real.pwrite(handle, buffer, count, spot))
        return self._wrote(node, spot, buffer, done) if node else done

    def _on_fsync(self, handle: int) -> int:
        node = self._node(handle)
        if not node:
            return int(real.fsync(handle))
        self.syncs += 1
        if self._fails(is_sync=True):
            # What the system could not write it throws away and takes for written: the next sync says that all is well.
            self._tell("lost", node)
            return -1
        # Nothing here outlives the test, so the real disk is not made to wait.
        self._tell("sync", node)
        return 0

    _on_fdatasync = _on_fsync

    def _on_ftruncate(self, handle: int, size: int) -> int:
        node = self._node(handle)
        # A file may be made longer than the disk has room; only what is written takes any.
        if node and self._fails():
            return -1
        done = int(real.ftruncate(handle, size))
        if node and done == 0:
            self._tell("size", node, size)
        return done

    def _on_posix_fallocate(self, handle: int, start: int, length: int) -> int:
        node, size = self._node(handle), os.fstat(handle).st_size
        if node and self._fails(start + length - size):
            return ctypes.get_errno()
        done = int(real.posix_fallocate(handle, start, length))
        if node and done == 0:
            self._tell("size", node, max(size, start + length))
        return done

    def _on_sendfile(self, _to: int, _source: int, _spot: int, _count: int) -> int:
        # Python then copies by reading and writing, which is seen above.
        ctypes.set_errno(errno.EINVAL)
        return -1

    def _on_rename(self, old: bytes, new: bytes) -> int:
        if not self._is_ours(old):
            return int(real.rename(old, new))
        if self._fails():
            return -1
        node = self._numbers[os.lstat(old).st_ino]
        self._free(new)
        done = int(real.rename(old, new))
        if done == 0:
            self._tell("move", *self._place(old), *self._place(new), node)
        return done

    def _on_unlink(self, path: bytes) -> int:
        return self._remove(path, lambda: int(real.unlink(path)))

    def _on_rmdir(self, path: bytes) -> int:
        return self._remove(path, lambda: int(real.rmdir(path)))

    def _on_unlinkat(self, folder: int, path: bytes, flags: int) -> int:
        within = Path() if path.startswith(b"/") else Path(f"/proc/self/fd/{folder}").readlink()
        whole = os.fsencode(within / os.fsdecode(path))
        return self._remove(whole, lambda: int(real.unlinkat(folder, path, flags)))

    def _on_mkdir(self, path: bytes, mode: int) -> int:
        if self._is_ours(path) and self._fails():
            return -1
        done = int(real.mkdir(path, mode))
        if done == 0 and self._is_ours(path):
            self._tell("link", *self._place(path), self._number_new(os.lstat(path).st_ino, is_folder=True))
        return done

    def _remove(self, path: bytes, remove: Any) -> int:
        if not self._is_ours(path) or not os.path.lexists(path):
            return int(remove())
        if self._fails():
            return -1
        place = self._place(path)
        self._free(path)
        done = int(remove())
        if done == 0:
            self._tell("unlink", *place)
        return done

    def _fails(self, growth: int = 0, *, is_sync: bool = False) -> bool:
        """Count a step; end here, or say whether it fails, and why."""
        self.steps += 1
        if self.steps == self.plan.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self.steps == self.plan.fails_at or (is_sync and self.syncs == self.plan.sync_fails_at):
            ctypes.set_errno(errno.EIO)
            return True
        if growth > self.room >= 0:
            ctypes.set_errno(errno.ENOSPC)
            return True
        self.grown += max(0, growth)
        self.room -= growth if self.room >= 0 else 0
        return False

    def _free(self, path: bytes) -> None:
        with contextlib.suppress(OSError):
            found = os.lstat(path)
            if self.room >= 0 and not stat.S_ISDIR(found.st_mode):
                self.room += found.st_size
            # The system gives its number to another file, which may be none of ours.
            self._numbers.pop(found.st_ino, None)

    def _wrote(self, node: int, spot: int, buffer: int, done: int) -> int:
        if done > 0:
            self._tell("write", node, spot, ctypes.string_at(buffer, done))
        return done

    def _tell(self, *what: object) -> None:
        if self._trace >= 0:
            raw = pickle.dumps(what)
            real.write(self._trace, ctypes.cast(ctypes.c_char_p(raw), ctypes.c_void_p), len(raw))

    def _is_ours(self, path: bytes) -> bool:
        return self._root in Path(os.fsdecode(path)).parents

    def _place(self, path: bytes) -> tuple[int, str]:
        whole = Path(os.fsdecode(path))
        return self._numbers[whole.parent.stat().st_ino], whole.name

    def _node(self, handle: int) -> int:
        """Return the number of an open file or folder of ours, 0 for any other."""
        try:
            found = os.fstat(handle)
        except OSError:
            return 0
        # A pipe has a number, too, of another device.
        return self._numbers.get(found.st_ino, 0) if found.st_dev == self._device else 0

    def _number_new(self, inode: int, *, is_folder: bool = False) -> int:
        # The system uses the numbers of removed files again, and that is another file.
        self._next += 1
        self._numbers[inode] = self._next
        self._tell("folder" if is_folder else "file", self._next)
        return self._next

    @staticmethod
    def _appends(handle: int) -> bool:
        return bool(fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_APPEND)
