"""Revisions that an honest program never writes: each signed by its real author, and each meant to spoil a space."""

import secrets
from collections.abc import Callable
from typing import Final

import msgspec

from peerdesk.crypto.envelope import seal_epoch
from peerdesk.crypto.epoch_key import EpochKey, box_epoch
from peerdesk.wire.epoch import EpochObject
from peerdesk.wire.ids import RecordId
from peerdesk.wire.revision import Kind, encode, parse_revision
from tests.hostile.rogue import Rogue, comment_plain
from tests.server.hospital import some_id

Poison = Callable[[Rogue], list[bytes]]

FAR: Final = 2**62
MANY_HEADS: Final = 70


def no_words(rogue: Rogue) -> list[bytes]:
    return [rogue.sealed(secrets.token_bytes(64)), rogue.sealed(b"")]


def a_newer_schema(rogue: Rogue) -> list[bytes]:
    return [rogue.sealed(msgspec.msgpack.encode([60_000, "comment", None, [], []]))]


def a_key_that_nobody_has(rogue: Rogue) -> list[bytes]:
    return [rogue.sealed(comment_plain(), key=EpochKey.generate())]


def a_key_for_too_few(rogue: Rogue) -> list[bytes]:
    readers = rogue.directory.members.readers_of(rogue.pair)
    return [rogue.epoch(one for one in readers if one.person == rogue.person)]


def another_key_under_an_id_that_is_used(rogue: Rogue) -> list[bytes]:
    """The id of a key that the other one made and writes with, for a key of one's own."""
    readers = rogue.directory.members.readers_of(rogue.pair)
    keys = [EpochKey(epoch=epoch, key=secrets.token_bytes(32)) for epoch in rogue.keys(rogue.pair)]
    return [rogue.epoch(readers, key) for key in keys]


def boxes_that_hold_another_key_than_they_promise(rogue: Rogue) -> list[bytes]:
    return [_with_epoch(rogue, lambda epoch: msgspec.structs.replace(epoch, commitment=secrets.token_bytes(32)))]


def boxes_of_noise(rogue: Rogue) -> list[bytes]:
    def noisy(epoch: EpochObject) -> EpochObject:
        boxes = tuple(msgspec.structs.replace(box, sealed=secrets.token_bytes(1168)) for box in epoch.boxes)
        return msgspec.structs.replace(epoch, boxes=boxes)

    return [_with_epoch(rogue, noisy)]


def no_boxes(rogue: Rogue) -> list[bytes]:
    return [_with_epoch(rogue, lambda epoch: msgspec.structs.replace(epoch, boxes=()))]


def _with_epoch(rogue: Rogue, change: Callable[[EpochObject], EpochObject]) -> bytes:
    key, members = EpochKey.generate(), rogue.directory.members
    n, head = rogue.directory.head
    cited = {"directory_n": n, "directory_hash": head[:16], "epoch": key.epoch}
    header = rogue.writer.header(Kind.EPOCH, RecordId(key.epoch), **cited)
    boxed = box_epoch(key, rogue.pair, [(one.id, one.box_public) for one in members.readers_of(rogue.pair)])
    return encode(seal_epoch(header, change(boxed), rogue.author.signer))


def parents_that_never_were(rogue: Rogue) -> list[bytes]:
    parents = tuple(sorted(secrets.token_bytes(32) for _ in range(16)))
    return [rogue.sealed(comment_plain(), parents=parents), rogue.sealed(kind=Kind.ERASE, parents=parents)]


def points_that_never_were(rogue: Rogue) -> list[bytes]:
    points = [(1, secrets.token_bytes(8)), (FAR, secrets.token_bytes(8)), (10, bytes(8))]
    return [rogue.sealed(comment_plain(), seen_seq=seq, seen_chain=chain) for seq, chain in points]


def directories_that_never_were(rogue: Rogue) -> list[bytes]:
    hashes = [secrets.token_bytes(16) for _ in range(2)]
    n, _ = rogue.directory.head
    return [
        rogue.sealed(comment_plain(), directory_n=n, directory_hash=hashes[0]),
        rogue.sealed(comment_plain(), directory_n=FAR, directory_hash=hashes[1]),
    ]


def counters_without_sense(rogue: Rogue) -> list[bytes]:
    """Far ahead, twice the same, and those of a run that is another's."""
    run = secrets.token_bytes(8)
    numbers = [FAR, FAR, 1, 2**63 - 1]
    return [rogue.sealed(comment_plain(), n=n, run=run) for n in numbers]


def a_run_of_the_other_one(rogue: Rogue) -> list[bytes]:
    return [rogue.sealed(comment_plain(), run=bytes(8), n=1), rogue.sealed(comment_plain(), run=bytes(8), n=1)]


def voids(rogue: Rogue) -> list[bytes]:
    return [rogue.sealed(kind=Kind.VOID) for _ in range(3)]


def very_many_heads(rogue: Rogue) -> list[bytes]:
    record = some_id()
    return [rogue.sealed(comment_plain(text=f"version {i}"), record=record) for i in range(MANY_HEADS)]


def erases_of_what_never_was(rogue: Rogue) -> list[bytes]:
    return [rogue.sealed(kind=Kind.ERASE) for _ in range(30)]


def words_after_their_erase(rogue: Rogue) -> list[bytes]:
    record = some_id()
    return [rogue.sealed(kind=Kind.ERASE, record=record), rogue.sealed(comment_plain(), record=record)]


def stamps_of_others(rogue: Rogue) -> list[bytes]:
    """A table that claims to have seen everything that anybody will ever write."""
    table = [[some_id(), secrets.token_bytes(8), FAR] for _ in range(40)]
    plain = msgspec.msgpack.encode([1, "comment", [secrets.token_bytes(8), FAR], table, [["text", [["x", 1, 1]]]]])
    return [rogue.sealed(plain)]


ALL: Final[tuple[Poison, ...]] = (
    no_words,
    a_newer_schema,
    a_key_that_nobody_has,
    a_key_for_too_few,
    another_key_under_an_id_that_is_used,
    boxes_that_hold_another_key_than_they_promise,
    boxes_of_noise,
    no_boxes,
    parents_that_never_were,
    points_that_never_were,
    directories_that_never_were,
    counters_without_sense,
    a_run_of_the_other_one,
    voids,
    very_many_heads,
    erases_of_what_never_was,
    words_after_their_erase,
    stamps_of_others,
)


def damaged(frame: bytes, place: int) -> bytes:
    """Return a revision with one bit of its body turned: its signature does not hold any more."""
    shape = parse_revision(frame)
    body = bytearray(shape.ciphertext)
    body[place % len(body)] ^= 1
    return encode(msgspec.structs.replace(shape, ciphertext=bytes(body)))
