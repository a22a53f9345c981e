"""What follows wrong passphrases: a pause that grows, and ends."""

from peerdesk.domain.errors import VaultError, WrongPassphraseError


class WrongAgainError(WrongPassphraseError):
    """The passphrase does not open these notes, and the next try has to wait `wait_seconds`, which may be none."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__()
        self.wait_seconds = wait_seconds


class TooSoonError(VaultError):
    """Several passphrases in a row were wrong, and the pause after them has `wait_seconds` left. Nothing was tried."""

    code = "too_soon"

    def __init__(self, wait_seconds: int) -> None:
        super().__init__()
        self.wait_seconds = wait_seconds
