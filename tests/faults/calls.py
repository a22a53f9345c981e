"""The calls by which this process writes to its disk, taken over below Python and below SQLite alike.

Each library that is loaded has a table with the addresses of the functions it calls in the C library. Another address
is put there: so no compiler is needed, no driver and no right, and what is seen is what the kernel would be told. For
64-bit Linux, as far as the shapes below go; `take_over` says so where it finds nothing.
"""

import ctypes
import mmap
from collections.abc import Callable, Iterable
from typing import Any, Final

_PATH, _NUMBER, _ADDRESS, _LENGTH = ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ssize_t
_OFFSET: Final = ctypes.c_int64

SHAPES: Final[dict[str, tuple[Any, ...]]] = {
    "open": (_NUMBER, _PATH, _NUMBER, _NUMBER),
    "write": (_LENGTH, _NUMBER, _ADDRESS, _LENGTH),
    "pwrite": (_LENGTH, _NUMBER, _ADDRESS, _LENGTH, _OFFSET),
    "fsync": (_NUMBER, _NUMBER),
    "fdatasync": (_NUMBER, _NUMBER),
    "ftruncate": (_NUMBER, _NUMBER, _OFFSET),
    "posix_fallocate": (_NUMBER, _NUMBER, _OFFSET, _OFFSET),
    "sendfile": (_LENGTH, _NUMBER, _NUMBER, _ADDRESS, _LENGTH),
    "rename": (_NUMBER, _PATH, _PATH),
    "unlink": (_NUMBER, _PATH),
    "unlinkat": (_NUMBER, _NUMBER, _PATH, _NUMBER),
    "mkdir": (_NUMBER, _PATH, _NUMBER),
    "rmdir": (_NUMBER, _PATH),
}
"""What each returns and takes. Those that end in 64 are the same here."""

Hook = Callable[..., int]

_DYNAMIC: Final = 2
_STRINGS, _SYMBOLS = 5, 6
_TABLES: Final = ((7, 8), (23, 2))
"""Where a table of addresses to fill in begins, and how long it is: those of data, and those of calls."""
_SYMBOL_BYTES, _ENTRY_BYTES = 24, 24
_IS_AN_ADDRESS: Final = frozenset({1, 6, 7, 257, 1025, 1026})
"""The kinds of entries that hold the address of a function, on x86-64 and on ARM."""
_READ_AND_WRITE: Final = 3


class _Segment(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("offset", "address", "physical", "file_size", "size", "align")),
    )


class _Library(ctypes.Structure):
    _fields_ = (
        ("base", ctypes.c_uint64),
        ("name", ctypes.c_char_p),
        ("segments", ctypes.POINTER(_Segment)),
        ("count", ctypes.c_uint16),
    )


real: Final = ctypes.CDLL("libc.so.6", use_errno=True)
"""The C library itself. What is called here is never taken over: asked for by the names that this process knows, some
of these would lead through the very table that is changed."""

_VISITOR: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Library), ctypes.c_size_t, ctypes.c_void_p)
_kept: list[Any] = []


def slots() -> list[tuple[int, str]]:
    """Return every place in memory from which a call of `SHAPES` is made, with the call's name."""
    found: list[tuple[int, str]] = []

    def visit(library: Any, _size: int, _data: object) -> int:
        one = library.contents
        for segment in one.segments[: one.count]:
            if segment.kind == _DYNAMIC:
                found.extend(_slots_of(one.base, one.base + segment.address))
        return 0

    real.dl_iterate_phdr(_VISITOR(visit), None)
    return found


def take_over(hooks: dict[str, Hook], places: Iterable[tuple[int, str]]) -> None:
    """Call these functions in place of the C library's, from here on and until the process ends.

    Each takes what the call takes, and returns what it returns; `ctypes.set_errno` says why it failed. Raises OSError.
    """
    made = {name: _made(name, hook) for name, hook in hooks.items()}
    places = [place for place in places if place[1] in made]
    if not places:
        raise OSError("nothing in this process calls the disk in a way that is known here")
    for slot, name in places:
        page = slot & -mmap.PAGESIZE
        if real.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(mmap.PAGESIZE), _READ_AND_WRITE):
            raise OSError(ctypes.get_errno(), "the table of calls cannot be written")
        ctypes.c_void_p.from_address(slot).value = ctypes.cast(made[name], ctypes.c_void_p).value


def _made(name: str, hook: Hook) -> Any:
    result, *given = SHAPES[name]
    getattr(real, name).restype, getattr(real, name).argtypes = result, tuple(given)
    made = ctypes.CFUNCTYPE(result, *given, use_errno=True)(hook)
    _kept.append(made)
    return made


def _slots_of(base: int, dynamic: int) -> Iterable[tuple[int, str]]:
    entries: dict[int, int] = {}
    while (kind := ctypes.c_uint64.from_address(dynamic).value) != 0:
        value = ctypes.c_uint64.from_address(dynamic + 8).value
        entries[kind] = value if value >= base else value + base
        if kind in (8, 2):
            entries[kind] = value
        dynamic += 16
    if _SYMBOLS not in entries or _STRINGS not in entries:
        return
    for start, length in _TABLES:
        table = ctypes.string_at(entries[start], entries[length]) if start in entries else b""
        for at in range(0, len(table), _ENTRY_BYTES):
            if int.from_bytes(table[at + 8 : at + 12], "little") in _IS_AN_ADDRESS:
                symbol = entries[_SYMBOLS] + int.from_bytes(table[at + 12 : at + 16], "little") * _SYMBOL_BYTES
                name = ctypes.string_at(entries[_STRINGS] + ctypes.c_uint32.from_address(symbol).value, 24)
                called = name.partition(b"\0")[0].decode(errors="replace").removesuffix("64")
                if called in SHAPES:
                    yield base + int.from_bytes(table[at : at + 8], "little"), called
