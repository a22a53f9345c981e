"""Founding an organisation: its root, its first officer, and the public file that its server is started with."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from peerdesk.crypto.identity import OfficerKey, RootKey
from peerdesk.crypto.key_file import KeyFileKind, seal_key_file
from peerdesk.crypto.passphrase import Argon2Profile, calibrate
from peerdesk.vault import files
from peerdesk.wire.codec import encode
from peerdesk.wire.directory import (
    NO_ENTRY,
    ROOT_FINGERPRINT_SHORT,
    Signer,
    SignerRole,
    draft_entry,
    entry_hash,
    entry_statement,
)
from peerdesk.wire.directory_body import Body, Officer, Organisation
from peerdesk.wire.public_file import write_public_file
from peerdesk.work.ceremony import LANGUAGES, Ceremony, ceremony_page
from peerdesk.work.naming import checked_name
from peerdesk.work.organisation_folder import OFFICER_KEY, PUBLIC, ROOT_KEY, begin_folder
from peerdesk.work.passphrases import demand_strong

OFFICER_LASTS: Final = timedelta(days=365)
KEY_FILE_SECONDS: Final = 0.6
SHEET: Final = "founding-sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A new organisation. `root` is the fingerprint that every invite pins.

    `sheets` are the pages to print and to sign, one for each language.
    """

    name: str
    root: bytes
    public_file: Path
    sheets: tuple[Path, ...]


def init_organisation(
    folder: Path,
    name: str,
    passphrase: str,
    now: datetime,
    *,
    root_passphrase: str = "",
    profile: Argon2Profile | None = None,
) -> Founded:
    """Make an organisation: its root, its first officer, and the public file the server is started with.

    The root's file holds the key of names too, so that a lost officer can be replaced. Without a `root_passphrase` it
    is sealed under the officer's.

    Raises MissingAnswerError, TextTooLongError, WeakPassphraseError or VaultExistsError; then nothing was made.
    """
    clean = checked_name("name", name)
    demand_strong(passphrase, clean)
    if root_passphrase:
        demand_strong(root_passphrase, clean)
    begin_folder(folder)
    root, officer, name_key = RootKey.generate(), OfficerKey.generate(), secrets.token_bytes(32)
    entries = _founding(root, officer, now)
    work = profile or calibrate(KEY_FILE_SECONDS, time.perf_counter)
    test = profile is not None
    sealed_root = seal_key_file(
        KeyFileKind.ROOT, clean, root.seed + name_key, root_passphrase or passphrase, work, allow_test_profile=test
    )
    sealed_officer = seal_key_file(
        KeyFileKind.OFFICER, clean, officer.seed + name_key, passphrase, work, allow_test_profile=test
    )
    files.replace(folder / ROOT_KEY, sealed_root)
    files.replace(folder / OFFICER_KEY, sealed_officer)
    sheets = _sheets(folder, clean, root.fingerprint(), now)
    # The public file comes last: whoever finds it finds everything.
    files.replace(folder / PUBLIC, write_public_file(clean, root.fingerprint(), entries))
    return Founded(name=clean, root=root.fingerprint(), public_file=folder / PUBLIC, sheets=sheets)


def _sheets(folder: Path, name: str, root: bytes, now: datetime) -> tuple[Path, ...]:
    told = Ceremony(name=name, root=root, founded_at=now, officer_until=now + OFFICER_LASTS)
    paths = []
    for language in LANGUAGES:
        path = folder / f"{SHEET}.{language}.html"
        files.replace(path, ceremony_page(told, language).encode())
        paths.append(path)
    return tuple(paths)


def _founding(root: RootKey, officer: OfficerKey, now: datetime) -> tuple[bytes, bytes]:
    signer, at = root.signer(), int(now.timestamp())
    who = Signer(role=SignerRole.ROOT, id=root.fingerprint()[:ROOT_FINGERPRINT_SHORT])
    bodies: tuple[Body, Body] = (
        Organisation(ed25519_public=signer.ed25519_public, mldsa_public=signer.mldsa_public, created=at),
        Officer(public=officer.signer().public, expires=int((now + OFFICER_LASTS).timestamp())),
    )
    head, raws = (0, NO_ENTRY), []
    for body in bodies:
        draft = draft_entry(body, who, head, at)
        raw = encode(msgspec.structs.replace(draft, signatures=signer.signatures(entry_statement(draft))))
        head = (head[0] + 1, entry_hash(raw))
        raws.append(raw)
    return raws[0], raws[1]
