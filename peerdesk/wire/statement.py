"""What a signature says: a label, the suite, then parts that each carry their length.

The label keeps a signature made for one purpose from being shown as another; the lengths keep two
different lists of parts from ever giving the same bytes.
"""

SUITE = 1
"""SHA-256, Ed25519, AES-256-GCM, HKDF-SHA256, X-Wing HPKE; hybrid with ML-DSA-65 for the root."""

REVISION = b"PD1 revision"
ENTRY = b"PD1 entry"
INVITE = b"PD1 invite"
LOGIN = b"PD1 login"
SIGN_IN = b"PD1 sign-in"
"""Digested and never signed: what a token of the hospital's own log-in is asked to carry."""

LABELS = (REVISION, ENTRY, INVITE, LOGIN, SIGN_IN)


def statement(label: bytes, *parts: bytes, suite: int = SUITE) -> bytes:
    """Return the bytes to sign: label, a suite byte, each part behind its length (4 bytes, big-endian)."""
    pieces = [label, suite.to_bytes(1)]
    for part in parts:
        pieces += (len(part).to_bytes(4), part)
    return b"".join(pieces)
