"""Everything that reads bytes from outside, with sound samples of it and the errors that its page promises."""

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from peerdesk.crypto.errors import CryptoError
from peerdesk.crypto.key_file import KeyFileKind, open_key_file, seal_key_file
from peerdesk.crypto.passphrase import TEST_ONLY
from peerdesk.crypto.recovery import code_text, parse_code
from peerdesk.crypto.signing import verify_all
from peerdesk.crypto.vault_header import header_bytes
from peerdesk.crypto.vault_header import parse_header as parse_vault_header
from peerdesk.crypto.vault_key import VaultKey, new_header, with_passphrase
from peerdesk.domain.merge import Stamp
from peerdesk.server.admission import Judge
from peerdesk.server.problems import ProblemError
from peerdesk.sync.opening import opened, opened_epoch, unwrap, verified
from peerdesk.sync.payload import from_plain
from peerdesk.sync.reasons import SetAsideError
from peerdesk.sync.squeezing import squeezed
from peerdesk.wire.codec import decode, encode
from peerdesk.wire.directory import parse_body, parse_entry
from peerdesk.wire.directory_body import KIND_OF
from peerdesk.wire.errors import WireError
from peerdesk.wire.invite import invite_bytes, invite_qr, invite_text, parse_invite, parse_invite_bytes
from peerdesk.wire.limits import MAX_REPLY_BYTES
from peerdesk.wire.public_file import read_public_file, write_public_file
from peerdesk.wire.revision import Revision, parse_header, read_revision
from peerdesk.wire.sheet import Sheet, parse_sheet, sheet_block, sheet_qr
from tests.hostile.fuzz.mutations import damaged
from tests.hostile.fuzz.scene import BODY_SAMPLES, Scene, payloads
from tests.wire.samples import MESSAGES

Read = Callable[[bytes], object]

SHEET = Sheet(
    suite=1,
    code=b"c" * 20,
    root=b"r" * 32,
    server="https://peers.harborpoint.example",
    pin=b"p" * 32,
    organisation="Harbor Point",
    name="Devon Achebe",
)


class BrokenPromiseError(Exception):
    """A reader let something out that it does not promise: which one, by which seed, over which bytes."""


class Subject(NamedTuple):
    """One reader. `errors` are all that may come out of it; `wrap` signs or seals again what was damaged."""

    name: str
    samples: Sequence[bytes]
    read: Read
    errors: tuple[type[Exception], ...]
    wrap: Callable[[bytes], bytes] = lambda raw: raw


def fuzz(subject: Subject, seeds: range) -> int:
    """Read one damaged sample for each seed, and return how many were turned down. Raises BrokenPromiseError."""
    refused = 0
    for seed in seeds:
        rng = random.Random(f"{subject.name} {seed}")
        sample = rng.choice(subject.samples)
        raw = subject.wrap(damaged(sample, subject.samples, rng))
        try:
            subject.read(raw)
        except subject.errors:
            refused += 1
        except Exception as e:
            raise BrokenPromiseError(f"{subject.name}, seed {seed}: {raw.hex()}") from e
    return refused


def subjects(scene: Scene) -> list[Subject]:
    """Return everything that is fuzzed."""
    return [*_of_revisions(scene), *_of_directories(scene), *_of_invites(scene), *_of_headers(), *_of_messages()]


def _of_revisions(scene: Scene) -> list[Subject]:
    plain = payloads()
    frames = [scene.sealed(one) for one in plain] + [scene.with_epoch(scene.epoch_body())]
    headers = [read_revision(frame)[1].header for frame in frames]
    outside = (WireError, SetAsideError)

    def read(frame: bytes) -> object:
        known = verified(unwrap(frame), scene.pair, scene.directory)
        return opened(known, lambda _: scene.key)

    def read_epoch(frame: bytes) -> object:
        return opened_epoch(verified(unwrap(frame), scene.pair, scene.directory), scene.author, scene.directory)

    def judged(frame: bytes) -> object:
        return Judge(scene.pair, scene.directory.members).judge(frame)

    def with_header(header: bytes) -> bytes:
        _, revision = read_revision(frames[0])
        return scene.signed(msgspec.structs.replace(revision, header=header[:1024]))

    def with_body(body: bytes) -> bytes:
        _, revision = read_revision(frames[0])
        changed = Revision(header=revision.header, nonce=body[:12], ciphertext=body[12:], signature=bytes(64))
        return scene.signed(changed)

    def said(raw: bytes) -> object:
        return from_plain(raw, revision=bytes(32), parents=(), stamp=Stamp(b"d" * 16, b"r" * 8, 3))

    return [
        Subject("revision", frames, read, outside),
        Subject("revision at the server", frames, judged, (WireError, ProblemError)),
        Subject("header that is signed", headers, read, outside, with_header),
        Subject("header at the server", headers, judged, (WireError, ProblemError), with_header),
        Subject("header", headers, parse_header, (WireError,)),
        Subject("body that is signed", [bytes(300)], read, outside, with_body),
        Subject("payload", [*plain, *map(squeezed, plain)], said, (SetAsideError,)),
        Subject("payload that is sealed", plain, read, outside, lambda raw: scene.sealed(raw[:200_000])),
        Subject("key of a space", [scene.epoch_body()], read_epoch, outside, scene.with_epoch),
        Subject("key at the server", [scene.epoch_body()], judged, (WireError, ProblemError), scene.with_epoch),
    ]


def _of_directories(scene: Scene) -> list[Subject]:
    bodies = [body for _, body in BODY_SAMPLES]
    kinds = {body: int(KIND_OF[type(says)]) for says, body in BODY_SAMPLES}

    def probed(raw: bytes) -> object:
        return scene.directory.probe(raw, verify_all)

    def parsed(raw: bytes) -> object:
        return parse_body(parse_entry(raw))

    def by_the_officer(body: bytes) -> bytes:
        # By its length, so that the same damage is always told as the same kind.
        kind = list(kinds.values())[len(body) % len(kinds)]
        return scene.entry(body[:12_000], kind)

    return [
        Subject("entry", scene.chain.raw, probed, (WireError,)),
        Subject("entry that is signed", bodies, probed, (WireError,), by_the_officer),
        Subject("entry by itself", scene.chain.raw, parsed, (WireError,)),
        Subject("public file", [_public(scene)], read_public_file, (WireError,)),
        Subject("public file in its letters", [_public(scene)], read_public_file, (WireError,), _with_letters),
    ]


def _public(scene: Scene) -> bytes:
    return write_public_file("Harbor Point", scene.chain.root.fingerprint(), tuple(scene.chain.raw[:2]))


def _with_letters(raw: bytes) -> bytes:
    """Return text that is text, also after it was damaged: as an editor would save it."""
    return raw.decode(errors="replace").encode()


def _of_invites(scene: Scene) -> list[Subject]:
    invite = scene.invite()
    texts = [invite_text(invite, "This file invites Devon Achebe.").encode(), invite_qr(invite).encode()]

    def typed(raw: bytes) -> object:
        return parse_invite(raw.decode(errors="replace"))

    return [
        Subject("invite", [invite_bytes(invite)], parse_invite_bytes, (WireError,)),
        Subject("invite as text", texts, typed, (WireError,)),
    ]


def _of_headers() -> list[Subject]:
    key = VaultKey(root=b"r" * 32)
    made = with_passphrase(new_header(b"v" * 16, key), key, "gentle river", TEST_ONLY, allow_test_profile=True)
    file = seal_key_file(KeyFileKind.ROOT, "Harbor Point", b"s" * 64, "gentle", TEST_ONLY, allow_test_profile=True)

    def code(raw: bytes) -> object:
        return parse_code(raw.decode(errors="replace"))

    def sheet(raw: bytes) -> object:
        return parse_sheet(raw.decode(errors="replace"))

    def key_file(raw: bytes) -> object:
        return open_key_file(raw, KeyFileKind.ROOT, "gentle", allow_test_profile=True)

    return [
        Subject("header of a vault", [header_bytes(made)], parse_vault_header, (CryptoError,)),
        Subject("file of a key", [file], key_file, (CryptoError,)),
        Subject("code of a sheet", [code_text(b"c" * 20).encode()], code, (CryptoError,)),
        Subject("recovery sheet", [sheet_qr(SHEET).encode(), sheet_block(SHEET).encode()], sheet, (WireError,)),
    ]


def _of_messages() -> list[Subject]:
    shapes: list[type[Any]] = [type(message) for message in MESSAGES]
    samples = [encode(message) for message in MESSAGES]

    def any_of_them(raw: bytes) -> object:
        return decode(raw, shapes[sum(raw) % len(shapes)], MAX_REPLY_BYTES)

    return [Subject("message", samples, any_of_them, (WireError,))]
