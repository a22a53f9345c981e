"""What can go wrong with keys and boxes: one root, and a leaf for each thing that happened.

    CryptoError
      CannotOpenError           a box, a name or a payload does not open: another key, or changed bytes
        NoBoxError              the epoch holds no box for this reader; a sibling can add one
      WrongPassphraseError      no slot opens with what was typed
      HeaderDamagedError        the vault's header does not have its shape, or was changed
      KdfOutOfBoundsError       a header asks for more or less work than is ever agreed to; nothing was derived
      WeakPassphraseError       a passphrase that is too easy to guess
      RecoveryCodeError         a typed recovery code has a slip in it; it says in which groups

All are expected: the world said no. None carries a passphrase, a code, a key or a name.
"""


class CryptoError(Exception):
    """Root of this room's expected errors; never raised itself."""


class CannotOpenError(CryptoError):
    """Something sealed does not open with this key in this context."""


class NoBoxError(CannotOpenError):
    """The epoch holds no box for this reader. No alarm: a sibling that can open it adds one."""


class WrongPassphraseError(CryptoError):
    """What was typed opens no slot."""


class HeaderDamagedError(CryptoError):
    """The header does not have its shape, or was changed after it was written."""


class KdfOutOfBoundsError(CryptoError):
    """The parameters lie outside of the agreed bounds. Checked before deriving, so it costs nothing."""

    def __init__(self, memory_kib: int, passes: int, lanes: int) -> None:
        super().__init__(f"memory {memory_kib} KiB, passes {passes}, lanes {lanes}")
        self.memory_kib = memory_kib
        self.passes = passes
        self.lanes = lanes


class WeakPassphraseError(CryptoError):
    """Too easy to guess. `reason` is one of `short`, `long`, `common`, `repeats`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RecoveryCodeError(CryptoError):
    """The code has a slip. `groups` are the numbers (from 1) of the groups to look at; empty if unclear."""

    def __init__(self, groups: tuple[int, ...]) -> None:
        super().__init__("a slip in the recovery code")
        self.groups = groups
