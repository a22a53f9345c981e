"""Does this build work here: what ships is found, an old vault opens, and every primitive gives its published answer.

For whoever installs PeerDesk, and for whoever builds it. Touches nobody's notes: the vault that is opened is a frozen
one of invented words, copied into a folder of its own. A check raises when it fails, and returns a few words else.
"""

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from peerdesk.crypto.identity import box_public
from peerdesk.crypto.passphrase import TEST_ONLY, derive
from peerdesk.crypto.signing import SignatureError, Signer, verify
from peerdesk.vault.opening import open_vault
from peerdesk.vault.places import DATABASE
from peerdesk.work.labels import read_labels
from peerdesk.work.resources import MissingResourceError, resource

_OPENS_WITH: Final = "gentle river over stones, always"
_WORDS: Final = "Talked about the café by the river, twice"
_ANY_SQLITE: Final = b"SQLite format 3"
_LANGUAGES: Final = ("en", "es")

# RFC 8032, section 7.1, test 2; appendix C of draft-connolly-cfrg-xwing-kem (SHA-256 of the public key). The third is
# what Argon2id with the test profile makes of "gentle river" and the salt 00 01 .. 0f.
_ED25519_SEED: Final = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"
_ED25519_SIGNATURE: Final = (
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)
_X_WING_SEED: Final = "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"
_X_WING_PUBLIC: Final = "2e816deebcd76c5c80d0cd2d174478871658e8e2ff42bc9d4a6e486372e856bb"
_ARGON2ID: Final = "fb46952197e2da6f510f4e4b424f75bd3676ee4ee18a6f46dbf7a1076881197e"


class SelfTestError(Exception):
    """A check did not hold. The text says what, in a few words."""


def resources_are_found() -> str:
    """Read what ships beside the program: words in both languages, labels, icons."""
    icons = len(list(resource("icons").glob("*.svg")))
    for language in _LANGUAGES:
        for path in resource("i18n", language).glob("*.json"):
            json.loads(path.read_text(encoding="utf-8"))
    read_labels(resource("library", "vocab.json").read_bytes())
    if icons == 0 or not any(resource("i18n", "es").iterdir()):
        raise SelfTestError("no icons, or no Spanish words")
    return f"{icons} icons, English and Spanish"


def answers_are_known() -> str:
    """Ask each primitive for a published answer, and let it turn a changed message away."""
    signer = Signer(bytes.fromhex(_ED25519_SEED))
    if signer.sign(b"\x72").hex() != _ED25519_SIGNATURE:
        raise SelfTestError("Ed25519 gives another answer")
    try:
        verify(signer.public, b"\x73", bytes.fromhex(_ED25519_SIGNATURE))
    except SignatureError:
        pass
    else:
        raise SelfTestError("a changed message verifies")
    if hashlib.sha256(box_public(bytes.fromhex(_X_WING_SEED))).hexdigest() != _X_WING_PUBLIC:
        raise SelfTestError("X-Wing gives another answer")
    if derive("gentle river", bytes(range(16)), TEST_ONLY, allow_test_profile=True).hex() != _ARGON2ID:
        raise SelfTestError("Argon2id gives another answer")
    return "Ed25519, X-Wing, Argon2id"


def frozen_vault_opens() -> str:
    """Open the oldest vault there is, bring it to today's form, and find its words by search."""
    with tempfile.TemporaryDirectory(prefix="peerdesk-self-test-") as folder:
        copy = Path(folder) / "vault"
        shutil.copytree(_frozen_vault(), copy)
        copy.chmod(0o700)
        if (copy / DATABASE).read_bytes()[: len(_ANY_SQLITE)] == _ANY_SQLITE:
            raise SelfTestError("the file is not encrypted")
        opened = open_vault(copy, passphrase=_OPENS_WITH, rng=os.urandom, allow_test_profile=True)
        with opened as vault, vault.read() as tx:
            found = tx.encounters.search("cafe heron", 2)
            memory = [tx.encounters.get(one.row.id).memory for one in found]
    if memory != [_WORDS]:
        raise SelfTestError("its words are not found")
    return "SQLCipher, migrations, search"


def _frozen_vault() -> Path:
    try:
        return resource("self_test", "vault")
    except MissingResourceError:
        # In the source tree it lies with the other frozen vaults; builds take it along.
        return Path(__file__).resolve().parents[2] / "tests" / "vectors" / "vault" / "0001"
