"""What can be wrong with bytes that came from outside: one root, and a leaf for each thing that happened.

    WireError
      MalformedError         the bytes do not have the agreed shape
        ChecksumError        a typed or scanned text has a slip in it
      TooLargeError          a cap was passed; nothing was parsed
      UnknownSuiteError      made by a newer PeerDesk: keep it, do not open it
      UnknownSignerError     nobody in the directory holds the key that signed this
      ChainBrokenError       a directory entry does not follow the one before it
      ForkError              two different histories were shown; keep both as evidence
      WrongRootError         the directory begins with another organisation than the pinned one
      UntimelyError          handed in too late, or with a clock that is far off
      SignatureError         a signature is not genuine (in `peerdesk.crypto.signing`)

The network layer may not import the meaning layer, so this root stands on its own. All of these are
expected: the world sent something that we do not accept, and nothing of ours is broken.
"""


class WireError(Exception):
    """Bytes from outside were not acceptable. Carries facts about sizes and places, never content."""


class MalformedError(WireError):
    """The bytes do not have the agreed shape."""


class ChecksumError(MalformedError):
    """A text that a person typed, copied or scanned has a slip in it."""


class TooLargeError(WireError):
    """A cap was passed, so nothing was parsed. Sizes are in bytes or in items, as `what` says."""

    def __init__(self, what: str, size: int, cap: int) -> None:
        super().__init__(f"{what}: {size} is more than {cap}")
        self.what = what
        self.size = size
        self.cap = cap


class UnknownSuiteError(WireError):
    """Made with a newer cipher suite: kept untouched, shown as "needs a newer PeerDesk"."""

    def __init__(self, suite: int) -> None:
        super().__init__(f"suite {suite} is not known here")
        self.suite = suite


class UnknownSignerError(WireError):
    """An entry names a signer whose key is nowhere in the chain before it, so it cannot be genuine."""


class ChainBrokenError(WireError):
    """An entry does not carry the number and the hash that follow from the entry before it."""


class ForkError(WireError):
    """Two different entries were shown for the same place in the directory."""

    def __init__(self, n: int, known: bytes, shown: bytes) -> None:
        super().__init__(f"two histories at entry {n}")
        self.n = n
        self.known = known
        self.shown = shown


class WrongRootError(WireError):
    """The directory does not begin with the organisation whose fingerprint the invite pinned."""


class UntimelyError(WireError):
    """An entry that must be made within a time was handed in outside of it. Times in seconds since 1970."""

    def __init__(self, what: str, limit: int, now: int) -> None:
        super().__init__(f"{what}: limit {limit}, now {now}")
        self.what = what
        self.limit = limit
        self.now = now
